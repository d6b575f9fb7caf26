/* joinleaf-winsock: speaks joinleaf's adapter protocol in front of ws2_32, or of one service provider's DLL. */
#include "bridge.h"

#include <fcntl.h>
#include <io.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WRONG_USE = 2, CANNOT_BEGIN = 3 };

struct options options = {.invite = true, .admit = true};

static const char help[] =
    "usage: joinleaf-winsock --api | --spi <dll> [options]\n"
    "\n"
    "Speaks joinleaf's adapter protocol, to be certified as\n"
    "  joinleaf certify --provider \"exec:joinleaf-winsock.exe --spi mswsock.dll\"\n"
    "\n"
    "  --api                what applications see: ws2_32, with whatever is installed\n"
    "  --spi <dll>          one service provider, by its own WSPStartup\n"
    "  --entries <file>     protocol entries of a provider that is not installed, in JSON\n"
    "  --entry <id>         only this entry of the catalogue; may be repeated\n"
    "  --schemes <list>     ways into a rooted session: invite, admit or both (invite,admit)\n"
    "  --claim <feature>    what the entries cannot say: condition, backlog, shutdown, ...; may be repeated\n"
    "  --disclaim <feature> not to be claimed, whatever the entries say; may be repeated\n"
    "  --address <host>     where every node's sockets are bound\n"
    "  --interface <host>   the local address that IP multicast goes through\n"
    "  --session <address>  a nonrooted session that can be joined, as host:port\n"
    "  --settles            the provider has done all that it has to when its calls return: nothing is judged by time\n"
    "  --facts              prints what can be learnt without the kit, as JSON, and ends\n"
    "  --help               prints this\n";

void give_up(int status, const char *format, ...) {
  va_list rest;
  va_start(rest, format);
  fputs("joinleaf-winsock: ", stderr);
  vfprintf(stderr, format, rest);
  fputc('\n', stderr);
  va_end(rest);
  exit(status);
}

const char *system_name(void) {
  static char name[64];
  HMODULE ntdll = GetModuleHandleA("ntdll.dll");
  const char *(*wine)(void) = (const char *(*)(void))(void *)GetProcAddress(ntdll, "wine_get_version");
  LONG(WINAPI * version)(OSVERSIONINFOW *) = (LONG(WINAPI *)(OSVERSIONINFOW *))(void *)GetProcAddress(ntdll, "RtlGetVersion");
  OSVERSIONINFOW it = {.dwOSVersionInfoSize = sizeof it};
  if (wine != NULL) snprintf(name, sizeof name, "Wine %s", wine());
  else if (version != NULL && version(&it) == 0)
    snprintf(name, sizeof name, "Windows %lu.%lu.%lu", it.dwMajorVersion, it.dwMinorVersion, it.dwBuildNumber);
  else return "Windows";
  return name;
}

/* The command line */

static unsigned feature_bit(const char *name) {
  for (size_t i = 0; feature_names[i] != NULL; i++)
    if (strcmp(feature_names[i], name) == 0) return 1u << i;
  give_up(WRONG_USE, "the bridge knows no feature '%s'", name);
  return 0;
}

static const char *address_text(const char *option, const char *text) {
  struct jl_address ignored;
  if (!read_address(text, &ignored)) give_up(WRONG_USE, "%s: '%s' is no address", option, text);
  return text;
}

static unsigned entry_id(const char *text) {
  char *end;
  unsigned long id = strtoul(text, &end, 10);
  if (*text == '\0' || *end != '\0') give_up(WRONG_USE, "--entry: '%s' is no number", text);
  if (options.only_count == MOST_ENTRIES) give_up(WRONG_USE, "--entry: at most %d", MOST_ENTRIES);
  return (unsigned)id;
}

static void choose_schemes(const char *list) {
  options.invite = strcmp(list, "invite") == 0;
  options.admit = strcmp(list, "admit") == 0;
  if (strcmp(list, "invite,admit") == 0) options.invite = options.admit = true;
  if (!options.invite && !options.admit) give_up(WRONG_USE, "--schemes: '%s' is none of invite, admit, invite,admit", list);
}

