/*
 * The parts of the bridge between joinleaf and Winsock.
 *
 * Whatever is driven, ws2_32 or a provider's DLL, is driven through one table of SPI functions: `wsp`. A function in it
 * that fails leaves its error where its last argument points.
 */
#ifndef BRIDGE_H
#define BRIDGE_H

#include <winsock2.h>
#include <ws2spi.h>
#include <ws2tcpip.h>

#include "joinleaf_adapter.h"

#include <stdbool.h>
#include <stddef.h>

enum { MOST_ENTRIES = 64 };

extern WSPPROC_TABLE wsp;

/* For the SPI functions that want to know which thread calls. */
extern WSATHREADID caller_thread;

/* What the command line asks for. */
struct options {
  const char *dll;        /* NULL: ws2_32 */
  const char *entries;    /* the file in which a provider that is not installed has its protocol entries */
  unsigned only[MOST_ENTRIES]; /* the ids of the entries to be used; none: all */
  size_t only_count;
  bool invite, admit;     /* which ways in a rooted control plane has */
  unsigned claimed, disclaimed; /* features, as bits in the order of `feature_names` */
  const char *address;    /* of every node */
  const char *via;        /* for IP multicast */
  const char *session;    /* host:port */
  bool settles, facts;
};
extern struct options options;

enum feature {
  CALLER_DATA = 1, CONDITION = 2, BACKLOG = 4, SHUTDOWN = 8, PLAIN_SOCKETS = 16, LOOPBACK = 32, SCOPE = 64,
  IP_MULTICAST = 128
};
extern const char *const feature_names[];

/* Ends the process because it cannot begin, with one line on standard error. */
void give_up(int status, const char *format, ...);

/* Fills `wsp` with ws2_32's functions. */
void drive_api(void);
/* Loads a provider's DLL and has it fill `wsp`. Gives its own description. */
const char *drive_spi(const char *dll, WSAPROTOCOL_INFOW *entry);
/* What the bridge answers when a provider calls up. */
extern const WSPUPCALLTABLE upcalls;

/* The protocol entries that are used, and what follows from them. */
struct catalogue {
  WSAPROTOCOL_INFOW entries[MOST_ENTRIES];
  size_t count;
  unsigned features;
};
extern struct catalogue catalogue;
void read_catalogue(void);
WSAPROTOCOL_INFOW *entry_of(long long id);
/* As the kit wants them: JSON. */
char *capabilities(void);

/* Addresses */
int to_sockaddr(const struct jl_address *from, SOCKADDR_STORAGE *to);
bool from_sockaddr(const void *from, int length, struct jl_address *to);
bool read_address(const char *text, struct jl_address *to);

/* The sockets of the case that goes on. */
struct handle {
  struct handle *next;
  SOCKET socket;
  size_t node;
  bool open;
  bool connectionless;
  bool ip_multicast;
  SOCKADDR_STORAGE session; /* that was joined */
  int session_length;
  WSABUF callee;
  char callee_data[512];
};
extern struct handle *handles;
struct handle *note_handle(SOCKET socket, size_t node, const struct handle *from);
void forget_handles(void);

/* No event is told while this is held: what a verb has undone is not told after it. */
void hold_events(void);
void release_events(void);
/* Is signalled by every socket that has an event. */
extern HANDLE any_event;
void watch_events(void);
/* Tells of what has happened; false if nothing has. */
bool tell_events(void);

extern const struct jl_verb verbs[];

/* From here on, a provider that crashes ends the process, with one line of JSON. */
void report_crashes(void);
/* What the main thread has called, to be named in such a line. */
extern const char *volatile now_calling;

/* Prints what can be learnt of a provider without the kit, as JSON. */
int print_facts(void);

/* "Wine 8.0", "Windows 10.0.19045". */
const char *system_name(void);

#endif
