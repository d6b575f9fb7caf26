/* The kit's verbs, as calls of SPI functions. */
#include "bridge.h"

#include "winsock_errors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

WSPPROC_TABLE wsp;
WSATHREADID caller_thread;

enum { MOST_MESSAGE = 65536 };

/* Why a call failed, for the kit. A code that Winsock does not have is nothing that could be judged. */
static const char *failure(struct jl_call *call, int code) {
  static char message[96];
  const char *name = error_name(code);
  if (name != NULL) return name;
  snprintf(message, sizeof message, "the provider's call failed with %d, which is no error of Winsock's", code);
  jl_trouble(call, message);
  return NULL;
}

/* A descriptor means something only on its node. One that is not open any more is the provider's to refuse. */
static struct handle *find(SOCKET socket) {
  struct handle *it = handles;
  while (it != NULL && it->socket != socket) it = it->next;
  return it;
}

static bool subject(struct jl_call *call, SOCKET *socket, struct handle **handle) {
  *socket = (SOCKET)jl_integer(call, "socket");
  *handle = find(*socket);
  return *handle == NULL || (*handle)->node == jl_node(call);
}

#define SUBJECT \
  SOCKET s; \
  struct handle *it; \
  int error = NO_ERROR; \
  if (!subject(call, &s, &it)) return "WSAENOTSOCK"

/* Runs one SPI function, and says which one if it crashes. */
#define CALLING(function, ...) (now_calling = #function, wsp.lp##function(__VA_ARGS__))

/* Ends a verb whose call gives nothing. */
#define RETURN(result) return (result) == SOCKET_ERROR ? failure(call, error) : NULL

/* Where the command line names an interface, IP multicast goes through that one and no other. */
static bool goes_through_interface(SOCKET s) {
  struct jl_address via;
  struct in_addr address;
  int error;
  if (options.via == NULL) return true;
  if (!read_address(options.via, &via) || inet_pton(AF_INET, via.host, &address) != 1) return false;
  return CALLING(WSPSetSockOpt, s, IPPROTO_IP, IP_MULTICAST_IF, (const char *)&address, sizeof address, &error) == 0;
}

static const char *verb_socket(struct jl_call *call) {
  WSAPROTOCOL_INFOW *entry = entry_of(jl_integer(call, "entry"));
  DWORD flags = (DWORD)jl_integer(call, "flags") | WSA_FLAG_OVERLAPPED, given;
  bool blocking = jl_boolean(call, "blocking");
  int error = NO_ERROR;
  if (entry == NULL) return "WSAEPROTONOSUPPORT";
  SOCKET made = CALLING(WSPSocket, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, entry, 0, flags, &error);
  if (made == INVALID_SOCKET) return failure(call, error);
  struct handle *it = note_handle(made, jl_node(call), NULL);
  it->connectionless = (entry->dwServiceFlags1 & XP1_CONNECTIONLESS) != 0;
  it->ip_multicast = (catalogue.features & IP_MULTICAST) != 0 && entry->iProtocol == IPPROTO_UDP;
  u_long nonblocking = 1;
  if (!blocking) CALLING(WSPIoctl, made, FIONBIO, &nonblocking, sizeof nonblocking, NULL, 0, &given, NULL, NULL,
                         &caller_thread, &error);
  if (it->ip_multicast && entry->iAddressFamily == AF_INET && !goes_through_interface(made))
    jl_trouble(call, "the address that --interface names is of no interface that can be used");
  jl_give_integer(call, "socket", (long long)made);
  return NULL;
}

/* Members of one IP multicast session are bound to one port, all of them on one host. */
static void share_address(SOCKET s) {
  int yes = 1, error;
  CALLING(WSPSetSockOpt, s, SOL_SOCKET, SO_REUSEADDR, (const char *)&yes, sizeof yes, &error);
}

static const char *verb_bind(struct jl_call *call) {
  struct jl_address name;
  SOCKADDR_STORAGE address;
  SUBJECT;
  bool given = jl_address(call, "name", &name);
  int length = to_sockaddr(&name, &address);
  if (it != NULL && it->ip_multicast && given && name.port != 0) share_address(s);
  RETURN(CALLING(WSPBind, s, given ? (struct sockaddr *)&address : NULL, length, &error));
}

static const char *verb_get_sock_name(struct jl_call *call) {
  SOCKADDR_STORAGE address = {0};
  int length = sizeof address;
  struct jl_address name;
  SUBJECT;
  if (CALLING(WSPGetSockName, s, (struct sockaddr *)&address, &length, &error) != 0) return failure(call, error);
  if (from_sockaddr(&address, length, &name)) jl_give_address(call, "name", &name);
  else jl_trouble(call, "WSPGetSockName gave an address that makes no sense");
  return NULL;
}

static const char *verb_listen(struct jl_call *call) {
  long long backlog = jl_integer(call, "backlog");
  SUBJECT;
  RETURN(CALLING(WSPListen, s, (int)backlog, &error));
}