static void read_options(int count, char **words) {
  bool api = false;
  for (int i = 1; i < count; i++) {
    const char *word = words[i];
    bool last = i + 1 == count;
    if (strcmp(word, "--help") == 0) {
      fputs(help, stdout);
      exit(EXIT_SUCCESS);
    }
    if (strcmp(word, "--api") == 0) api = true;
    else if (strcmp(word, "--settles") == 0) options.settles = true;
    else if (strcmp(word, "--facts") == 0) options.facts = true;
    else if (strncmp(word, "--", 2) != 0) give_up(WRONG_USE, "unexpected argument '%s'; try --help", word);
    else if (last) give_up(WRONG_USE, "unknown option, or one without its value: %s; try --help", word);
    else if (strcmp(word, "--spi") == 0) options.dll = words[++i];
    else if (strcmp(word, "--entries") == 0) options.entries = words[++i];
    else if (strcmp(word, "--entry") == 0) options.only[options.only_count++] = entry_id(words[++i]);
    else if (strcmp(word, "--schemes") == 0) choose_schemes(words[++i]);
    else if (strcmp(word, "--claim") == 0) options.claimed |= feature_bit(words[++i]);
    else if (strcmp(word, "--disclaim") == 0) options.disclaimed |= feature_bit(words[++i]);
    else if (strcmp(word, "--address") == 0) options.address = address_text(word, words[++i]);
    else if (strcmp(word, "--interface") == 0) options.via = address_text(word, words[++i]);
    else if (strcmp(word, "--session") == 0) options.session = address_text(word, words[++i]);
    else give_up(WRONG_USE, "unknown option %s; try --help", word);
  }
  if (api == (options.dll != NULL)) give_up(WRONG_USE, "either --api or --spi <dll> is needed; try --help");
  if (api && options.entries != NULL) give_up(WRONG_USE, "--entries goes with --spi: ws2_32 has a catalogue");
}

/* Cases */

enum { SESSION_PORT = 5004, MOST_NODES = 1000 };

static struct jl_address session;
static bool is_member[MOST_NODES];

/* Whether the IP multicast that is offered is that of IPv6: the kit takes the first entry that fits. */
static bool is_six(void) {
  for (size_t i = 0; i < catalogue.count; i++) {
    const WSAPROTOCOL_INFOW *entry = &catalogue.entries[i];
    if ((entry->dwServiceFlags1 & XP1_SUPPORT_MULTIPOINT) != 0 && entry->iProtocol == IPPROTO_UDP)
      return entry->iAddressFamily == AF_INET6;
  }
  return false;
}

/* Each case has an IP multicast group of its own, of those for local use, so that nothing of another is heard. */
static void reset(const char *const *nodes, size_t count, long long seed) {
  for (size_t i = 0; i < count && i < MOST_NODES; i++) is_member[i] = strncmp(nodes[i], "member", 6) == 0;
  if (options.session != NULL) {
    read_address(options.session, &session);
    return;
  }
  unsigned long long number = (unsigned long long)seed;
  session = (struct jl_address){.family = is_six() ? AF_INET6 : AF_INET, .port = SESSION_PORT};
  if (is_six()) snprintf(session.host, sizeof session.host, "ff12::77:%x", (unsigned)number % 0xFFFF + 1);
  else snprintf(session.host, sizeof session.host, "239.%u.%u.%u", 192 + (unsigned)(number >> 16) % 60,
                (unsigned)(number >> 8) % 256, (unsigned)number % 254 + 1);
}

/*
 * Members of an IP multicast session are bound to its port on all addresses: not every system delivers what goes to a
 * group to a socket that is bound to one of its own addresses. Other nodes have loopback addresses of their own.
 */
static struct jl_address home(size_t node) {
  struct jl_address address = {.family = AF_INET};
  bool multicast = node < MOST_NODES && is_member[node] && (catalogue.features & IP_MULTICAST) != 0;
  if (options.address != NULL) read_address(options.address, &address);
  else if (multicast) read_address(is_six() ? "::" : "0.0.0.0", &address);
  else snprintf(address.host, sizeof address.host, "127.0.0.%u", (unsigned)(node % 250 + 1));
  if (multicast) address.port = session.port;
  return address;
}

static void end_case(void) {
  hold_events();
  for (struct handle *it = handles; it != NULL; it = it->next) {
    int error;
    if (!it->open) continue;
    it->open = false;
    now_calling = "WSPCloseSocket";
    wsp.lpWSPCloseSocket(it->socket, &error);
  }
  now_calling = NULL;
  forget_handles();
  release_events();
}

static void settle(void) {
  while (tell_events()) continue;
}

int main(int count, char **words) {
  static char name[300], version[100];
  WSADATA data;
  read_options(count, words);
  _setmode(_fileno(stdin), _O_BINARY);
  _setmode(_fileno(stdout), _O_BINARY);
  int error = WSAStartup(MAKEWORD(2, 2), &data);
  if (error != NO_ERROR) give_up(CANNOT_BEGIN, "Winsock cannot be started: error %d", error);
  report_crashes();
  read_catalogue();
  snprintf(version, sizeof version, "%s", system_name());
  if (options.dll == NULL) {
    drive_api();
    snprintf(name, sizeof name, "ws2_32");
  } else {
    const char *description = drive_spi(options.dll, &catalogue.entries[0]);
    snprintf(name, sizeof name, "%.190s", *description == '\0' ? options.dll : description);
  }
  watch_events();
  if (options.facts) return print_facts();
  const struct jl_provider provider = {
      .name = name,
      .version = version,
      .capabilities = capabilities(),
      .verbs = verbs,
      .reset = reset,
      .close = end_case,
      .home = home,
      .settle = options.settles ? settle : NULL,
      .session = &session,
  };
  fflush(stdout);
  /* No clean-up: a provider's threads may still run, and the system takes everything back. */
  ExitProcess((UINT)jl_serve(&provider));
}
