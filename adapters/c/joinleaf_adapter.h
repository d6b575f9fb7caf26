/*
 * Serves a provider to joinleaf over standard input and output: adapter protocol 1. Messages are JSON-RPC 2.0, one a
 * line; standard error is the adapter's log. Do not write to standard output yourself.
 *
 * A provider fills in a `struct jl_provider` and calls `jl_serve`. A verb reads its arguments from the call, gives its
 * results to it, and returns NULL, or the name of the error with which the SPI call fails. Wrong arguments read as 0
 * or "": the adapter answers such a call with an error, whatever the verb returns.
 */
#ifndef JOINLEAF_ADAPTER_H
#define JOINLEAF_ADAPTER_H

#include "json.h"

#include <stdbool.h>
#include <stddef.h>

enum { JL_HOST = 64 };

/* A transport address: what a SOCKADDR says. Port 0 at bind means "choose one". */
struct jl_address {
  int family;
  char host[JL_HOST];
  int port;
};

struct jl_call;

struct jl_verb {
  const char *name; /* as the protocol spells it: "joinLeaf" */
  const char *(*call)(struct jl_call *call);
};

struct jl_provider {
  const char *name;
  const char *version;
  const char *capabilities; /* as JSON */
  const struct jl_verb *verbs; /* the last one has no name; what is left out is not offered */

  /* Begins a case in a fresh world. From here on a node is a number: its place among the names. */
  void (*reset)(const char *const *nodes, size_t count, long long seed);
  /* Ends the case: nothing of it may show in the next one. */
  void (*close)(void);
  /* Where a node's sockets are to be bound. */
  struct jl_address (*home)(size_t node);
  /* Lets all that is under way happen; NULL where that cannot be known. */
  void (*settle)(void);
  /* Lets one thing that is under way happen, and says whether there was one; or NULL. */
  bool (*step)(void);

  /* What each case has, or NULL: see "What to claim" in the kit's documentation. */
  const struct jl_address *session, *no_session, *unreachable;
};

/* Answers requests until the kit is done; then the process ought to end with what it returns. */
int jl_serve(const struct jl_provider *provider);

/* Tells the kit of a network event: "FD_CONNECT", with "NO_ERROR" or the reason. At any time during a case. */
void jl_indicate(size_t node, long long socket, const char *event, const char *error);

/* The arguments of a call. */
size_t jl_node(const struct jl_call *call);
long long jl_integer(struct jl_call *call, const char *key);
bool jl_boolean(struct jl_call *call, const char *key);
/* A text, which lasts as long as the call. */
struct json_text jl_text(struct jl_call *call, const char *key);
/* False for a null pointer. */
bool jl_address(struct jl_call *call, const char *key, struct jl_address *address);
/* Any argument as it is; NULL where it is missing. */
const struct json *jl_argument(const struct jl_call *call, const char *key);

/* The results of a call. What is given by a call that fails stands beside its error. */
void jl_give_integer(struct jl_call *call, const char *key, long long number);
void jl_give_text(struct jl_call *call, const char *key, struct json_text text);
void jl_give_address(struct jl_call *call, const char *key, const struct jl_address *address);
/* Adds an address, as JSON, to what is to be given with `jl_give`. */
void jl_add_address(struct json_out *out, const struct jl_address *address);
/* Anything else, as JSON. */
void jl_give(struct jl_call *call, const char *key, const char *json);

/* Says that nothing can be said of the provider's answer: the message, which has to last, tells why. */
void jl_trouble(struct jl_call *call, const char *message);

/* The id of the request that is being answered; NULL where there is none. */
const struct json *jl_under_way(void);

#endif
