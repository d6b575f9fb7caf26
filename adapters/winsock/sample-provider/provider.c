/*
 * A service provider, in memory: the tiny provider behind the SPI. It has no file handles of its own, so its sockets are
 * handles that WPUCreateSocketHandle makes. A root may invite leaves, leaves may ask to be admitted, and there is one
 * nonrooted session; nothing leaves the process, and all that a call sets off has happened when it returns.
 *
 * With FAULT_EARLY_CONNECT it tells of a join's completion as TCP would: before anybody has accepted. With FAULT_CRASH,
 * WSPJoinLeaf writes to where nothing is. PROBING is no fault: it raises an exception and handles it.
 */
#include "model.h"

#include "winsock_errors.h"

#include <winsock2.h>
#include <ws2spi.h>
#include <ws2tcpip.h>

#include <stdlib.h>
#include <string.h>

/* A socket: the model's number, and the events that have been recorded for it. */
struct endpoint {
  struct endpoint *next;
  SOCKET socket;
  long long number;
  DWORD entry;
  HANDLE event;
  WSANETWORKEVENTS record;
#ifdef FAULT_EARLY_CONNECT
  bool told_early;
#endif
};

static CRITICAL_SECTION guard;
static WSPUPCALLTABLE up;
static struct endpoint *endpoints;

#ifdef PROBING
/* Looks at memory that cannot be read, as providers do to find out whether a caller's pointer can be used. */
static void probe(void) {
  void *page = VirtualAlloc(NULL, 1, MEM_RESERVE | MEM_COMMIT, PAGE_NOACCESS);
  if (page == NULL || !IsBadReadPtr(page, 1)) abort();
  VirtualFree(page, 0, MEM_RELEASE);
}
#endif

static int fail(LPINT where, int error) {
  *where = error;
  LeaveCriticalSection(&guard);
  return SOCKET_ERROR;
}

static int done(LPINT where, int error) {
  if (error != 0) return fail(where, error);
  LeaveCriticalSection(&guard);
  return 0;
}

/* What is under way happens before a call returns: the model's queue is emptied. */
static void happen(void) {
  while (tiny_provider.step()) continue;
}

static struct endpoint *endpoint_of(SOCKET s) {
  DWORD_PTR context;
  int error;
  return up.lpWPUQuerySocketHandleContext(s, &context, &error) == 0 ? (struct endpoint *)context : NULL;
}

/* Every call enters here, and leaves by `done` or `fail`. */
#define ENTER(s) \
  EnterCriticalSection(&guard); \
  struct endpoint *it = endpoint_of(s); \
  if (it == NULL) return fail(error, WSAENOTSOCK); \
  struct jl_call call = {.socket = it->number}

static const struct {
  const char *name;
  long bit;
  int index;
} network_events[] = {
    {"FD_READ", FD_READ, FD_READ_BIT},
    {"FD_ACCEPT", FD_ACCEPT, FD_ACCEPT_BIT},
    {"FD_CONNECT", FD_CONNECT, FD_CONNECT_BIT},
    {"FD_CLOSE", FD_CLOSE, FD_CLOSE_BIT},
};

static void record(struct endpoint *it, const char *event, int error) {
  for (size_t i = 0; i < sizeof network_events / sizeof *network_events; i++) {
    if (strcmp(network_events[i].name, event) != 0) continue;
    it->record.lNetworkEvents |= network_events[i].bit;
    it->record.iErrorCode[network_events[i].index] = error;
  }
  int ignored;
  if (it->event != NULL) up.lpWPUSetEvent(it->event, &ignored);
}

void model_tells(long long number, const char *event, const char *error) {
  for (struct endpoint *it = endpoints; it != NULL; it = it->next) {
    if (it->number != number) continue;
#ifdef FAULT_EARLY_CONNECT
    if (it->told_early && strcmp(event, "FD_CONNECT") == 0) continue;
#endif
    record(it, event, error_code(error));
  }
}

static bool read_name(const struct sockaddr *from, int length, struct jl_address *to) {
  const struct sockaddr_in *in = (const struct sockaddr_in *)from;
  memset(to, 0, sizeof *to);
  if (from == NULL || length < (int)sizeof in->sin_family || IsBadReadPtr(from, (UINT_PTR)length)) return false;
  to->family = in->sin_family;
  if (in->sin_family != AF_INET) return true;
  if (length < (int)sizeof *in) return false;
  to->port = ntohs(in->sin_port);
  inet_ntop(AF_INET, &in->sin_addr, to->host, sizeof to->host);
  return true;
}

