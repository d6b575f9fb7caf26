#include "joinleaf_adapter.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PROTOCOL = 1, MOST_LINE = 1 << 20 };
enum { PARSE_ERROR = -32700, INVALID_REQUEST = -32600, METHOD_NOT_FOUND = -32601, INVALID_PARAMS = -32602,
       INTERNAL_ERROR = -32603 };

struct jl_call {
  const struct json *params;
  size_t node;
  const char *wrong; /* the argument that is missing, or no such thing as the verb asks for */
  const char *trouble;
  struct json_out given;
};

static const struct jl_provider *provider;
static const struct json *under_way;

/* The case that goes on. */
static char **nodes;
static size_t node_count;

static struct json_text text_of(const char *string) {
  return (struct json_text){string, strlen(string)};
}

/* Writing */

static void begin_line(struct json_out *out) {
  out->length = 0;
  json_add(out, "{\"jsonrpc\":\"2.0\",");
}

static void end_line(struct json_out *out) {
  json_add(out, "}\n");
  fwrite(out->bytes, 1, out->length, stdout);
  fflush(stdout);
  free(out->bytes);
}

static void answer(const struct json *id, const char *result) {
  struct json_out line = {0};
  begin_line(&line);
  json_add(&line, "\"id\":");
  json_add_scalar(&line, id);
  json_add(&line, ",\"result\":");
  json_add(&line, result);
  end_line(&line);
}

static void refuse(const struct json *id, int code, const char *what, const char *message) {
  struct json_out line = {0}, whole = {0};
  json_add(&whole, what);
  json_add(&whole, message);
  begin_line(&line);
  json_add(&line, "\"id\":");
  json_add_scalar(&line, id);
  json_add(&line, ",\"error\":{\"code\":");
  json_add_integer(&line, code);
  json_add(&line, ",\"message\":");
  json_add_string(&line, text_of(whole.bytes));
  json_add(&line, "}");
  end_line(&line);
  free(whole.bytes);
}

void jl_add_address(struct json_out *out, const struct jl_address *address) {
  json_add(out, "{\"family\":");
  json_add_integer(out, address->family);
  json_add(out, ",\"host\":");
  json_add_string(out, text_of(address->host));
  json_add(out, ",\"port\":");
  json_add_integer(out, address->port);
  json_add(out, "}");
}

void jl_indicate(size_t node, long long socket, const char *event, const char *error) {
  struct json_out line = {0};
  if (node >= node_count) return; /* the case is over */
  begin_line(&line);
  json_add(&line, "\"method\":\"indication\",\"params\":{\"node\":");
  json_add_string(&line, text_of(nodes[node]));
  json_add(&line, ",\"socket\":");
  json_add_integer(&line, socket);
  json_add(&line, ",\"event\":\"");
  json_add(&line, event);
  json_add(&line, "\",\"error\":\"");
  json_add(&line, error);
  json_add(&line, "\"}");
  end_line(&line);
}

/* Arguments and results of verbs */

size_t jl_node(const struct jl_call *call) {
  return call->node;
}

const struct json *jl_argument(const struct jl_call *call, const char *key) {
  return json_get(call->params, key);
}

long long jl_integer(struct jl_call *call, const char *key) {
  long long number = 0;
  if (!json_integer(jl_argument(call, key), &number)) call->wrong = key;
  return number;
}

bool jl_boolean(struct jl_call *call, const char *key) {
  const struct json *value = jl_argument(call, key);
  if (value == NULL || (value->type != JSON_TRUE && value->type != JSON_FALSE)) call->wrong = key;
  return value != NULL && value->type == JSON_TRUE;
}

struct json_text jl_text(struct jl_call *call, const char *key) {
  const struct json *value = jl_argument(call, key);
  if (value != NULL && value->type == JSON_STRING) return value->text;
  call->wrong = key;
  return text_of("");
}