static const char *verb_connect(struct jl_call *call) {
  struct jl_address name;
  SOCKADDR_STORAGE address;
  SUBJECT;
  bool given = jl_address(call, "name", &name);
  int length = to_sockaddr(&name, &address);
  const struct sockaddr *to = given ? (struct sockaddr *)&address : NULL;
  RETURN(CALLING(WSPConnect, s, to, length, NULL, NULL, NULL, NULL, &error));
}

static const char *verb_join_leaf(struct jl_call *call) {
  struct jl_address name;
  SOCKADDR_STORAGE address;
  WSABUF caller = {0, NULL};
  SUBJECT;
  bool given = jl_address(call, "name", &name), has_data = jl_argument(call, "callerData") != NULL;
  DWORD flags = (DWORD)jl_integer(call, "flags");
  int length = to_sockaddr(&name, &address);
  if (has_data) {
    struct json_text data = jl_text(call, "callerData");
    caller.len = (u_long)data.length;
    caller.buf = (char *)(size_t)data.bytes;
  }
  bool callee = it != NULL && (catalogue.features & CALLER_DATA) != 0;
  if (callee) it->callee = (WSABUF){sizeof it->callee_data, it->callee_data};
  SOCKET joined = CALLING(WSPJoinLeaf, s, given ? (struct sockaddr *)&address : NULL, length,
                          has_data ? &caller : NULL, callee ? &it->callee : NULL, NULL, NULL, flags, &error);
  if (joined == INVALID_SOCKET) return failure(call, error);
  if (it != NULL && it->connectionless) {
    it->session = address;
    it->session_length = length;
  }
  if (joined != s) note_handle(joined, jl_node(call), it);
  jl_give_integer(call, "socket", (long long)joined);
  return NULL;
}

static const char *verb_callee_data(struct jl_call *call) {
  SUBJECT;
  (void)error;
  if (it == NULL || it->callee.buf == NULL) jl_give_text(call, "data", (struct json_text){"", 0});
  else jl_give_text(call, "data", (struct json_text){it->callee.buf, it->callee.len > sizeof it->callee_data ? 0 : it->callee.len});
  return NULL;
}

/* What WSPAccept's condition function is to answer, and what it was shown. */
struct condition {
  int answer;
  struct json_text callee_data;
  struct jl_address caller;
  char caller_data[512];
  size_t caller_length;
  bool asked;
};

static int CALLBACK judge(LPWSABUF caller, LPWSABUF data, LPQOS sending, LPQOS group, LPWSABUF callee,
                          LPWSABUF callee_data, GROUP *joined, DWORD_PTR context) {
  struct condition *condition = (struct condition *)context;
  (void)sending, (void)group, (void)callee, (void)joined;
  condition->asked = true;
  if (caller != NULL) from_sockaddr(caller->buf, (int)caller->len, &condition->caller);
  if (data != NULL && data->buf != NULL && data->len <= sizeof condition->caller_data) {
    memcpy(condition->caller_data, data->buf, data->len);
    condition->caller_length = data->len;
  }
  if (callee_data != NULL && callee_data->buf != NULL && condition->callee_data.length <= callee_data->len) {
    memcpy(callee_data->buf, condition->callee_data.bytes, condition->callee_data.length);
    callee_data->len = (u_long)condition->callee_data.length;
  }
  return condition->answer;
}

static void give_condition(struct jl_call *call, const struct condition *condition) {
  struct json_out out = {0};
  json_add(&out, "{\"caller\":");
  jl_add_address(&out, &condition->caller);
  json_add(&out, ",\"callerData\":");
  json_add_string(&out, (struct json_text){condition->caller_data, condition->caller_length});
  json_add(&out, "}");
  jl_give(call, "condition", out.bytes);
  free(out.bytes);
}

static const char *verb_accept(struct jl_call *call) {
  const struct json *asked = jl_argument(call, "condition"), *answer = json_get(asked, "answer");
  const struct json *callee = json_get(asked, "calleeData");
  struct condition condition = {.answer = CF_ACCEPT};
  SOCKADDR_STORAGE address = {0};
  int length = sizeof address;
  struct jl_address peer;
  SUBJECT;
  if (answer != NULL && json_is(answer->text, "CF_REJECT")) condition.answer = CF_REJECT;
  if (answer != NULL && json_is(answer->text, "CF_DEFER")) condition.answer = CF_DEFER;
  if (callee != NULL) condition.callee_data = callee->text;
  SOCKET made = CALLING(WSPAccept, s, (struct sockaddr *)&address, &length, asked == NULL ? NULL : judge,
                        (DWORD_PTR)&condition, &error);
  if (condition.asked) give_condition(call, &condition);
  if (made == INVALID_SOCKET) return failure(call, error);
  note_handle(made, jl_node(call), it);
  jl_give_integer(call, "socket", (long long)made);
  if (from_sockaddr(&address, length, &peer)) jl_give_address(call, "peer", &peer);
  else jl_trouble(call, "WSPAccept gave no address of its peer");
  return NULL;
}

