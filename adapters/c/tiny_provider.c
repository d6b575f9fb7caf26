/*
 * A tiny provider, in memory: one process stands for all nodes.
 *
 * In its rooted control plane a root may invite leaves, and leaves may ask to be admitted; data goes from each member
 * to all others, or to and from the root alone. In its nonrooted control plane there is one session, which is always
 * there. Nothing travels at once: requests, answers and data wait in one queue, which `settle` works off.
 */
#include "tiny_provider.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AF_INET = 2 };
enum { FD_READ = 0x01, FD_ACCEPT = 0x08, FD_CONNECT = 0x10, FD_CLOSE = 0x20 };
enum { C_ROOT = 0x02, C_LEAF = 0x04, D_ROOT = 0x08, D_LEAF = 0x10 };
enum { JL_SENDER_ONLY = 0x01, JL_RECEIVER_ONLY = 0x02, JL_BOTH = 0x04 };
enum { CONTROL_PLANE = 0x800, DATA_PLANE = 0x1000 };

/* The protocol entries, by id: which planes are rooted. */
enum { ENTRIES = 4 };
static const unsigned planes[ENTRIES] = {0, CONTROL_PLANE | DATA_PLANE, CONTROL_PLANE, 0};

static const char capabilities[] =
    "{\"schemes\":[\"invite\",\"admit\",\"nonrooted\"],\"dataPlanes\":[\"rooted-data\",\"nonrooted-data\"],"
    "\"entries\":["
    "{\"id\":1,\"name\":\"tiny, rooted data\",\"serviceFlags\":7168,\"addressFamily\":2},"
    "{\"id\":2,\"name\":\"tiny, nonrooted data\",\"serviceFlags\":3072,\"addressFamily\":2},"
    "{\"id\":3,\"name\":\"tiny, nonrooted\",\"serviceFlags\":1025,\"addressFamily\":2}],"
    "\"features\":[]}";

static const struct jl_address session = {AF_INET, "239.1.1.1", 5004};

/* A c_root stays idle while its session lasts. */
enum state { IDLE, PENDING, JOINED, FAILED, ENDED };

struct message {
  struct message *next;
  struct json_text text;
};

struct socket {
  struct socket *next;
  size_t node;
  long long number;
  long long entry;
  unsigned flags, mask;
  struct jl_address name;
  bool named, shares_name; /* with the socket from which it was made */
  bool open, listens, member;
  enum state state;
  const struct socket *session; /* that of this c_root, or `group`; it takes part in it if it is a member */
  long long direction;
  struct message *inbox;
  struct join *outstanding; /* that it has asked for and that has no outcome yet */
  struct join *tie;         /* to the socket at the other end */
  bool told_of_request, told_of_data;
};

/* A join: first the request, then what ties the root's link to the leaf. */
struct join {
  struct join *next;
  struct socket *initiator, *listening, *link, *leaf;
  struct jl_address target;
  long long direction;
  bool waits; /* to be accepted */
  bool tied;
  bool over; /* the initiator has been told the outcome, or has given up */
};

struct event {
  struct event *next;
  enum { REQUEST, OUTCOME, DATA, END } what;
  struct join *join;
  struct socket *to;
  struct message *message;
  const char *error;
};

/* Stands for the nonrooted session. */
static const struct socket group;

static struct socket *sockets;
static struct join *joins;
static struct event *under_way;
static long long latest_number;

/* Memory: each case's is given back when it ends. */

union block {
  union block *next;
  long long align_number;
  void *align_pointer;
};

static union block *blocks;

static void *allocate(size_t size) {
  union block *block = json_allocate(NULL, sizeof *block + size);
  memset(block, 0, sizeof *block + size);
  block->next = blocks;
  blocks = block;
  return block + 1;
}

#define APPEND(type, list, item) \
  do { \
    struct type **end_ = &(list); \
    while (*end_ != NULL) end_ = &(*end_)->next; \
    *end_ = (item); \
  } while (0)

