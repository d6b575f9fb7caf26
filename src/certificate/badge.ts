import type { Report } from '../report/index.js';

/** What the endpoint of a shields.io badge answers. */
export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: string;
  readonly isError?: true;
}

const LOOKS = {
  conformant: { color: 'brightgreen' },
  nonconformant: { color: 'red', isError: true },
  inconclusive: { color: 'lightgrey', isError: true },
} as const;

/** The badge for a run. One that was asked about less than everything says so. */
export function badgeOf({ verdict, level, filter, part }: Report): Badge {
  const less = filter === undefined && part === undefined ? '' : ', in part';
  return { schemaVersion: 1, label: 'WSPJoinLeaf', message: `${verdict} (${level}${less})`, ...LOOKS[verdict] };
}

/** A badge as a picture. What draws it is loaded only then: all other commands start the sooner for it. */
export async function badgeSvg({ label, message, color }: Badge): Promise<string> {
  const { makeBadge } = await import('badge-maker');
  return `${makeBadge({ label, message, color })}\n`;
}