static const char *verb_event_select(struct jl_call *call) {
  long events = (long)jl_integer(call, "events");
  SUBJECT;
  HANDLE event = events == 0 ? NULL : any_event;
  RETURN(CALLING(WSPEventSelect, s, event, events, &error));
}

/* On a socket without a connection, data goes to the session that it has joined. */
static const char *verb_send(struct jl_call *call) {
  struct json_text data = jl_text(call, "data");
  WSABUF buffer = {(u_long)data.length, (char *)(size_t)data.bytes};
  DWORD sent;
  SUBJECT;
  int result = it != NULL && it->session_length > 0
                   ? CALLING(WSPSendTo, s, &buffer, 1, &sent, 0, (struct sockaddr *)&it->session, it->session_length,
                             NULL, NULL, &caller_thread, &error)
                   : CALLING(WSPSend, s, &buffer, 1, &sent, 0, NULL, NULL, &caller_thread, &error);
  RETURN(result);
}

static const char *verb_recv(struct jl_call *call) {
  static char bytes[MOST_MESSAGE];
  WSABUF buffer = {sizeof bytes, bytes};
  DWORD received = 0, flags = 0;
  SUBJECT;
  int result = CALLING(WSPRecv, s, &buffer, 1, &received, &flags, NULL, NULL, &caller_thread, &error);
  if (result != 0) return failure(call, error);
  jl_give_text(call, "data", (struct json_text){bytes, received});
  return NULL;
}

static const char *verb_ioctl(struct jl_call *call) {
  DWORD code = (DWORD)jl_integer(call, "code"), given;
  int value = (int)jl_integer(call, "value");
  SUBJECT;
  int result = CALLING(WSPIoctl, s, code, &value, sizeof value, NULL, 0, &given, NULL, NULL, &caller_thread, &error);
  RETURN(result);
}

static const char *verb_shutdown(struct jl_call *call) {
  int how = (int)jl_integer(call, "how");
  SUBJECT;
  RETURN(CALLING(WSPShutdown, s, how, &error));
}

static const char *verb_close_socket(struct jl_call *call) {
  SUBJECT;
  if (it != NULL) it->open = false;
  RETURN(CALLING(WSPCloseSocket, s, &error));
}

static const char *verb_add_membership(struct jl_call *call) {
  struct jl_address group, via = {AF_INET, "0.0.0.0", 0};
  struct ip_mreq four = {0};
  struct ipv6_mreq six = {0};
  SUBJECT;
  if (!jl_address(call, "group", &group)) return "WSAEFAULT";
  if (options.via != NULL) read_address(options.via, &via);
  if (group.family == AF_INET6) {
    inet_pton(AF_INET6, group.host, &six.ipv6mr_multiaddr);
    RETURN(CALLING(WSPSetSockOpt, s, IPPROTO_IPV6, IPV6_ADD_MEMBERSHIP, (const char *)&six, sizeof six, &error));
  }
  inet_pton(AF_INET, group.host, &four.imr_multiaddr);
  inet_pton(AF_INET, via.host, &four.imr_interface);
  RETURN(CALLING(WSPSetSockOpt, s, IPPROTO_IP, IP_ADD_MEMBERSHIP, (const char *)&four, sizeof four, &error));
}

/*
 * While a verb is under way no event is told: what it undoes would be told too late. So what has happened before is told
 * before it, and what it has set off at once is told right after it.
 */
#define HOLDING(verb) \
  static const char *verb##_holding(struct jl_call *call) { \
    hold_events(); \
    tell_events(); \
    const char *error = verb(call); \
    now_calling = NULL; \
    tell_events(); \
    release_events(); \
    return error; \
  }

HOLDING(verb_socket)
HOLDING(verb_bind)
HOLDING(verb_get_sock_name)
HOLDING(verb_listen)
HOLDING(verb_connect)
HOLDING(verb_join_leaf)
HOLDING(verb_callee_data)
HOLDING(verb_accept)
HOLDING(verb_event_select)
HOLDING(verb_send)
HOLDING(verb_recv)
HOLDING(verb_ioctl)
HOLDING(verb_shutdown)
HOLDING(verb_close_socket)
HOLDING(verb_add_membership)

const struct jl_verb verbs[] = {
    {"socket", verb_socket_holding},
    {"bind", verb_bind_holding},
    {"getSockName", verb_get_sock_name_holding},
    {"listen", verb_listen_holding},
    {"connect", verb_connect_holding},
    {"joinLeaf", verb_join_leaf_holding},
    {"calleeData", verb_callee_data_holding},
    {"accept", verb_accept_holding},
    {"eventSelect", verb_event_select_holding},
    {"send", verb_send_holding},
    {"recv", verb_recv_holding},
    {"ioctl", verb_ioctl_holding},
    {"shutdown", verb_shutdown_holding},
    {"closeSocket", verb_close_socket_holding},
    {"addMembership", verb_add_membership_holding},
    {NULL, NULL},
};
