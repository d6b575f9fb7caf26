/*
 * What can be learnt of a provider by asking it directly, one call after the other: what its entries claim, which sockets
 * it makes, and what it answers to WSPJoinLeaf and to that with which a nonrooted join is done otherwise.
 */
#include "bridge.h"

#include "winsock_errors.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* No error of Winsock's: what is found in its place has been put there by the call. */
enum { UNSET = 24301 };

static const char *const roles[] = {"c_root", "c_leaf", "d_root", "d_leaf"};

static void add_text(struct json_out *out, const char *key, const char *text) {
  json_add_string(out, (struct json_text){key, strlen(key)});
  json_add(out, ":");
  json_add_string(out, (struct json_text){text, strlen(text)});
}

static const char *outcome(bool failed, int error) {
  static char other[32];
  if (!failed) return "ok";
  if (error == UNSET) return "fails and sets no error";
  if (error_name(error) != NULL) return error_name(error);
  snprintf(other, sizeof other, "fails with %d", error);
  return other;
}

static SOCKET make(WSAPROTOCOL_INFOW *entry, DWORD flags, int *error) {
  return wsp.lpWSPSocket(FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, FROM_PROTOCOL_INFO, entry, 0,
                         flags | WSA_FLAG_OVERLAPPED, error);
}

static void drop(SOCKET s) {
  int error;
  if (s != INVALID_SOCKET) wsp.lpWSPCloseSocket(s, &error);
}

/* Each combination of the four multipoint flags, by the names of the roles. */
static void add_sockets(struct json_out *out, WSAPROTOCOL_INFOW *entry) {
  json_add(out, "\"sockets\":{");
  for (DWORD roles_asked = 0; roles_asked < 16; roles_asked++) {
    char name[64] = "";
    int error = UNSET;
    for (size_t i = 0; i < 4; i++)
      if ((roles_asked & 1u << i) != 0) strcat(strcat(name, *name == '\0' ? "" : "+"), roles[i]);
    SOCKET made = make(entry, roles_asked << 1, &error);
    if (roles_asked > 0) json_add(out, ",");
    add_text(out, *name == '\0' ? "plain" : name, outcome(made == INVALID_SOCKET, error));
    drop(made);
  }
  json_add(out, "}");
}

static void group_address(WSAPROTOCOL_INFOW *entry, struct jl_address *address, bool local) {
  bool six = entry->iAddressFamily == AF_INET6;
  read_address(six ? (local ? "[::]:5004" : "[ff12::77:1]:5004") : (local ? "0.0.0.0:5004" : "239.192.77.1:5004"), address);
}

/* WSPJoinLeaf on a bound socket. ws2_32's last error is set beforehand, to see whether the call sets it. */
static const char *join(WSAPROTOCOL_INFOW *entry, DWORD flags, bool null_name, DWORD join_flags) {
  struct jl_address address;
  SOCKADDR_STORAGE at, group;
  int error = UNSET;
  SOCKET s = make(entry, flags, &error);
  if (s == INVALID_SOCKET) return "no socket";
  group_address(entry, &address, true);
  int length = to_sockaddr(&address, &at);
  wsp.lpWSPBind(s, (struct sockaddr *)&at, length, &error);
  group_address(entry, &address, false);
  to_sockaddr(&address, &group);
  error = UNSET;
  SOCKET joined;
  const struct sockaddr *name = null_name ? NULL : (struct sockaddr *)&group;
  if (options.dll == NULL) {
    WSASetLastError(UNSET);
    joined = WSAJoinLeaf(s, name, length, NULL, NULL, NULL, NULL, join_flags);
    error = WSAGetLastError();
  } else {
    joined = wsp.lpWSPJoinLeaf(s, name, length, NULL, NULL, NULL, NULL, join_flags, &error);
  }
  const char *said = joined == s ? "ok, the same descriptor" : outcome(joined == INVALID_SOCKET, error);
  if (joined != s) drop(joined);
  drop(s);
  return said;
}

static void add_joins(struct json_out *out, WSAPROTOCOL_INFOW *entry) {
  const DWORD leaf = WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF;
  json_add(out, ",\"joinLeaf\":{");
  add_text(out, "c_leaf/d_leaf, a group", join(entry, leaf, false, JL_BOTH));
  json_add(out, ",");
  add_text(out, "c_leaf/d_leaf, a group, sender only", join(entry, leaf, false, JL_SENDER_ONLY));
  json_add(out, ",");
  add_text(out, "c_leaf/d_leaf, a null name", join(entry, leaf, true, JL_BOTH));
  json_add(out, ",");
  add_text(out, "plain socket, a group", join(entry, 0, false, JL_BOTH));
  json_add(out, "}");
}

