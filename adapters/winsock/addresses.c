#include "bridge.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AF_IPX_ = 6 };

/* As in wsipx.h, which not every compiler brings. */
struct ipx_address {
  short family;
  unsigned char network_and_node[10];
  unsigned short socket;
};

/* Gives the length; an address whose host makes no sense for its family is that of no host. */
int to_sockaddr(const struct jl_address *from, SOCKADDR_STORAGE *to) {
  memset(to, 0, sizeof *to);
  to->ss_family = (short)from->family;
  if (from->family == AF_INET) {
    struct sockaddr_in *in = (struct sockaddr_in *)to;
    in->sin_port = htons((u_short)from->port);
    inet_pton(AF_INET, from->host, &in->sin_addr);
    return sizeof *in;
  }
  if (from->family == AF_INET6) {
    struct sockaddr_in6 *in = (struct sockaddr_in6 *)to;
    in->sin6_port = htons((u_short)from->port);
    inet_pton(AF_INET6, from->host, &in->sin6_addr);
    return sizeof *in;
  }
  if (from->family == AF_IPX_) {
    struct ipx_address *ipx = (struct ipx_address *)to;
    unsigned byte;
    for (size_t i = 0; i < sizeof ipx->network_and_node && sscanf(from->host + 2 * i, "%2x", &byte) == 1; i++)
      ipx->network_and_node[i] = (unsigned char)byte;
    ipx->socket = htons((u_short)from->port);
    return sizeof *ipx;
  }
  return sizeof(struct sockaddr_in);
}

bool from_sockaddr(const void *from, int length, struct jl_address *to) {
  const struct sockaddr *any = from;
  memset(to, 0, sizeof *to);
  if (any == NULL || length < (int)sizeof any->sa_family) return false;
  to->family = any->sa_family;
  if (any->sa_family == AF_INET && length >= (int)sizeof(struct sockaddr_in)) {
    const struct sockaddr_in *in = from;
    to->port = ntohs(in->sin_port);
    return inet_ntop(AF_INET, &in->sin_addr, to->host, sizeof to->host) != NULL;
  }
  if (any->sa_family == AF_INET6 && length >= (int)sizeof(struct sockaddr_in6)) {
    const struct sockaddr_in6 *in = from;
    to->port = ntohs(in->sin6_port);
    return inet_ntop(AF_INET6, &in->sin6_addr, to->host, sizeof to->host) != NULL;
  }
  if (any->sa_family == AF_IPX_ && length >= (int)sizeof(struct ipx_address)) {
    const struct ipx_address *ipx = from;
    for (size_t i = 0; i < sizeof ipx->network_and_node; i++)
      snprintf(to->host + 2 * i, 3, "%02x", ipx->network_and_node[i]);
    to->port = ntohs(ipx->socket);
    return true;
  }
  return false;
}

/* host, or host:port, or [host]:port */
bool read_address(const char *text, struct jl_address *to) {
  unsigned char ignored[16];
  char host[JL_HOST];
  const char *port = NULL;
  size_t length = strlen(text);
  if (text[0] == '[' && strchr(text, ']') != NULL) {
    text++;
    length = (size_t)(strchr(text, ']') - text);
    if (text[length + 1] == ':') port = text + length + 2;
  } else if (strchr(text, ':') != NULL && strchr(text, ':') == strrchr(text, ':')) {
    length = (size_t)(strchr(text, ':') - text);
    port = text + length + 1;
  }
  if (length >= sizeof host) return false;
  memcpy(host, text, length);
  host[length] = '\0';
  memset(to, 0, sizeof *to);
  to->family = inet_pton(AF_INET, host, ignored) == 1 ? AF_INET : inet_pton(AF_INET6, host, ignored) == 1 ? AF_INET6 : 0;
  memcpy(to->host, host, length + 1);
  if (port != NULL) {
    char *end;
    long number = strtol(port, &end, 10);
    if (*port == '\0' || *end != '\0' || number < 0 || number > 0xFFFF) return false;
    to->port = (int)number;
  }
  return to->family != 0;
}
