/* What the reader takes and what it does not, and that what is written can be read. */
#include "json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void expect(bool holds, const char *what) {
  if (holds) return;
  failures++;
  fprintf(stderr, "failed: %s\n", what);
}

/* Reads a copy that has exactly the room it needs, so that a sanitizer sees every step beyond its end. */
static struct json *read(const char *text, size_t length, char **line) {
  *line = json_allocate(NULL, length + 1);
  memcpy(*line, text, length);
  (*line)[length] = '\0';
  return json_read(*line, length);
}

static void takes(const char *text, bool expected) {
  char *line;
  struct json *value = read(text, strlen(text), &line);
  expect((value != NULL) == expected, text);
  free(value);
  free(line);
}

static void decodes(const char *text, const char *expected, size_t length) {
  char *line;
  struct json *value = read(text, strlen(text), &line);
  expect(value != NULL && value->text.length == length && memcmp(value->text.bytes, expected, length) == 0, text);
  free(value);
  free(line);
}

static void writes(const char *text, const char *expected) {
  struct json_out out = {0};
  json_add_string(&out, (struct json_text){text, strlen(text)});
  expect(strcmp(out.bytes, expected) == 0, expected);
  free(out.bytes);
}

static void nested(int depth, bool expected) {
  char text[2 * JSON_DEPTH + 8] = "";
  for (int i = 0; i < depth; i++) strcat(text, "[");
  for (int i = 0; i < depth; i++) strcat(text, "]");
  takes(text, expected);
}

static void integers(void) {
  char *line;
  long long number = 0;
  const char text[] = "{\"a\":-7,\"a\":42,\"b\":{\"c\":[1,2.5,99999999999999999999]}}";
  struct json *value = read(text, strlen(text), &line);
  const struct json *list = json_get(json_get(value, "b"), "c");
  expect(json_integer(json_get(value, "a"), &number) && number == 42, "the last of two keys holds");
  expect(list != NULL && json_integer(list->first, &number) && number == 1, "1 is an integer");
  expect(list != NULL && !json_integer(list->first->next, &number), "2.5 is none");
  expect(list != NULL && !json_integer(list->first->next->next, &number), "nor is one that does not fit");
  expect(json_get(value, "missing") == NULL && json_get(NULL, "a") == NULL, "what is missing");
  free(value);
  free(line);
}

/* Every beginning of a message, and every message with one byte changed, has to be survived. */
static void survives(void) {
  const char text[] = "{\"id\":1,\"params\":{\"name\":null,\"data\":\"\\u00e9\\ud83d\\ude00 \xC3\xA9\"},\"l\":[true,-1e2]}";
  for (size_t length = 0; length < sizeof text; length++) {
    char *line;
    free(read(text, length, &line));
    free(line);
    for (int byte = 0; byte < 256 && length + 1 < sizeof text; byte++) {
      char changed[sizeof text];
      memcpy(changed, text, sizeof text);
      changed[length] = (char)byte;
      free(read(changed, sizeof text - 1, &line));
      free(line);
    }
  }
}

int main(void) {
  static const char *const good[] = {"0", "-0.5e+10", " [1, {\"a\" : [ ]}]\r", "\"\"", "{}", "null", "\"\xF0\x9F\x98\x80\""};
  static const char *const bad[] = {"", "01", "-", "1.", "1e", "[1,]", "{\"a\"}", "{a:1}", "nul", "\"\t\"", "\"\\x\"",
                                    "\"\\u12\"", "\"", "1 2", "[", "\"\xC0\x80\"", "\"\xED\xA0\x80\"", "\"\xFF\""};
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) takes(good[i], true);
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) takes(bad[i], false);
  nested(JSON_DEPTH, true);
  nested(JSON_DEPTH + 1, false);
  decodes("\"a\\n\\u00e9\\ud83d\\ude00\\/\"", "a\n\xC3\xA9\xF0\x9F\x98\x80/", 9);
  decodes("\"\\u0000\\ud800!\"", "\0\xEF\xBF\xBD!", 5);
  writes("\"\\\n\x1F\xC3\xA9", "\"\\\"\\\\\\u000a\\u001f\xC3\xA9\"");
  integers();
  survives();
  if (failures == 0) puts("the JSON reader does what it should");
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