static int write_name(const struct jl_address *from, struct sockaddr *to, LPINT length) {
  struct sockaddr_in in = {.sin_family = AF_INET, .sin_port = htons((u_short)from->port)};
  if (to == NULL || length == NULL) return 0;
  if (*length < (int)sizeof in) return WSAEFAULT;
  inet_pton(AF_INET, from->host, &in.sin_addr);
  memcpy(to, &in, sizeof in);
  *length = sizeof in;
  return 0;
}

/* A handle for a socket that the model has made. One that was made from another is signalled where that one is. */
static SOCKET admit(long long number, DWORD entry, const struct endpoint *from, LPINT error) {
  struct endpoint *it = calloc(1, sizeof *it);
  if (it == NULL) {
    *error = WSAENOBUFS;
    return INVALID_SOCKET;
  }
  it->number = number;
  it->entry = entry;
  if (from != NULL) it->event = from->event;
  it->socket = up.lpWPUCreateSocketHandle(entry, (DWORD_PTR)it, error);
  if (it->socket == INVALID_SOCKET) {
    free(it);
    return INVALID_SOCKET;
  }
  it->next = endpoints;
  endpoints = it;
  return it->socket;
}

static SOCKET WSPAPI wsp_socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW entry, GROUP group, DWORD flags,
                                LPINT error) {
  (void)family, (void)type, (void)protocol, (void)group;
  EnterCriticalSection(&guard);
  struct jl_call call = {.entry = entry == NULL ? 0 : entry->dwCatalogEntryId, .flags = flags};
  int failure = model_call("socket", &call);
  SOCKET made = INVALID_SOCKET;
  if (failure != 0) *error = failure;
  else made = admit(call.made, entry->dwCatalogEntryId, NULL, error);
  LeaveCriticalSection(&guard);
  return made;
}

static int WSPAPI wsp_bind(SOCKET s, const struct sockaddr *name, int length, LPINT error) {
  struct jl_address address;
  ENTER(s);
  if (read_name(name, length, &address)) call.name = &address;
  return done(error, model_call("bind", &call));
}

static int WSPAPI wsp_get_sock_name(SOCKET s, struct sockaddr *name, LPINT length, LPINT error) {
  ENTER(s);
  int failure = model_call("getSockName", &call);
  return done(error, failure != 0 ? failure : write_name(&call.given, name, length));
}

static int WSPAPI wsp_listen(SOCKET s, int backlog, LPINT error) {
  ENTER(s);
  call.backlog = backlog;
  return done(error, model_call("listen", &call));
}

static SOCKET WSPAPI wsp_join_leaf(SOCKET s, const struct sockaddr *name, int length, LPWSABUF caller, LPWSABUF callee,
                                   LPQOS sending, LPQOS group, DWORD flags, LPINT error) {
  struct jl_address address;
  (void)sending, (void)group;
  ENTER(s);
#ifdef FAULT_CRASH
  int *volatile nowhere = NULL;
  *nowhere = 1;
#endif
  if (read_name(name, length, &address)) call.name = &address;
  if (caller != NULL) call.data = (struct json_text){caller->buf, caller->len};
  if (callee != NULL) callee->len = 0;
  call.flags = flags;
  int failure = model_call("joinLeaf", &call);
  if (failure != 0) return (SOCKET)fail(error, failure);
  SOCKET joining = call.made == it->number ? s : admit(call.made, it->entry, it, error);
#ifdef FAULT_EARLY_CONNECT
  record(it, "FD_CONNECT", NO_ERROR);
  it->told_early = true;
#endif
  happen();
  LeaveCriticalSection(&guard);
  return joining;
}

static SOCKET WSPAPI wsp_accept(SOCKET s, struct sockaddr *name, LPINT length, LPCONDITIONPROC condition,
                                DWORD_PTR context, LPINT error) {
  (void)context;
  ENTER(s);
  if (condition != NULL) return (SOCKET)fail(error, WSAEOPNOTSUPP);
  int failure = model_call("accept", &call);
  if (failure == 0) failure = write_name(&call.given, name, length);
  if (failure != 0) return (SOCKET)fail(error, failure);
  SOCKET made = admit(call.made, it->entry, it, error);
  happen();
  LeaveCriticalSection(&guard);
  return made;
}