bool jl_address(struct jl_call *call, const char *key, struct jl_address *address) {
  const struct json *value = jl_argument(call, key), *host = json_get(value, "host");
  long long family, port;
  memset(address, 0, sizeof *address);
  if (value != NULL && value->type == JSON_NULL) return false;
  if (!json_integer(json_get(value, "family"), &family) || family < 0 || family > 0xFFFF ||
      !json_integer(json_get(value, "port"), &port) || port < 0 || port > 0xFFFF || host == NULL ||
      host->type != JSON_STRING || host->text.length >= JL_HOST || strlen(host->text.bytes) != host->text.length) {
    call->wrong = key;
    return false;
  }
  address->family = (int)family;
  address->port = (int)port;
  memcpy(address->host, host->text.bytes, host->text.length);
  return true;
}

void jl_trouble(struct jl_call *call, const char *message) {
  call->trouble = message;
}

const struct json *jl_under_way(void) {
  return under_way;
}

static void give(struct jl_call *call, const char *key) {
  json_add(&call->given, call->given.length == 0 ? "\"" : ",\"");
  json_add(&call->given, key);
  json_add(&call->given, "\":");
}

void jl_give(struct jl_call *call, const char *key, const char *json) {
  give(call, key);
  json_add(&call->given, json);
}

void jl_give_integer(struct jl_call *call, const char *key, long long number) {
  give(call, key);
  json_add_integer(&call->given, number);
}

void jl_give_text(struct jl_call *call, const char *key, struct json_text text) {
  give(call, key);
  json_add_string(&call->given, text);
}

void jl_give_address(struct jl_call *call, const char *key, const struct jl_address *address) {
  give(call, key);
  jl_add_address(&call->given, address);
}

/* Requests */

static void end_case(void) {
  if (node_count > 0) provider->close();
  for (size_t i = 0; i < node_count; i++) free(nodes[i]);
  free(nodes);
  nodes = NULL;
  node_count = 0;
}

static void initialize(const struct json *id, const struct json *params) {
  struct json_out result = {0};
  long long protocol;
  if (!json_integer(json_get(params, "protocol"), &protocol) || protocol != PROTOCOL) {
    refuse(id, INVALID_PARAMS, "this adapter speaks another protocol: ", "1");
    return;
  }
  json_add(&result, "{\"protocol\":");
  json_add_integer(&result, PROTOCOL);
  json_add(&result, ",\"name\":");
  json_add_string(&result, text_of(provider->name));
  json_add(&result, ",\"version\":");
  json_add_string(&result, text_of(provider->version));
  json_add(&result, ",\"capabilities\":");
  json_add(&result, provider->capabilities);
  json_add(&result, provider->settle == NULL ? ",\"settles\":false" : ",\"settles\":true");
  json_add(&result, provider->step == NULL ? ",\"steps\":false}" : ",\"steps\":true}");
  answer(id, result.bytes);
  free(result.bytes);
}

static void add_place(struct json_out *out, const char *name, const struct jl_address *address) {
  if (address == NULL) return;
  json_add(out, ",\"");
  json_add(out, name);
  json_add(out, "\":");
  jl_add_address(out, address);
}

static void reset(const struct json *id, const struct json *params) {
  const struct json *names = json_get(params, "nodes");
  struct json_out result = {0};
  size_t count = 0;
  long long seed;
  end_case();
  if (!json_integer(json_get(params, "seed"), &seed) || names == NULL || names->type != JSON_ARRAY) {
    refuse(id, INVALID_PARAMS, "reset needs ", "nodes and seed");
    return;
  }
  for (const struct json *name = names->first; name != NULL; name = name->next, count++) {
    if (name->type == JSON_STRING && strlen(name->text.bytes) == name->text.length) continue;
    refuse(id, INVALID_PARAMS, "reset: what are ", "these nodes?");
    return;
  }
  nodes = json_allocate(NULL, (count + 1) * sizeof *nodes);
  for (const struct json *name = names->first; name != NULL; name = name->next, node_count++) {
    nodes[node_count] = json_allocate(NULL, name->text.length + 1);
    memcpy(nodes[node_count], name->text.bytes, name->text.length + 1);
  }
  provider->reset((const char *const *)nodes, node_count, seed);
  json_add(&result, "{\"addresses\":{");
  for (size_t i = 0; i < node_count; i++) {
    struct jl_address home = provider->home(i);
    if (i > 0) json_add(&result, ",");
    json_add_string(&result, text_of(nodes[i]));
    json_add(&result, ":");
    jl_add_address(&result, &home);
  }
  json_add(&result, "}");
  add_place(&result, "session", provider->session);
  add_place(&result, "noSession", provider->no_session);
  add_place(&result, "unreachable", provider->unreachable);
  json_add(&result, "}");
  answer(id, result.bytes);
  free(result.bytes);
}

