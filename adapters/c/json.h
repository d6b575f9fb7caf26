/*
 * A small JSON reader and writer, for one line at a time. It keeps to RFC 8259, takes nothing that is not UTF-8, and
 * reads in place: what it finds points into the line that it was given.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

/* So deep arrays and objects may stand in one another. */
enum { JSON_DEPTH = 64 };

struct json_text {
  const char *bytes;
  size_t length;
};

struct json {
  enum json_type type;
  struct json_text key;      /* where it stands in an object */
  struct json_text text;     /* a string, decoded, with a NUL after it; a number, as it is written */
  const struct json *first;  /* of the values in an array or object */
  const struct json *next;   /* the value that follows in the same array or object */
};

/*
 * Reads the one value that a line consists of. The line is changed: strings are decoded where they stand. It has to
 * have a NUL after its `length` bytes. Gives NULL where it is no JSON; otherwise the value, to be freed with `free`,
 * which ends all the values within it.
 */
struct json *json_read(char *line, size_t length);

/* The value that an object has for a key; NULL where it has none, and for what is no object. */
const struct json *json_get(const struct json *object, const char *key);

/* Whether a value, which may be NULL, is a whole number that fits; if so, which. */
bool json_integer(const struct json *value, long long *number);

/* Whether a text is this one. */
bool json_is(struct json_text text, const char *expected);

/* A text that grows. All zeros is an empty one; `bytes` has a NUL at its end as soon as something was added. */
struct json_out {
  char *bytes;
  size_t length, room;
};

/* Adds JSON as it is. */
void json_add(struct json_out *out, const char *json);
/* Adds a string, with quotes and escapes. */
void json_add_string(struct json_out *out, struct json_text text);
void json_add_integer(struct json_out *out, long long number);
/* Adds a value as it was read. */
void json_add_scalar(struct json_out *out, const struct json *value);

/* Memory that is there: without it, the program ends. */
void *json_allocate(void *old, size_t size);

#endif