/* Telling */

static bool tell(const struct socket *it, unsigned bit, const char *event, const char *error) {
  bool heard = it->open && (it->mask & bit) != 0;
  if (heard) jl_indicate(it->node, it->number, event, error);
  return heard;
}

static struct join *first_request(const struct socket *it) {
  struct join *join = joins;
  while (join != NULL && !(join->waits && join->listening == it)) join = join->next;
  return join;
}

/* One FD_ACCEPT for all who wait, until WSPAccept or a new registration enables it again. */
static void tell_of_requests(struct socket *it) {
  if (!it->told_of_request && first_request(it) != NULL)
    it->told_of_request = tell(it, FD_ACCEPT, "FD_ACCEPT", "NO_ERROR");
}

/* One FD_READ, until WSPRecv or a new registration. What overtakes an FD_CONNECT is told after it. */
static void tell_of_data(struct socket *it) {
  if (!it->told_of_data && it->inbox != NULL && it->state != PENDING)
    it->told_of_data = tell(it, FD_READ, "FD_READ", "NO_ERROR");
}

/* Sockets */

static bool is_root(const struct socket *it) {
  return (it->flags & C_ROOT) != 0;
}

static bool is_rooted(const struct socket *it) {
  return (planes[it->entry] & CONTROL_PLANE) != 0;
}

/* Whether it is the root's descriptor for a leaf, rather than a member. */
static bool is_link(const struct socket *it) {
  return it->tie != NULL && it->tie->link == it;
}

static bool invites(const struct join *join) {
  return is_root(join->initiator);
}

static struct socket *make(size_t node, long long entry, unsigned flags) {
  struct socket *made = allocate(sizeof *made);
  made->node = node;
  made->number = ++latest_number;
  made->entry = entry;
  made->flags = flags;
  made->open = true;
  made->direction = JL_BOTH;
  APPEND(socket, sockets, made);
  return made;
}

/* A c_leaf that is made from a c_root or a listening socket, with its name and what it has registered for. */
static struct socket *make_from(const struct socket *from) {
  struct socket *made = make(from->node, from->entry, (from->flags & ~(unsigned)C_ROOT) | C_LEAF);
  made->name = from->name;
  made->named = made->shares_name = true;
  made->mask = from->mask;
  return made;
}

static struct jl_address home(size_t node) {
  struct jl_address address = {AF_INET, "", 0};
  snprintf(address.host, sizeof address.host, "10.0.%u.%u", (unsigned)(node / 250), (unsigned)(node % 250 + 1));
  return address;
}

static void give_name(struct socket *it, int port) {
  it->name = home(it->node);
  it->name.port = port != 0 ? port : (int)(1024 + it->number);
  it->named = true;
}

static bool same(const struct jl_address *a, const struct jl_address *b) {
  return a->family == b->family && a->port == b->port && strcmp(a->host, b->host) == 0;
}

static struct socket *bound_to(const struct jl_address *name) {
  struct socket *it = sockets;
  while (it != NULL && !(it->open && it->named && !it->shares_name && same(&it->name, name))) it = it->next;
  return it;
}

/* The socket that a call is about, or NULL for WSAENOTSOCK. */
static struct socket *subject(struct jl_call *call) {
  long long number = jl_integer(call, "socket");
  struct socket *it = sockets;
  while (it != NULL && !(it->open && it->number == number && it->node == jl_node(call))) it = it->next;
  return it;
}

/* What happens by itself */

static struct event *post(struct event what) {
  struct event *event = allocate(sizeof *event);
  *event = what;
  APPEND(event, under_way, event);
  return event;
}

static const struct socket *session_of(const struct join *join) {
  return invites(join) ? join->initiator : join->listening;
}

static void enter(struct socket *it, const struct socket *into, long long direction) {
  it->session = into;
  it->member = true;
  it->direction = direction;
}

