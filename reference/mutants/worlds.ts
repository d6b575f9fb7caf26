/**
 * Of every mutant that only an ordering reveals, where `explore --depth standard` finds it soonest: in a small world, or on
 * the map of two leaves in that scheme. Whoever looks there need not drive the rest of that depth; how it is found is for
 * the exploration to say.
 */
export const WORLDS: Readonly<Record<string, string>> = {
  'stale-acceptance': 'invited-twice',
  'crowd-hears-early': 'busy-root',
  'crossed-acceptances': 'busy-root',
  'three-at-once': 'at-once',
  'already-kills-late': 'invite',
  'no-try-in-a-crowd': 'second-tries',
  'leaving-too-soon': 'withdrawals',
  'dropped-with-another': 'admit',
  'cancelled-too-late': 'invited-twice',
  'busy-root-cannot-invite': 'busy-root',
  'forgets-the-late': 'deferrals',
  'forgets-the-deferred': 'deferrals',
  'crowded-root-is-mute': 'crowd',
  'fourth-overtakes': 'crowd',
  'rejection-meets-another': 'second-tries',
  'rejected-in-a-crowd': 'rejections',
  'deferred-behind-two': 'deferrals',
  'wrong-one-withdrawn': 'withdrawals',
  'deferred-takes-two': 'deferrals',
  'fourth-request-lost': 'crowd',
  'rejection-ends-announcing': 'rejections',
  'crossing-closes': 'invite',
};
