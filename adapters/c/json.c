#include "json.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reader {
  char *at;
  char *end; /* where the NUL is */
  struct json *unused;
  int depth;
};

static bool read_value(struct reader *reader, struct json *value);

static void skip_space(struct reader *reader) {
  while (*reader->at == ' ' || *reader->at == '\t' || *reader->at == '\n' || *reader->at == '\r') reader->at++;
}

static bool take(struct reader *reader, char expected) {
  if (*reader->at != expected) return false;
  reader->at++;
  return true;
}

static bool take_word(struct reader *reader, const char *word) {
  size_t length = strlen(word);
  if (strncmp(reader->at, word, length) != 0) return false;
  reader->at += length;
  return true;
}

static bool take_digits(struct reader *reader) {
  const char *start = reader->at;
  while (*reader->at >= '0' && *reader->at <= '9') reader->at++;
  return reader->at > start;
}

static bool read_number(struct reader *reader, struct json *value) {
  char *start = reader->at;
  take(reader, '-');
  if (!take(reader, '0') && !take_digits(reader)) return false;
  if (take(reader, '.') && !take_digits(reader)) return false;
  if (take(reader, 'e') || take(reader, 'E')) {
    if (!take(reader, '+')) take(reader, '-');
    if (!take_digits(reader)) return false;
  }
  value->type = JSON_NUMBER;
  value->text = (struct json_text){start, (size_t)(reader->at - start)};
  return true;
}

static bool read_hex(struct reader *reader, unsigned long *code) {
  *code = 0;
  for (int i = 0; i < 4; i++) {
    char c = *reader->at;
    int digit;
    if (c >= '0' && c <= '9') digit = c - '0';
    else if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    else if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
    else return false;
    *code = *code * 16 + (unsigned long)digit;
    reader->at++;
  }
  return true;
}

