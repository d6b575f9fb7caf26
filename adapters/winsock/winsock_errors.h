/*
 * The names of Winsock's error codes. A code without a name here is no Winsock error: no verdict can rest on it.
 */
#ifndef WINSOCK_ERRORS_H
#define WINSOCK_ERRORS_H

/* NULL for a code that has no name. */
const char *error_name(int code);

/* The code of an error that the adapter protocol names; -1 if it is none. */
int error_code(const char *name);

#endif
