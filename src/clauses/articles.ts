import type { ArticleId } from './types.js';

/** Where a group of clauses comes from. */
export interface Article {
  readonly title: string;
  readonly url: string;
}

const OVERVIEWS = 'https://learn.microsoft.com/en-us/windows/win32/winsock';
const REFERENCE = 'https://learn.microsoft.com/en-us/windows/win32/api/ws2spi';

/** The articles behind the clauses, by the prefix of their ids. */
export const ARTICLES: Readonly<Record<ArticleId, Article>> = {
  JOIN: {
    title: 'SPI Semantics for Joining Multipoint Leaves',
    url: `${OVERVIEWS}/spi-semantics-for-joining-multipoint-leaves-2`,
  },
  USING: { title: 'Using WSPJoinLeaf', url: `${OVERVIEWS}/using-wspjoinleaf-2` },
  FLAGS: { title: 'Multipoint Socket Attributes', url: `${OVERVIEWS}/multipoint-socket-attributes-2` },
  INFO: {
    title: 'Multipoint Attributes in the WSAPROTOCOL_INFO Structure',
    url: `${OVERVIEWS}/multipoint-attributes-in-the-wsaprotocol-info-structure`,
  },
  TAXONOMY: { title: 'Multipoint Taxonomy and Glossary', url: `${OVERVIEWS}/multipoint-taxonomy-and-glossary-2` },
  DIFF: {
    title: 'Semantic Differences Between Multipoint Sockets and Regular Sockets in the SPI',
    url: `${OVERVIEWS}/semantic-differences-between-multipoint-sockets-and-regular-sockets-in-the-spi-2`,
  },
  ACCEPT: { title: 'WSPAccept', url: `${REFERENCE}/nc-ws2spi-lpwspaccept` },
  LISTEN: { title: 'WSPListen', url: `${REFERENCE}/nc-ws2spi-lpwsplisten` },
  EVENTS: { title: 'WSPEventSelect', url: `${REFERENCE}/nc-ws2spi-lpwspeventselect` },
  CLOSE: { title: 'WSPCloseSocket', url: `${REFERENCE}/nc-ws2spi-lpwspclosesocket` },
  LOOPBACK: { title: 'SIO_MULTIPOINT_LOOPBACK Ioctl', url: `${OVERVIEWS}/sio-multipoint-loopback-ioctl-2` },
  SCOPE: { title: 'SIO_MULTICAST_SCOPE Ioctl', url: `${OVERVIEWS}/sio-multicast-scope-ioctl-2` },
  IPMC: { title: 'IP Multicast', url: `${OVERVIEWS}/ip-multicast-2` },
};