/* What was read is longer than what is written for it: `to` stays behind. */
static char *put_utf8(char *to, unsigned long code) {
  if (code < 0x80) {
    *to++ = (char)code;
  } else if (code < 0x800) {
    *to++ = (char)(0xC0 | code >> 6);
    *to++ = (char)(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    *to++ = (char)(0xE0 | code >> 12);
    *to++ = (char)(0x80 | (code >> 6 & 0x3F));
    *to++ = (char)(0x80 | (code & 0x3F));
  } else {
    *to++ = (char)(0xF0 | code >> 18);
    *to++ = (char)(0x80 | (code >> 12 & 0x3F));
    *to++ = (char)(0x80 | (code >> 6 & 0x3F));
    *to++ = (char)(0x80 | (code & 0x3F));
  }
  return to;
}

/* \uXXXX, or two of them for what lies beyond 16 bits. Half of such a pair alone becomes U+FFFD. */
static bool read_unicode(struct reader *reader, char **to) {
  unsigned long code, low;
  if (!read_hex(reader, &code)) return false;
  if (code >= 0xD800 && code <= 0xDBFF && reader->at[0] == '\\' && reader->at[1] == 'u') {
    char *after_first = reader->at;
    reader->at += 2;
    if (!read_hex(reader, &low)) return false;
    if (low >= 0xDC00 && low <= 0xDFFF) code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
    else reader->at = after_first;
  }
  *to = put_utf8(*to, code >= 0xD800 && code <= 0xDFFF ? 0xFFFD : code);
  return true;
}

static bool read_escape(struct reader *reader, char **to) {
  static const char escapes[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
  if (take(reader, 'u')) return read_unicode(reader, to);
  const char *found = *reader->at == '\0' ? NULL : strchr(escapes, *reader->at);
  if (found == NULL) return false;
  *(*to)++ = meant[found - escapes];
  reader->at++;
  return true;
}

/* One character in UTF-8: neither longer than it has to be, nor half a pair, nor beyond the last one. */
static bool read_utf8(struct reader *reader, char **to) {
  const unsigned char *in = (const unsigned char *)reader->at;
  size_t more = in[0] < 0x80 ? 0 : in[0] < 0xC2 ? 9 : in[0] < 0xE0 ? 1 : in[0] < 0xF0 ? 2 : in[0] < 0xF5 ? 3 : 9;
  if (more == 9 || more >= (size_t)(reader->end - reader->at)) return false;
  for (size_t i = 1; i <= more; i++)
    if ((in[i] & 0xC0) != 0x80) return false;
  if ((in[0] == 0xE0 && in[1] < 0xA0) || (in[0] == 0xED && in[1] > 0x9F)) return false;
  if ((in[0] == 0xF0 && in[1] < 0x90) || (in[0] == 0xF4 && in[1] > 0x8F)) return false;
  memmove(*to, reader->at, more + 1);
  *to += more + 1;
  reader->at += more + 1;
  return true;
}

static bool read_string(struct reader *reader, struct json_text *text) {
  if (!take(reader, '"')) return false;
  char *start = reader->at, *to = start;
  while (*reader->at != '"') {
    if ((unsigned char)*reader->at < 0x20) return false; /* the NUL at the end is one of those */
    if (take(reader, '\\') ? !read_escape(reader, &to) : !read_utf8(reader, &to)) return false;
  }
  reader->at++;
  *to = '\0';
  *text = (struct json_text){start, (size_t)(to - start)};
  return true;
}

static bool read_members(struct reader *reader, struct json *value, bool keys, char close) {
  const struct json **link = &value->first;
  if (++reader->depth > JSON_DEPTH) return false;
  reader->at++;
  skip_space(reader);
  if (!take(reader, close)) {
    do {
      struct json *member = reader->unused++;
      skip_space(reader);
      if (keys) {
        if (!read_string(reader, &member->key)) return false;
        skip_space(reader);
        if (!take(reader, ':')) return false;
      }
      if (!read_value(reader, member)) return false;
      *link = member;
      link = &member->next;
      skip_space(reader);
    } while (take(reader, ','));
    if (!take(reader, close)) return false;
  }
  reader->depth--;
  return true;
}

static bool read_value(struct reader *reader, struct json *value) {
  skip_space(reader);
  switch (*reader->at) {
    case '{': value->type = JSON_OBJECT; return read_members(reader, value, true, '}');
    case '[': value->type = JSON_ARRAY; return read_members(reader, value, false, ']');
    case '"': value->type = JSON_STRING; return read_string(reader, &value->text);
    case 'n': value->type = JSON_NULL; return take_word(reader, "null");
    case 't': value->type = JSON_TRUE; return take_word(reader, "true");
    case 'f': value->type = JSON_FALSE; return take_word(reader, "false");
    default: return read_number(reader, value);
  }
}

struct json *json_read(char *line, size_t length) {
  /* Every value is the first one of all, or the first one in something, or comes after a comma. */
  size_t most = 1;
  for (size_t i = 0; i < length; i++) most += line[i] == ',' || line[i] == '[' || line[i] == '{';
  struct json *values = json_allocate(NULL, most * sizeof *values);
  memset(values, 0, most * sizeof *values);
  struct reader reader = {line, line + length, values + 1, 0};
  if (read_value(&reader, values)) {
    skip_space(&reader);
    if (reader.at == reader.end) return values;
  }
  free(values);
  return NULL;
}

const struct json *json_get(const struct json *object, const char *key) {
  if (object == NULL || object->type != JSON_OBJECT) return NULL;
  const struct json *found = NULL; /* of two with the same key, the last one holds */
  for (const struct json *one = object->first; one != NULL; one = one->next)
    if (json_is(one->key, key)) found = one;
  return found;
}

bool json_integer(const struct json *value, long long *number) {
  if (value == NULL || value->type != JSON_NUMBER) return false;
  bool negative = value->text.bytes[0] == '-';
  long long sum = 0;
  for (size_t i = negative; i < value->text.length; i++) {
    int digit = value->text.bytes[i] - '0';
    if (digit < 0 || digit > 9 || sum > (LLONG_MAX - digit) / 10) return false;
    sum = sum * 10 + digit;
  }
  *number = negative ? -sum : sum;
  return true;
}

bool json_is(struct json_text text, const char *expected) {
  return text.length == strlen(expected) && memcmp(text.bytes, expected, text.length) == 0;
}

static void add(struct json_out *out, const char *bytes, size_t length) {
  if (out->room - out->length < length + 1) {
    out->room = (out->length + length + 1) * 2;
    out->bytes = json_allocate(out->bytes, out->room);
  }
  memcpy(out->bytes + out->length, bytes, length);
  out->length += length;
  out->bytes[out->length] = '\0';
}

void json_add(struct json_out *out, const char *json) {
  add(out, json, strlen(json));
}

void json_add_string(struct json_out *out, struct json_text text) {
  json_add(out, "\"");
  for (size_t i = 0; i < text.length; i++) {
    unsigned char c = (unsigned char)text.bytes[i];
    char escape[8];
    if (c == '"' || c == '\\') snprintf(escape, sizeof escape, "\\%c", c);
    else if (c < 0x20) snprintf(escape, sizeof escape, "\\u%04x", c);
    else snprintf(escape, sizeof escape, "%c", c);
    json_add(out, escape);
  }
  json_add(out, "\"");
}

void json_add_integer(struct json_out *out, long long number) {
  char digits[32];
  snprintf(digits, sizeof digits, "%lld", number);
  json_add(out, digits);
}

void json_add_scalar(struct json_out *out, const struct json *value) {
  if (value != NULL && value->type == JSON_STRING) json_add_string(out, value->text);
  else if (value != NULL && value->type == JSON_NUMBER) add(out, value->text.bytes, value->text.length);
  else json_add(out, "null");
}

void *json_allocate(void *old, size_t size) {
  void *memory = realloc(old, size);
  if (memory == NULL) {
    fputs("out of memory\n", stderr);
    exit(EXIT_FAILURE);
  }
  return memory;
}