static void call_verb(const struct json *id, const struct jl_verb *verb, const struct json *params) {
  struct jl_call call = {.params = params};
  const struct json *on = json_get(params, "node");
  struct json_out result = {0};
  while (call.node < node_count && !(on != NULL && on->type == JSON_STRING && json_is(on->text, nodes[call.node])))
    call.node++;
  if (call.node == node_count) {
    refuse(id, INVALID_PARAMS, verb->name, ": there is no such node");
    return;
  }
  const char *error = verb->call(&call);
  if (call.wrong != NULL) {
    refuse(id, INVALID_PARAMS, "missing or wrong argument: ", call.wrong);
  } else if (call.trouble != NULL) {
    refuse(id, INTERNAL_ERROR, call.trouble, "");
  } else {
    json_add(&result, error == NULL ? "{\"ok\":{" : "{\"error\":\"");
    if (error != NULL) json_add(&result, error);
    if (error != NULL) json_add(&result, call.given.length > 0 ? "\"," : "\"");
    if (call.given.length > 0) json_add(&result, call.given.bytes);
    json_add(&result, error == NULL ? "}}" : "}");
    answer(id, result.bytes);
  }
  free(result.bytes);
  free(call.given.bytes);
}

/* Answers one request; false when the kit is done. */
static bool dispatch(const struct json *request) {
  const struct json *id = json_get(request, "id"), *params = json_get(request, "params");
  const struct json *method = json_get(request, "method");
  if (request == NULL) {
    refuse(NULL, PARSE_ERROR, "this is no JSON", "");
    return true;
  }
  if (id == NULL || method == NULL || method->type != JSON_STRING) {
    refuse(NULL, INVALID_REQUEST, "this is no request", "");
    return true;
  }
  if (json_is(method->text, "exit")) {
    answer(id, "{}");
    return false;
  }
  if (json_is(method->text, "initialize")) {
    initialize(id, params);
  } else if (json_is(method->text, "reset")) {
    reset(id, params);
  } else if (node_count > 0 && json_is(method->text, "settle") && provider->settle != NULL) {
    provider->settle();
    answer(id, "{}");
  } else if (node_count > 0 && json_is(method->text, "step") && provider->step != NULL) {
    answer(id, provider->step() ? "{\"moved\":true}" : "{\"moved\":false}");
  } else {
    const struct jl_verb *verb = provider->verbs;
    while (verb->name != NULL && !json_is(method->text, verb->name)) verb++;
    if (verb->name == NULL) refuse(id, METHOD_NOT_FOUND, "not offered: ", method->text.bytes);
    else call_verb(id, verb, params);
  }
  return true;
}

/* Reads one line, with a NUL for its end; false at the end of the input, or where a line is longer than allowed. */
static bool read_line(char **line, size_t *room, size_t *length) {
  int c;
  *length = 0;
  while ((c = getchar()) != EOF && c != '\n') {
    if (*length + 1 >= *room) {
      if (*room >= MOST_LINE) return false;
      *room = *room == 0 ? 1024 : *room * 2;
      *line = json_allocate(*line, *room);
    }
    (*line)[(*length)++] = (char)c;
  }
  if (*length == 0) return c != EOF;
  (*line)[*length] = '\0';
  return true;
}

int jl_serve(const struct jl_provider *served) {
  char *line = NULL;
  size_t room = 0, length;
  bool going = true;
  provider = served;
  while (going && read_line(&line, &room, &length)) {
    if (length == 0) continue;
    struct json *request = json_read(line, length);
    under_way = json_get(request, "id");
    going = dispatch(request);
    under_way = NULL;
    free(request);
  }
  end_case();
  free(line);
  return EXIT_SUCCESS;
}
