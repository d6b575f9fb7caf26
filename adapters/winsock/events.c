/*
 * Network events. All sockets share one event object: those that WSPAccept and WSPJoinLeaf make, which inherit it, are
 * heard as well, and their number has no limit. What has happened is then read from each socket's record.
 */
#include "bridge.h"

#include "winsock_errors.h"

#include <stdlib.h>

struct handle *handles;
HANDLE any_event;

static CRITICAL_SECTION guard;

/* A record does not say in which order its events came: how the socket came to be good for something is told first. */
static const struct {
  long bit;
  int index;
  const char *name;
} order[] = {
    {FD_CONNECT, FD_CONNECT_BIT, "FD_CONNECT"}, {FD_ACCEPT, FD_ACCEPT_BIT, "FD_ACCEPT"},
    {FD_READ, FD_READ_BIT, "FD_READ"},          {FD_WRITE, FD_WRITE_BIT, "FD_WRITE"},
    {FD_OOB, FD_OOB_BIT, "FD_OOB"},             {FD_QOS, FD_QOS_BIT, "FD_QOS"},
    {FD_GROUP_QOS, FD_GROUP_QOS_BIT, "FD_GROUP_QOS"},
    {FD_ROUTING_INTERFACE_CHANGE, FD_ROUTING_INTERFACE_CHANGE_BIT, "FD_ROUTING_INTERFACE_CHANGE"},
    {FD_ADDRESS_LIST_CHANGE, FD_ADDRESS_LIST_CHANGE_BIT, "FD_ADDRESS_LIST_CHANGE"},
    {FD_CLOSE, FD_CLOSE_BIT, "FD_CLOSE"},
};

void hold_events(void) {
  EnterCriticalSection(&guard);
}

void release_events(void) {
  LeaveCriticalSection(&guard);
}

struct handle *note_handle(SOCKET socket, size_t node, const struct handle *from) {
  struct handle *it = handles;
  while (it != NULL && it->socket != socket) it = it->next;
  if (it == NULL) {
    it = json_allocate(NULL, sizeof *it);
    *it = (struct handle){.next = handles};
    handles = it;
  }
  /* A provider may give a number that is free again. */
  *it = (struct handle){.next = it->next, .socket = socket, .node = node, .open = true};
  if (from != NULL) {
    it->connectionless = from->connectionless;
    it->ip_multicast = from->ip_multicast;
  }
  return it;
}

void forget_handles(void) {
  while (handles != NULL) {
    struct handle *it = handles;
    handles = it->next;
    free(it);
  }
}

bool tell_events(void) {
  bool any = false;
  hold_events();
  for (const struct handle *it = handles; it != NULL; it = it->next) {
    WSANETWORKEVENTS found = {0};
    int error = NO_ERROR;
    if (!it->open || wsp.lpWSPEnumNetworkEvents(it->socket, NULL, &found, &error) != 0) continue;
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
      if ((found.lNetworkEvents & order[i].bit) == 0) continue;
      const char *reason = error_name(found.iErrorCode[order[i].index]);
      jl_indicate(it->node, (long long)it->socket, order[i].name, reason == NULL ? "unknown error" : reason);
      any = true;
    }
  }
  release_events();
  return any;
}

static DWORD WINAPI watch(LPVOID nothing) {
  (void)nothing;
  while (WaitForSingleObject(any_event, INFINITE) == WAIT_OBJECT_0) tell_events();
  return 0;
}

void watch_events(void) {
  InitializeCriticalSection(&guard);
  any_event = CreateEventW(NULL, FALSE, FALSE, NULL);
  HANDLE thread = any_event == NULL ? NULL : CreateThread(NULL, 0, watch, NULL, 0, NULL);
  if (thread == NULL) give_up(3, "no thread can be made: Windows error %lu", GetLastError());
  CloseHandle(thread);
}