static const char *membership(SOCKET s, int option, bool six) {
  struct ip_mreq four = {0};
  struct ipv6_mreq other = {0};
  struct jl_address via;
  int error = UNSET;
  if (options.via != NULL && read_address(options.via, &via)) inet_pton(AF_INET, via.host, &four.imr_interface);
  inet_pton(AF_INET, "239.192.77.1", &four.imr_multiaddr);
  inet_pton(AF_INET6, "ff12::77:1", &other.ipv6mr_multiaddr);
  int result = six ? wsp.lpWSPSetSockOpt(s, IPPROTO_IPV6, option, (const char *)&other, sizeof other, &error)
                   : wsp.lpWSPSetSockOpt(s, IPPROTO_IP, option, (const char *)&four, sizeof four, &error);
  return outcome(result != 0, error);
}

static const char *ioctl(SOCKET s, DWORD code) {
  int value = 1, error = UNSET;
  DWORD given;
  int result = wsp.lpWSPIoctl(s, code, &value, sizeof value, NULL, 0, &given, NULL, NULL, &caller_thread, &error);
  return outcome(result != 0, error);
}

static void add_datagrams(struct json_out *out, WSAPROTOCOL_INFOW *entry) {
  bool six = entry->iAddressFamily == AF_INET6;
  int error = UNSET, add = six ? IPV6_ADD_MEMBERSHIP : IP_ADD_MEMBERSHIP, leave = six ? IPV6_DROP_MEMBERSHIP : IP_DROP_MEMBERSHIP;
  SOCKET s = make(entry, WSA_FLAG_MULTIPOINT_C_LEAF | WSA_FLAG_MULTIPOINT_D_LEAF, &error);
  if (s == INVALID_SOCKET) return;
  json_add(out, ",\"membership\":{");
  add_text(out, "ADD_MEMBERSHIP", membership(s, add, six));
  json_add(out, ",");
  add_text(out, "ADD_MEMBERSHIP again", membership(s, add, six));
  json_add(out, ",");
  add_text(out, "DROP_MEMBERSHIP", membership(s, leave, six));
  json_add(out, ",");
  add_text(out, "DROP_MEMBERSHIP again", membership(s, leave, six));
  json_add(out, "},\"ioctl\":{");
  add_text(out, "SIO_MULTIPOINT_LOOPBACK", ioctl(s, SIO_MULTIPOINT_LOOPBACK));
  json_add(out, ",");
  add_text(out, "SIO_MULTICAST_SCOPE", ioctl(s, SIO_MULTICAST_SCOPE));
  json_add(out, "}");
  drop(s);
}

/* Which DLLs of the system's own have the entry point of a service provider. */
static void add_exports(struct json_out *out) {
  static const char *const dlls[] = {"ws2_32.dll", "mswsock.dll"};
  json_add(out, "\"WSPStartup\":{");
  for (size_t i = 0; i < sizeof dlls / sizeof *dlls; i++) {
    HMODULE module = LoadLibraryA(dlls[i]);
    if (i > 0) json_add(out, ",");
    add_text(out, dlls[i], module == NULL ? "no such DLL" : GetProcAddress(module, "WSPStartup") == NULL ? "not exported" : "exported");
  }
  json_add(out, "},");
}

int print_facts(void) {
  struct json_out out = {0};
  json_add(&out, "{");
  add_text(&out, "system", system_name());
  json_add(&out, ",");
  if (options.dll == NULL) add_exports(&out);
  json_add(&out, "\"capabilities\":");
  char *claimed = capabilities();
  json_add(&out, claimed);
  json_add(&out, ",\"entries\":[");
  for (size_t i = 0; i < catalogue.count; i++) {
    WSAPROTOCOL_INFOW *entry = &catalogue.entries[i];
    json_add(&out, i == 0 ? "{\"id\":" : ",{\"id\":");
    json_add_integer(&out, entry->dwCatalogEntryId);
    json_add(&out, ",");
    add_sockets(&out, entry);
    add_joins(&out, entry);
    if ((entry->dwServiceFlags1 & XP1_CONNECTIONLESS) != 0 &&
        (entry->iAddressFamily == AF_INET || entry->iAddressFamily == AF_INET6))
      add_datagrams(&out, entry);
    json_add(&out, "}");
  }
  json_add(&out, "]}\n");
  fputs(out.bytes, stdout);
  free(claimed);
  free(out.bytes);
  return EXIT_SUCCESS;
}
