/* The protocol entries, and what a provider is taken to claim by them. */
#include "bridge.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct catalogue catalogue;

const char *const feature_names[] = {"caller-data", "condition", "backlog",      "shutdown", "plain-sockets",
                                     "loopback",    "scope",     "ip-multicast", NULL};

static bool supports(const WSAPROTOCOL_INFOW *entry, DWORD bit) {
  return (entry->dwServiceFlags1 & XP1_SUPPORT_MULTIPOINT) != 0 && (entry->dwServiceFlags1 & bit) != 0;
}

static bool is_multipoint(const WSAPROTOCOL_INFOW *entry) {
  return supports(entry, XP1_SUPPORT_MULTIPOINT);
}

static const char *base_name(const char *path) {
  const char *name = path;
  for (const char *c = path; *c != '\0'; c++)
    if (*c == '\\' || *c == '/') name = c + 1;
  return name;
}

/* Whether an installed entry is that of the DLL which is driven. */
static bool is_of_dll(WSAPROTOCOL_INFOW *entry) {
  WCHAR wide[MAX_PATH], path[MAX_PATH];
  char narrow[MAX_PATH];
  int room = MAX_PATH, error;
  if (WSCGetProviderPath(&entry->ProviderId, wide, &room, &error) != 0) return false;
  if (ExpandEnvironmentStringsW(wide, path, MAX_PATH) == 0) return false;
  if (WideCharToMultiByte(CP_ACP, 0, path, -1, narrow, sizeof narrow, NULL, NULL) == 0) return false;
  return _stricmp(base_name(narrow), base_name(options.dll)) == 0;
}

static void add_entry(const WSAPROTOCOL_INFOW *entry) {
  bool wanted = options.only_count == 0;
  for (size_t i = 0; i < options.only_count; i++) wanted = wanted || options.only[i] == entry->dwCatalogEntryId;
  if (wanted && catalogue.count < MOST_ENTRIES) catalogue.entries[catalogue.count++] = *entry;
}

static void read_installed(void) {
  DWORD size = 0;
  int error = NO_ERROR;
  WSCEnumProtocols(NULL, NULL, &size, &error);
  WSAPROTOCOL_INFOW *all = json_allocate(NULL, size + sizeof *all);
  int count = options.dll == NULL ? WSAEnumProtocolsW(NULL, all, &size) : WSCEnumProtocols(NULL, all, &size, &error);
  if (count == SOCKET_ERROR) give_up(3, "the protocol catalogue cannot be read: Winsock error %d",
                                     options.dll == NULL ? WSAGetLastError() : error);
  for (int i = 0; i < count; i++)
    if (options.dll == NULL || is_of_dll(&all[i])) add_entry(&all[i]);
  free(all);
}

static int number_in(const struct json *object, const char *key, long long otherwise) {
  long long number = otherwise;
  const struct json *value = json_get(object, key);
  if (value != NULL && (!json_integer(value, &number) || number < INT_MIN || number > INT_MAX))
    give_up(2, "%s: %s has to be a whole number", options.entries, key);
  return (int)number;
}

/* Entries as the installer of a provider would put them into the catalogue. */
static void read_file(void) {
  enum { MOST = 1 << 16 };
  static char text[MOST + 1];
  FILE *file = fopen(options.entries, "rb");
  if (file == NULL) give_up(2, "%s: %s", options.entries, strerror(errno));
  size_t length = fread(text, 1, MOST, file);
  fclose(file);
  text[length] = '\0';
  struct json *list = json_read(text, length);
  if (list == NULL || list->type != JSON_ARRAY) give_up(2, "%s: not a list of protocol entries, in JSON", options.entries);
  for (const struct json *one = list->first; one != NULL; one = one->next) {
    WSAPROTOCOL_INFOW entry = {0};
    const struct json *name = json_get(one, "name");
    entry.dwCatalogEntryId = (DWORD)number_in(one, "id", 0);
    entry.dwServiceFlags1 = (DWORD)number_in(one, "serviceFlags", 0);
    entry.iAddressFamily = number_in(one, "addressFamily", AF_INET);
    entry.iSocketType = number_in(one, "socketType", SOCK_SEQPACKET);
    entry.iProtocol = number_in(one, "protocol", 0);
    entry.iMinSockAddr = entry.iMaxSockAddr = number_in(one, "sockAddr", sizeof(struct sockaddr_in));
    entry.ProtocolChain.ChainLen = BASE_PROTOCOL;
    entry.iVersion = 2;
    entry.dwProviderFlags = PFL_MATCHES_PROTOCOL_ZERO;
    if (entry.dwCatalogEntryId == 0) give_up(2, "%s: each entry needs an id above 0", options.entries);
    if (name != NULL && name->type == JSON_STRING)
      MultiByteToWideChar(CP_UTF8, 0, name->text.bytes, -1, entry.szProtocol, WSAPROTOCOL_LEN);
    add_entry(&entry);
  }
  free(list);
}

