/*
 * Your provider, as joinleaf sees it. So far it answers everything and claims nothing. Put your own provider behind
 * the verbs, and claim what it has.
 */
#include "my_provider.h"

enum { AF_INET = 2 };

/*
 * schemes: "invite", "admit", "nonrooted"; dataPlanes: "rooted-data", "nonrooted-data"; an entry is
 * {"id": 1, "name": "…", "serviceFlags": 1024, "addressFamily": 2}.
 */
static const char capabilities[] = "{\"schemes\":[],\"dataPlanes\":[],\"entries\":[],\"features\":[]}";

/* Begins a case with these nodes, which are numbers from here on. jl_indicate tells the kit of an event. */
static void reset(const char *const *nodes, size_t count, long long seed) {
  (void)nodes, (void)count, (void)seed;
}

/* Ends the case: close what it has left open. */
static void close_case(void) {
}

/* Where the sockets of a node are to be bound. */
static struct jl_address home(size_t node) {
  const struct jl_address address = {AF_INET, "127.0.0.1", 0};
  (void)node;
  return address;
}

/* These six no provider can do without. */

static const char *verb_socket(struct jl_call *call) {
  long long entry = jl_integer(call, "entry"), flags = jl_integer(call, "flags");
  bool blocking = jl_boolean(call, "blocking");
  (void)entry, (void)flags, (void)blocking;
  return "WSAEOPNOTSUPP"; /* or jl_give_integer(call, "socket", …) and return NULL */
}

static const char *verb_bind(struct jl_call *call) {
  struct jl_address name;
  long long socket = jl_integer(call, "socket");
  bool given = jl_address(call, "name", &name);
  (void)socket, (void)given;
  return "WSAEOPNOTSUPP";
}

static const char *verb_get_sock_name(struct jl_call *call) {
  long long socket = jl_integer(call, "socket");
  (void)socket;
  return "WSAEOPNOTSUPP"; /* or jl_give_address(call, "name", &address) */
}

static const char *verb_join_leaf(struct jl_call *call) {
  struct jl_address name;
  long long socket = jl_integer(call, "socket"), flags = jl_integer(call, "flags");
  bool given = jl_address(call, "name", &name);
  (void)socket, (void)flags, (void)given;
  return "WSAEOPNOTSUPP"; /* or jl_give_integer(call, "socket", …) */
}

static const char *verb_event_select(struct jl_call *call) {
  long long socket = jl_integer(call, "socket"), events = jl_integer(call, "events");
  (void)socket, (void)events;
  return "WSAEOPNOTSUPP";
}

static const char *verb_close_socket(struct jl_call *call) {
  long long socket = jl_integer(call, "socket");
  (void)socket;
  return "WSAEOPNOTSUPP";
}

/* A rooted control plane needs these. */

static const char *verb_listen(struct jl_call *call) {
  long long socket = jl_integer(call, "socket"), backlog = jl_integer(call, "backlog");
  (void)socket, (void)backlog;
  return "WSAEOPNOTSUPP";
}

static const char *verb_accept(struct jl_call *call) {
  long long socket = jl_integer(call, "socket");
  (void)socket;
  return "WSAEOPNOTSUPP"; /* or jl_give_integer(call, "socket", …) and jl_give_address(call, "peer", &address) */
}

/* And these carry session data. */

static const char *verb_send(struct jl_call *call) {
  long long socket = jl_integer(call, "socket");
  struct json_text data = jl_text(call, "data");
  (void)socket, (void)data;
  return "WSAEOPNOTSUPP";
}

static const char *verb_recv(struct jl_call *call) {
  long long socket = jl_integer(call, "socket");
  (void)socket;
  return "WSAEOPNOTSUPP"; /* or jl_give_text(call, "data", text) */
}

static const struct jl_verb verbs[] = {
    {"socket", verb_socket},
    {"bind", verb_bind},
    {"getSockName", verb_get_sock_name},
    {"joinLeaf", verb_join_leaf},
    {"eventSelect", verb_event_select},
    {"closeSocket", verb_close_socket},
    {"listen", verb_listen},
    {"accept", verb_accept},
    {"send", verb_send},
    {"recv", verb_recv},
    {NULL, NULL},
};

const struct jl_provider my_provider = {
    .name = "my provider",
    .version = "0.1.0",
    .capabilities = capabilities,
    .verbs = verbs,
    .reset = reset,
    .close = close_case,
    .home = home,
    /* .settle, if you can know when nothing is under way: then nothing is left to deadlines */
    /* .session: the session that can be joined, where you claim "nonrooted" */
};