static int WSPAPI wsp_event_select(SOCKET s, WSAEVENT event, long events, LPINT error) {
  ENTER(s);
  it->event = event;
  memset(&it->record, 0, sizeof it->record);
  call.events = events;
  return done(error, model_call("eventSelect", &call));
}

static int WSPAPI wsp_enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS found, LPINT error) {
  int ignored;
  ENTER(s);
  (void)call;
  if (event != NULL) up.lpWPUResetEvent(event, &ignored);
  *found = it->record;
  memset(&it->record, 0, sizeof it->record);
  return done(error, 0);
}

static int WSPAPI wsp_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE completion,
                           LPWSATHREADID thread, LPINT error) {
  (void)flags, (void)completion, (void)thread;
  ENTER(s);
  if (count != 1 || overlapped != NULL) return fail(error, WSAEOPNOTSUPP);
  call.data = (struct json_text){buffers->buf, buffers->len};
  int failure = model_call("send", &call);
  if (failure == 0) *sent = buffers->len;
  happen();
  return done(error, failure);
}

/* There is one session to send to. */
static int WSPAPI wsp_send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                              const struct sockaddr *to, int length, LPWSAOVERLAPPED overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE completion, LPWSATHREADID thread, LPINT error) {
  (void)to, (void)length;
  return wsp_send(s, buffers, count, sent, flags, overlapped, completion, thread, error);
}

static int WSPAPI wsp_recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE completion,
                           LPWSATHREADID thread, LPINT error) {
  (void)flags, (void)completion, (void)thread;
  ENTER(s);
  if (count != 1 || overlapped != NULL) return fail(error, WSAEOPNOTSUPP);
  int failure = model_call("recv", &call);
  if (failure != 0) return fail(error, failure);
  bool fits = call.message.length <= buffers->len;
  *received = fits ? (DWORD)call.message.length : buffers->len;
  memcpy(buffers->buf, call.message.bytes, *received);
  return done(error, fits ? 0 : WSAEMSGSIZE);
}

/* Sockets are nonblocking here, so that FIONBIO has nothing to do. */
static int WSPAPI wsp_ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size, LPDWORD given,
                            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE completion,
                            LPWSATHREADID thread, LPINT error) {
  (void)in, (void)in_size, (void)out, (void)out_size, (void)overlapped, (void)completion, (void)thread;
  ENTER(s);
  (void)call;
  *given = 0;
  return done(error, code == (DWORD)FIONBIO ? 0 : WSAEOPNOTSUPP);
}

static int WSPAPI wsp_close_socket(SOCKET s, LPINT error) {
  ENTER(s);
  int failure = model_call("closeSocket", &call);
  struct endpoint **link = &endpoints;
  while (*link != it) link = &(*link)->next;
  *link = it->next;
  free(it);
  up.lpWPUCloseSocketHandle(s, error);
  happen();
  if (endpoints == NULL) model_reset();
  return done(error, failure);
}

static int WSPAPI wsp_cleanup(LPINT error) {
  (void)error;
  return 0;
}

/* The rest of the table, which has to be full. */
#define UNSUPPORTED(name, ...) \
  static int WSPAPI name(__VA_ARGS__, LPINT error) { \
    *error = WSAEOPNOTSUPP; \
    return SOCKET_ERROR; \
  }
#pragma GCC diagnostic ignored "-Wunused-parameter"
#pragma warning(disable : 4100)
UNSUPPORTED(no_address_to_string, LPSOCKADDR a, DWORD b, LPWSAPROTOCOL_INFOW c, LPWSTR d, LPDWORD e)
UNSUPPORTED(no_async_select, SOCKET a, HWND b, unsigned int c, long d)
UNSUPPORTED(no_connect, SOCKET a, const struct sockaddr *b, int c, LPWSABUF d, LPWSABUF e, LPQOS f, LPQOS g)
UNSUPPORTED(no_duplicate_socket, SOCKET a, DWORD b, LPWSAPROTOCOL_INFOW c)
UNSUPPORTED(no_get_peer_name, SOCKET a, struct sockaddr *b, LPINT c)
UNSUPPORTED(no_get_sock_opt, SOCKET a, int b, int c, char *d, LPINT e)
UNSUPPORTED(no_recv_disconnect, SOCKET a, LPWSABUF b)
UNSUPPORTED(no_recv_from, SOCKET a, LPWSABUF b, DWORD c, LPDWORD d, LPDWORD e, struct sockaddr *f, LPINT g,
            LPWSAOVERLAPPED h, LPWSAOVERLAPPED_COMPLETION_ROUTINE i, LPWSATHREADID j)
