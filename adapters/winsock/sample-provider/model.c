#include "model.h"

#include "winsock_errors.h"

#include <string.h>

/* All sockets live on one host here: a service provider is told of no node. */
static const char *const nodes[] = {"here"};

size_t jl_node(const struct jl_call *call) {
  (void)call;
  return 0;
}

long long jl_integer(struct jl_call *call, const char *key) {
  if (strcmp(key, "socket") == 0) return call->socket;
  if (strcmp(key, "entry") == 0) return call->entry;
  if (strcmp(key, "flags") == 0) return call->flags;
  return strcmp(key, "events") == 0 ? call->events : call->backlog;
}

bool jl_boolean(struct jl_call *call, const char *key) {
  (void)call, (void)key;
  return false;
}

struct json_text jl_text(struct jl_call *call, const char *key) {
  (void)key;
  return call->data;
}

/* The one argument that may be missing is the caller's data. */
const struct json *jl_argument(const struct jl_call *call, const char *key) {
  static const struct json there = {.type = JSON_STRING};
  return strcmp(key, "callerData") == 0 && call->data.length > 0 ? &there : NULL;
}

bool jl_address(struct jl_call *call, const char *key, struct jl_address *address) {
  (void)key;
  memset(address, 0, sizeof *address);
  if (call->name == NULL) return false;
  *address = *call->name;
  return true;
}

void jl_give_integer(struct jl_call *call, const char *key, long long number) {
  (void)key;
  call->made = number;
}

void jl_give_address(struct jl_call *call, const char *key, const struct jl_address *address) {
  (void)key;
  call->given = *address;
}

/* The text lasts until the model begins anew. */
void jl_give_text(struct jl_call *call, const char *key, struct json_text text) {
  (void)key;
  call->message = text;
}

void jl_indicate(size_t node, long long socket, const char *event, const char *error) {
  (void)node;
  model_tells(socket, event, error);
}

int model_call(const char *name, struct jl_call *call) {
  const struct jl_verb *verb = tiny_provider.verbs;
  while (strcmp(verb->name, name) != 0) verb++;
  const char *error = verb->call(call);
  return error == NULL ? 0 : error_code(error);
}

void model_reset(void) {
  tiny_provider.close();
  tiny_provider.reset(nodes, 1, 0);
}