static void end(struct socket *it) {
  if (it->state != PENDING && it->state != JOINED) return;
  it->state = ENDED;
  tell(it, FD_CLOSE, "FD_CLOSE", "NO_ERROR");
}

/* The initiator hears how its join has ended, unless it has given up. */
static void conclude(struct join *join, const char *error) {
  struct socket *it = join->initiator, *joining = invites(join) ? join->link : it;
  if (join->over) return;
  join->over = true;
  it->outstanding = NULL;
  if (strcmp(error, "NO_ERROR") == 0) {
    joining->state = JOINED;
    if (!is_rooted(it)) enter(it, &group, join->direction);
  } else {
    join->tied = false;
    joining->state = invites(join) ? FAILED : IDLE;
    if (!invites(join)) it->tie = NULL;
  }
  tell(it, FD_CONNECT, "FD_CONNECT", error);
  tell_of_data(it);
}

static void request_arrives(struct join *join) {
  if (join->over) return;
  if (!is_rooted(join->initiator)) {
    conclude(join, same(&join->target, &session) ? "NO_ERROR" : "WSAEADDRNOTAVAIL");
    return;
  }
  struct socket *peer = bound_to(&join->target);
  if (peer == NULL || !peer->listens || peer->entry != join->initiator->entry ||
      is_root(peer) == is_root(join->initiator)) {
    conclude(join, "WSAECONNREFUSED");
    return;
  }
  join->listening = peer;
  join->waits = true;
  tell_of_requests(peer);
}

/* One end lets go, of the other end or of its request: the other end is told. */
static void part(struct join *join, struct socket *by) {
  struct socket *other = by == join->link ? join->leaf : join->link;
  if (!join->over && by == (invites(join) ? join->link : join->leaf)) {
    join->over = true;
    join->waits = false;
    join->initiator->outstanding = NULL;
  }
  join->tied = false;
  if (join->leaf != NULL) join->leaf->member = false;
  if (other != NULL) post((struct event){.what = END, .to = other});
}

static bool step(void) {
  struct event *event = under_way;
  if (event == NULL) return false;
  under_way = event->next;
  switch (event->what) {
    case REQUEST: request_arrives(event->join); break;
    case OUTCOME: conclude(event->join, event->error); break;
    case END: end(event->to); break;
    case DATA:
      if (!event->to->open || event->to->state == ENDED) break;
      APPEND(message, event->to->inbox, event->message);
      tell_of_data(event->to);
      break;
  }
  return true;
}

static void settle(void) {
  while (step()) continue;
}

/* Verbs */

static const char *verb_socket(struct jl_call *call) {
  long long entry = jl_integer(call, "entry");
  unsigned flags = (unsigned)jl_integer(call, "flags") & (C_ROOT | C_LEAF | D_ROOT | D_LEAF);
  unsigned control = flags & (C_ROOT | C_LEAF), data = flags & (D_ROOT | D_LEAF);
  if (entry < 1 || entry >= ENTRIES) return "WSAEPROTONOSUPPORT";
  if ((control != C_ROOT && control != C_LEAF) || (data != D_ROOT && data != D_LEAF)) return "WSAEINVAL";
  if (control == C_ROOT && (planes[entry] & CONTROL_PLANE) == 0) return "WSAEINVAL";
  if (data == D_ROOT && (planes[entry] & DATA_PLANE) == 0) return "WSAEINVAL";
  struct socket *made = make(jl_node(call), entry, flags);
  if (control == C_ROOT) enter(made, made, JL_BOTH);
  jl_give_integer(call, "socket", made->number);
  return NULL;
}

static const char *verb_bind(struct jl_call *call) {
  struct socket *it = subject(call);
  struct jl_address name, at = home(jl_node(call));
  bool given = jl_address(call, "name", &name);
  if (it == NULL) return "WSAENOTSOCK";
  if (!given) return "WSAEFAULT";
  if (name.family != AF_INET) return "WSAEAFNOSUPPORT";
  if (strcmp(name.host, at.host) != 0) return "WSAEADDRNOTAVAIL";
  if (it->named) return "WSAEINVAL";
  if (name.port != 0 && bound_to(&name) != NULL) return "WSAEADDRINUSE";
  give_name(it, name.port);
  return NULL;
}

