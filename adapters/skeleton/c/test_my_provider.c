/* Tests of your own, which need no kit. */
#include "my_provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void expect(bool holds, const char *what) {
  if (holds) return;
  failures++;
  fprintf(stderr, "failed: %s\n", what);
}

static void claims_are_json(void) {
  size_t length = strlen(my_provider.capabilities);
  char *line = json_allocate(NULL, length + 1);
  memcpy(line, my_provider.capabilities, length + 1);
  struct json *claims = json_read(line, length);
  expect(json_get(claims, "schemes") != NULL, "the claims are JSON, with schemes among them");
  free(claims);
  free(line);
}

static void nodes_have_addresses(void) {
  const char *const nodes[] = {"root", "leaf-1"};
  my_provider.reset(nodes, 2, 1);
  expect(my_provider.home(1).port == 0, "a node leaves the choice of ports to the provider");
  my_provider.close();
}

int main(void) {
  claims_are_json();
  nodes_have_addresses();
  if (failures == 0) puts("my_provider: all is as it should be");
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
