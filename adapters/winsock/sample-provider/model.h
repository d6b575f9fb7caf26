/*
 * The tiny provider of adapters/c, called from within the process: what reads a verb's arguments there from a line of
 * JSON reads them here from a `struct jl_call`, and what it gives is put there.
 */
#ifndef MODEL_H
#define MODEL_H

#include "tiny_provider.h"

enum { MOST_DATA = 65536 };

struct jl_call {
  /* Arguments. */
  long long socket, entry, flags, backlog, events;
  const struct jl_address *name; /* NULL: a null pointer */
  struct json_text data;
  /* Results. */
  long long made;
  struct jl_address given;
  struct json_text message;
};

/* Calls a verb by its name, and lets everything happen that comes of it. Gives 0, or a Winsock error. */
int model_call(const char *verb, struct jl_call *call);

/* Begins anew, with nothing in it. */
void model_reset(void);

/* Is told of each event, by the number that the model has for the socket. */
void model_tells(long long number, const char *event, const char *error);

#endif
