/*
 * What ws2_32 offers to a service provider. Sockets of a provider without file handles of its own are numbers from here,
 * each with the provider's context beside it. A number is not given out again as long as anything is open.
 */
#include "bridge.h"

#include <stdlib.h>

enum { FIRST_SOCKET = 0x100, SOCKET_STEP = 4, MOST_SOCKETS = 1 << 16, BEGIN_ANEW = 1 << 12 };

struct context {
  bool open;
  DWORD_PTR value;
};

/* A provider may call from any of its threads. */
static SRWLOCK guard = SRWLOCK_INIT;
static struct context *contexts;
static size_t context_count, context_room, open_count;

static int failed(LPINT where, int error) {
  if (where != NULL) *where = error;
  return SOCKET_ERROR;
}

/* To be called with the guard held. */
static struct context *context_of(SOCKET s) {
  if (s < FIRST_SOCKET || (s - FIRST_SOCKET) % SOCKET_STEP != 0) return NULL;
  size_t at = (s - FIRST_SOCKET) / SOCKET_STEP;
  return at < context_count && contexts[at].open ? &contexts[at] : NULL;
}

static SOCKET WSPAPI create_socket_handle(DWORD entry, DWORD_PTR context, LPINT error) {
  SOCKET made = INVALID_SOCKET;
  (void)entry;
  AcquireSRWLockExclusive(&guard);
  if (open_count == 0 && context_count >= BEGIN_ANEW) context_count = 0;
  if (context_count == context_room && context_room < MOST_SOCKETS) {
    context_room = context_room == 0 ? 64 : context_room * 2;
    contexts = json_allocate(contexts, context_room * sizeof *contexts);
  }
  if (context_count < context_room) {
    made = FIRST_SOCKET + SOCKET_STEP * context_count;
    contexts[context_count++] = (struct context){true, context};
    open_count++;
  }
  ReleaseSRWLockExclusive(&guard);
  if (made == INVALID_SOCKET) failed(error, WSAENOBUFS);
  return made;
}

static int WSPAPI close_socket_handle(SOCKET s, LPINT error) {
  AcquireSRWLockExclusive(&guard);
  struct context *found = context_of(s);
  if (found != NULL) {
    found->open = false;
    open_count--;
  }
  ReleaseSRWLockExclusive(&guard);
  return found != NULL ? 0 : failed(error, WSAENOTSOCK);
}

static int WSPAPI query_socket_handle_context(SOCKET s, PDWORD_PTR value, LPINT error) {
  AcquireSRWLockShared(&guard);
  struct context *found = context_of(s);
  if (found != NULL) *value = found->value;
  ReleaseSRWLockShared(&guard);
  return found != NULL ? 0 : failed(error, WSAENOTSOCK);
}

/* A provider with file handles of its own keeps them. */
static SOCKET WSPAPI modify_ifs_handle(DWORD entry, SOCKET proposed, LPINT error) {
  (void)entry, (void)error;
  return proposed;
}

static WSAEVENT WSPAPI create_event(LPINT error) {
  HANDLE made = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (made == NULL) failed(error, WSA_NOT_ENOUGH_MEMORY);
  return made;
}

static BOOL WSPAPI close_event(WSAEVENT event, LPINT error) {
  if (CloseHandle(event)) return TRUE;
  failed(error, WSA_INVALID_HANDLE);
  return FALSE;
}

static BOOL WSPAPI set_event(WSAEVENT event, LPINT error) {
  if (SetEvent(event)) return TRUE;
  failed(error, WSA_INVALID_HANDLE);
  return FALSE;
}

static BOOL WSPAPI reset_event(WSAEVENT event, LPINT error) {
  if (ResetEvent(event)) return TRUE;
  failed(error, WSA_INVALID_HANDLE);
  return FALSE;
}

static int WSPAPI fd_is_set(SOCKET s, fd_set *set) {
  for (u_int i = 0; i < set->fd_count; i++)
    if (set->fd_array[i] == s) return TRUE;
  return FALSE;
}

static int WSPAPI get_provider_path(LPGUID provider, WCHAR *path, LPINT room, LPINT error) {
  (void)provider;
  int needed = MultiByteToWideChar(CP_ACP, 0, options.dll, -1, NULL, 0);
  if (*room < needed) {
    *room = needed;
    return failed(error, WSAEFAULT);
  }
  *room = MultiByteToWideChar(CP_ACP, 0, options.dll, -1, path, *room);
  return 0;
}

/* Nobody asks for WSPAsyncSelect here, so that there is no window to be told. */
static BOOL WSPAPI post_message(HWND window, UINT message, WPARAM word, LPARAM longer) {
  (void)window, (void)message, (void)word, (void)longer;
  return FALSE;
}

static int WSPAPI query_blocking_callback(DWORD entry, LPBLOCKINGCALLBACK *callback, PDWORD_PTR context, LPINT error) {
  (void)entry, (void)error;
  *callback = NULL;
  *context = 0;
  return 0;
}

static int WSPAPI queue_apc(LPWSATHREADID thread, LPWSAUSERAPC routine, DWORD_PTR context, LPINT error) {
  if (QueueUserAPC((PAPCFUNC)routine, thread->ThreadHandle, context) != 0) return 0;
  return failed(error, WSA_INVALID_HANDLE);
}

static int WSPAPI open_current_thread(LPWSATHREADID thread, LPINT error) {
  HANDLE self = GetCurrentProcess();
  thread->Reserved = 0;
  if (DuplicateHandle(self, GetCurrentThread(), self, &thread->ThreadHandle, 0, FALSE, DUPLICATE_SAME_ACCESS)) return 0;
  return failed(error, WSASYSCALLFAILURE);
}

static int WSPAPI close_thread(LPWSATHREADID thread, LPINT error) {
  return CloseHandle(thread->ThreadHandle) ? 0 : failed(error, WSA_INVALID_HANDLE);
}

const WSPUPCALLTABLE upcalls = {
    .lpWPUCloseEvent = close_event,
    .lpWPUCloseSocketHandle = close_socket_handle,
    .lpWPUCreateEvent = create_event,
    .lpWPUCreateSocketHandle = create_socket_handle,
    .lpWPUFDIsSet = fd_is_set,
    .lpWPUGetProviderPath = get_provider_path,
    .lpWPUModifyIFSHandle = modify_ifs_handle,
    .lpWPUPostMessage = post_message,
    .lpWPUQueryBlockingCallback = query_blocking_callback,
    .lpWPUQuerySocketHandleContext = query_socket_handle_context,
    .lpWPUQueueApc = queue_apc,
    .lpWPUResetEvent = reset_event,
    .lpWPUSetEvent = set_event,
    .lpWPUOpenCurrentThread = open_current_thread,
    .lpWPUCloseThread = close_thread,
};