/* What an entry says beyond its planes. UDP over IP is IP multicast, whose ioctls and plain sockets are known. */
static unsigned features_of(const WSAPROTOCOL_INFOW *entry) {
  bool ip = entry->iAddressFamily == AF_INET || entry->iAddressFamily == AF_INET6;
  unsigned features = 0;
  if (!is_multipoint(entry)) return 0;
  if ((entry->dwServiceFlags1 & XP1_CONNECT_DATA) != 0) features |= CALLER_DATA;
  if (ip && entry->iProtocol == IPPROTO_UDP) features |= IP_MULTICAST | LOOPBACK | SCOPE | PLAIN_SOCKETS;
  return features;
}

void read_catalogue(void) {
  if (options.entries != NULL) read_file();
  else read_installed();
  if (catalogue.count == 0) {
    if (options.only_count > 0) give_up(2, "there is no such protocol entry");
    give_up(3, "the catalogue has no protocol entry of %s: name a file of them with --entries", options.dll);
  }
  for (size_t i = 0; i < catalogue.count; i++) catalogue.features |= features_of(&catalogue.entries[i]);
  catalogue.features = (catalogue.features | options.claimed) & ~options.disclaimed;
}

WSAPROTOCOL_INFOW *entry_of(long long id) {
  for (size_t i = 0; i < catalogue.count; i++)
    if (catalogue.entries[i].dwCatalogEntryId == id) return &catalogue.entries[i];
  return NULL;
}

static void add_word(struct json_out *out, bool applies, const char *word) {
  if (!applies) return;
  if (out->bytes[out->length - 1] != '[') json_add(out, ",");
  json_add_string(out, (struct json_text){word, strlen(word)});
}

char *capabilities(void) {
  struct json_out out = {0};
  bool rooted = false, nonrooted = false, rooted_data = false, nonrooted_data = false;
  for (size_t i = 0; i < catalogue.count; i++) {
    const WSAPROTOCOL_INFOW *entry = &catalogue.entries[i];
    if (!is_multipoint(entry)) continue;
    *(supports(entry, XP1_MULTIPOINT_CONTROL_PLANE) ? &rooted : &nonrooted) = true;
    *(supports(entry, XP1_MULTIPOINT_DATA_PLANE) ? &rooted_data : &nonrooted_data) = true;
  }
  json_add(&out, "{\"schemes\":[");
  add_word(&out, rooted && options.invite, "invite");
  add_word(&out, rooted && options.admit, "admit");
  add_word(&out, nonrooted, "nonrooted");
  json_add(&out, "],\"dataPlanes\":[");
  add_word(&out, rooted_data, "rooted-data");
  add_word(&out, nonrooted_data, "nonrooted-data");
  json_add(&out, "],\"features\":[");
  for (size_t i = 0; feature_names[i] != NULL; i++)
    add_word(&out, (catalogue.features & 1u << i) != 0, feature_names[i]);
  json_add(&out, "],\"entries\":[");
  for (size_t i = 0; i < catalogue.count; i++) {
    const WSAPROTOCOL_INFOW *entry = &catalogue.entries[i];
    char name[3 * WSAPROTOCOL_LEN + 1] = "";
    WideCharToMultiByte(CP_UTF8, 0, entry->szProtocol, -1, name, sizeof name, NULL, NULL);
    json_add(&out, i == 0 ? "{\"id\":" : ",{\"id\":");
    json_add_integer(&out, entry->dwCatalogEntryId);
    json_add(&out, ",\"name\":");
    json_add_string(&out, (struct json_text){name, strlen(name) > 256 ? 256 : strlen(name)});
    json_add(&out, ",\"serviceFlags\":");
    json_add_integer(&out, entry->dwServiceFlags1);
    json_add(&out, ",\"addressFamily\":");
    json_add_integer(&out, entry->iAddressFamily);
    json_add(&out, "}");
  }
  json_add(&out, "]}");
  return out.bytes;
}