static const char *verb_get_sock_name(struct jl_call *call) {
  const struct socket *it = subject(call);
  if (it == NULL) return "WSAENOTSOCK";
  if (!it->named) return "WSAEINVAL";
  jl_give_address(call, "name", &it->name);
  return NULL;
}

static const char *verb_listen(struct jl_call *call) {
  struct socket *it = subject(call);
  if (it == NULL) return "WSAENOTSOCK";
  if (!is_rooted(it)) return "WSAEOPNOTSUPP";
  if (it->state == JOINED) return "WSAEISCONN";
  if (it->state != IDLE || !it->named) return "WSAEINVAL";
  it->listens = true;
  return NULL;
}

static const char *verb_join_leaf(struct jl_call *call) {
  struct socket *it = subject(call);
  struct jl_address name;
  bool given = jl_address(call, "name", &name);
  long long flags = jl_integer(call, "flags");
  if (it == NULL) return "WSAENOTSOCK";
  if (!given) return "WSAEFAULT";
  if (name.family != AF_INET) return "WSAEAFNOSUPPORT";
  if (name.port == 0 || name.host[0] == '\0' || strcmp(name.host, "0.0.0.0") == 0) return "WSAEADDRNOTAVAIL";
  if (is_link(it) && it->state != JOINED) return "WSAEINVAL";
  if (it->outstanding != NULL) return "WSAEALREADY";
  if (it->state == JOINED || it->state == ENDED) return "WSAEISCONN";
  if (!is_root(it) && it->listens) return "WSAEOPNOTSUPP";
  if (jl_argument(call, "callerData") != NULL && jl_text(call, "callerData").length > 0) return "WSAEPROTONOSUPPORT";

  struct join *join = allocate(sizeof *join);
  struct socket *joining = it;
  join->initiator = it;
  join->target = name;
  join->direction = flags;
  if (!it->named) give_name(it, 0);
  if (is_root(it)) {
    joining = join->link = make_from(it);
    join->tied = true;
  } else {
    join->leaf = it;
  }
  it->outstanding = join;
  joining->state = PENDING;
  if (is_rooted(it)) joining->tie = join;
  APPEND(join, joins, join);
  post((struct event){.what = REQUEST, .join = join});
  jl_give_integer(call, "socket", joining->number);
  return NULL;
}

static const char *verb_accept(struct jl_call *call) {
  struct socket *it = subject(call);
  if (it == NULL) return "WSAENOTSOCK";
  if (!it->listens) return "WSAEINVAL";
  struct join *join = first_request(it);
  it->told_of_request = false;
  if (join == NULL) return "WSAEWOULDBLOCK";
  join->waits = false;
  tell_of_requests(it);
  struct socket *made = make_from(it);
  made->state = JOINED;
  made->tie = join;
  if (invites(join)) {
    join->leaf = made;
    enter(made, session_of(join), JL_BOTH);
  } else {
    join->link = made;
    join->tied = true;
    enter(join->leaf, session_of(join), join->direction);
  }
  post((struct event){.what = OUTCOME, .join = join, .error = "NO_ERROR"});
  jl_give_integer(call, "socket", made->number);
  jl_give_address(call, "peer", &join->initiator->name);
  return NULL;
}

static const char *verb_event_select(struct jl_call *call) {
  struct socket *it = subject(call);
  unsigned mask = (unsigned)jl_integer(call, "events");
  if (it == NULL) return "WSAENOTSOCK";
  it->mask = mask;
  it->told_of_request = it->told_of_data = false;
  tell_of_requests(it);
  tell_of_data(it);
  return NULL;
}

