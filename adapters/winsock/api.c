/* ws2_32's functions, dressed as a service provider's. */
#include "bridge.h"

/*
 * The last error is cleared before each call: one that fails without saying why is told as a failure with NO_ERROR, and
 * not with what an earlier call has left.
 */
#define CALL(type, call) \
  do { \
    WSASetLastError(NO_ERROR); \
    type result_ = (call); \
    *error = WSAGetLastError(); \
    return result_; \
  } while (0)

static SOCKET WSPAPI api_accept(SOCKET s, struct sockaddr *name, LPINT length, LPCONDITIONPROC condition,
                                DWORD_PTR data, LPINT error) {
  CALL(SOCKET, WSAAccept(s, name, length, condition, data));
}

static int WSPAPI api_bind(SOCKET s, const struct sockaddr *name, int length, LPINT error) {
  CALL(int, bind(s, name, length));
}

static int WSPAPI api_close_socket(SOCKET s, LPINT error) {
  CALL(int, closesocket(s));
}

static int WSPAPI api_connect(SOCKET s, const struct sockaddr *name, int length, LPWSABUF caller, LPWSABUF callee,
                              LPQOS sending, LPQOS group, LPINT error) {
  CALL(int, WSAConnect(s, name, length, caller, callee, sending, group));
}

static int WSPAPI api_enum_network_events(SOCKET s, WSAEVENT event, LPWSANETWORKEVENTS found, LPINT error) {
  CALL(int, WSAEnumNetworkEvents(s, event, found));
}

static int WSPAPI api_event_select(SOCKET s, WSAEVENT event, long events, LPINT error) {
  CALL(int, WSAEventSelect(s, event, events));
}

static int WSPAPI api_get_sock_name(SOCKET s, struct sockaddr *name, LPINT length, LPINT error) {
  CALL(int, getsockname(s, name, length));
}

static int WSPAPI api_ioctl(SOCKET s, DWORD code, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size, LPDWORD given,
                            LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE completion,
                            LPWSATHREADID thread, LPINT error) {
  (void)thread;
  CALL(int, WSAIoctl(s, code, in, in_size, out, out_size, given, overlapped, completion));
}

static SOCKET WSPAPI api_join_leaf(SOCKET s, const struct sockaddr *name, int length, LPWSABUF caller, LPWSABUF callee,
                                   LPQOS sending, LPQOS group, DWORD flags, LPINT error) {
  CALL(SOCKET, WSAJoinLeaf(s, name, length, caller, callee, sending, group, flags));
}

static int WSPAPI api_listen(SOCKET s, int backlog, LPINT error) {
  CALL(int, listen(s, backlog));
}

static int WSPAPI api_recv(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD received, LPDWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE completion,
                           LPWSATHREADID thread, LPINT error) {
  (void)thread;
  CALL(int, WSARecv(s, buffers, count, received, flags, overlapped, completion));
}

static int WSPAPI api_send(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                           LPWSAOVERLAPPED overlapped, LPWSAOVERLAPPED_COMPLETION_ROUTINE completion,
                           LPWSATHREADID thread, LPINT error) {
  (void)thread;
  CALL(int, WSASend(s, buffers, count, sent, flags, overlapped, completion));
}

static int WSPAPI api_send_to(SOCKET s, LPWSABUF buffers, DWORD count, LPDWORD sent, DWORD flags,
                              const struct sockaddr *to, int length, LPWSAOVERLAPPED overlapped,
                              LPWSAOVERLAPPED_COMPLETION_ROUTINE completion, LPWSATHREADID thread, LPINT error) {
  (void)thread;
  CALL(int, WSASendTo(s, buffers, count, sent, flags, to, length, overlapped, completion));
}

static int WSPAPI api_set_sock_opt(SOCKET s, int level, int option, const char *value, int length, LPINT error) {
  CALL(int, setsockopt(s, level, option, value, length));
}

static int WSPAPI api_shutdown(SOCKET s, int how, LPINT error) {
  CALL(int, shutdown(s, how));
}

static SOCKET WSPAPI api_socket(int family, int type, int protocol, LPWSAPROTOCOL_INFOW entry, GROUP group, DWORD flags,
                                LPINT error) {
  CALL(SOCKET, WSASocketW(family, type, protocol, entry, group, flags));
}

void drive_api(void) {
  wsp.lpWSPAccept = api_accept;
  wsp.lpWSPBind = api_bind;
  wsp.lpWSPCloseSocket = api_close_socket;
  wsp.lpWSPConnect = api_connect;
  wsp.lpWSPEnumNetworkEvents = api_enum_network_events;
  wsp.lpWSPEventSelect = api_event_select;
  wsp.lpWSPGetSockName = api_get_sock_name;
  wsp.lpWSPIoctl = api_ioctl;
  wsp.lpWSPJoinLeaf = api_join_leaf;
  wsp.lpWSPListen = api_listen;
  wsp.lpWSPRecv = api_recv;
  wsp.lpWSPSend = api_send;
  wsp.lpWSPSendTo = api_send_to;
  wsp.lpWSPSetSockOpt = api_set_sock_opt;
  wsp.lpWSPShutdown = api_shutdown;
  wsp.lpWSPSocket = api_socket;
}