UNSUPPORTED(no_select, int a, fd_set *b, fd_set *c, fd_set *d, const PTIMEVAL e)
UNSUPPORTED(no_send_disconnect, SOCKET a, LPWSABUF b)
UNSUPPORTED(no_set_sock_opt, SOCKET a, int b, int c, const char *d, int e)
UNSUPPORTED(no_shutdown, SOCKET a, int b)
UNSUPPORTED(no_string_to_address, LPWSTR a, INT b, LPWSAPROTOCOL_INFOW c, LPSOCKADDR d, LPINT e)

static int WSPAPI no_cancel_blocking_call(LPINT error) {
  *error = WSAEOPNOTSUPP;
  return SOCKET_ERROR;
}

static BOOL WSPAPI no_overlapped_result(SOCKET a, LPWSAOVERLAPPED b, LPDWORD c, BOOL d, LPDWORD e, LPINT error) {
  *error = WSAEOPNOTSUPP;
  return FALSE;
}

static BOOL WSPAPI no_qos_by_name(SOCKET a, LPWSABUF b, LPQOS c, LPINT error) {
  *error = WSAEOPNOTSUPP;
  return FALSE;
}

static const WSPPROC_TABLE functions = {
    .lpWSPAccept = wsp_accept,
    .lpWSPAddressToString = no_address_to_string,
    .lpWSPAsyncSelect = no_async_select,
    .lpWSPBind = wsp_bind,
    .lpWSPCancelBlockingCall = no_cancel_blocking_call,
    .lpWSPCleanup = wsp_cleanup,
    .lpWSPCloseSocket = wsp_close_socket,
    .lpWSPConnect = no_connect,
    .lpWSPDuplicateSocket = no_duplicate_socket,
    .lpWSPEnumNetworkEvents = wsp_enum_network_events,
    .lpWSPEventSelect = wsp_event_select,
    .lpWSPGetOverlappedResult = no_overlapped_result,
    .lpWSPGetPeerName = no_get_peer_name,
    .lpWSPGetSockName = wsp_get_sock_name,
    .lpWSPGetSockOpt = no_get_sock_opt,
    .lpWSPGetQOSByName = no_qos_by_name,
    .lpWSPIoctl = wsp_ioctl,
    .lpWSPJoinLeaf = wsp_join_leaf,
    .lpWSPListen = wsp_listen,
    .lpWSPRecv = wsp_recv,
    .lpWSPRecvDisconnect = no_recv_disconnect,
    .lpWSPRecvFrom = no_recv_from,
    .lpWSPSelect = no_select,
    .lpWSPSend = wsp_send,
    .lpWSPSendDisconnect = no_send_disconnect,
    .lpWSPSendTo = wsp_send_to,
    .lpWSPSetSockOpt = no_set_sock_opt,
    .lpWSPShutdown = no_shutdown,
    .lpWSPSocket = wsp_socket,
    .lpWSPStringToAddress = no_string_to_address,
};

__declspec(dllexport) int WSPAPI WSPStartup(WORD version, LPWSPDATA data, LPWSAPROTOCOL_INFOW entry,
                                            WSPUPCALLTABLE upcalls, LPWSPPROC_TABLE table) {
  static const WCHAR description[] = L"joinleaf sample provider";
  static bool begun;
  (void)entry;
  if (LOBYTE(version) < 2) return WSAVERNOTSUPPORTED;
#ifdef PROBING
  probe();
#endif
  up = upcalls;
  if (!begun) {
    InitializeCriticalSection(&guard);
    model_reset();
    begun = true;
  }
  data->wVersion = data->wHighVersion = MAKEWORD(2, 2);
  memcpy(data->szDescription, description, sizeof description);
  *table = functions;
  return 0;
}