/* Why a socket has no part in session data; NULL if it has. */
static const char *no_member(const struct socket *it) {
  if (it == NULL) return "WSAENOTSOCK";
  if (it->state != JOINED && it->state != ENDED && !(is_root(it) && it->state == IDLE)) return "WSAENOTCONN";
  return is_link(it) ? "WSAEOPNOTSUPP" : NULL;
}

static bool carries(const struct socket *from, const struct socket *to) {
  if (!to->member || to->session != from->session || to == from || to->direction == JL_SENDER_ONLY) return false;
  return (planes[from->entry] & DATA_PLANE) == 0 || (from->flags & D_ROOT) != (to->flags & D_ROOT);
}

static const char *verb_send(struct jl_call *call) {
  const struct socket *it = subject(call);
  struct json_text data = jl_text(call, "data");
  const char *error = no_member(it);
  if (error != NULL) return error;
  if (it->state == ENDED) return "WSAECONNRESET";
  if (it->direction == JL_RECEIVER_ONLY) return "WSAEOPNOTSUPP";
  for (struct socket *to = sockets; to != NULL; to = to->next) {
    if (!carries(it, to)) continue;
    struct message *message = allocate(sizeof *message + data.length);
    message->text = (struct json_text){(char *)(message + 1), data.length};
    memcpy(message + 1, data.bytes, data.length);
    post((struct event){.what = DATA, .to = to, .message = message});
  }
  return NULL;
}

static const char *verb_recv(struct jl_call *call) {
  struct socket *it = subject(call);
  const char *error = no_member(it);
  if (error != NULL) return error;
  if (it->inbox == NULL) return it->state == ENDED ? "WSAECONNRESET" : "WSAEWOULDBLOCK";
  jl_give_text(call, "data", it->inbox->text);
  it->inbox = it->inbox->next;
  it->told_of_data = false;
  tell_of_data(it);
  return NULL;
}

/* The session ends with its root: each leaf is told, and the root's own link to it. */
static void end_session(const struct socket *root) {
  for (struct join *join = joins; join != NULL; join = join->next) {
    if (!join->tied || session_of(join) != root) continue;
    part(join, join->link);
    end(join->link);
  }
}

static const char *verb_close_socket(struct jl_call *call) {
  struct socket *it = subject(call);
  if (it == NULL) return "WSAENOTSOCK";
  it->open = it->listens = it->member = false;
  if (is_root(it)) end_session(it);
  else if (it->tie != NULL && (it->state == PENDING || it->state == JOINED)) part(it->tie, it);
  else if (it->outstanding != NULL) it->outstanding->over = true;
  for (struct join *join = joins; join != NULL; join = join->next) {
    if (!join->waits || join->listening != it) continue;
    join->waits = false;
    post((struct event){.what = OUTCOME, .join = join, .error = "WSAECONNRESET"});
  }
  return NULL;
}

/* Cases */

static void reset(const char *const *nodes, size_t count, long long seed) {
  /* Nothing happens by chance here, and a node's number says all that is needed of it. */
  (void)nodes, (void)count, (void)seed;
  latest_number = 0;
}

static void end_case(void) {
  while (blocks != NULL) {
    union block *block = blocks;
    blocks = block->next;
    free(block);
  }
  sockets = NULL;
  joins = NULL;
  under_way = NULL;
}

static const struct jl_verb verbs[] = {
    {"socket", verb_socket},
    {"bind", verb_bind},
    {"getSockName", verb_get_sock_name},
    {"listen", verb_listen},
    {"joinLeaf", verb_join_leaf},
    {"accept", verb_accept},
    {"eventSelect", verb_event_select},
    {"send", verb_send},
    {"recv", verb_recv},
    {"closeSocket", verb_close_socket},
    {NULL, NULL},
};

const struct jl_provider tiny_provider = {
    .name = "tiny (C)",
    .version = "1.0.0",
    .capabilities = capabilities,
    .verbs = verbs,
    .reset = reset,
    .close = end_case,
    .home = home,
    .settle = settle,
    .step = step,
    .session = &session,
};
