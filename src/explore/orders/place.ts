/** What was done at one moment of an order: the so-manieth of so many things that could be done, as far as one knows. */
export interface Turn {
  readonly took: number;
  readonly of: number;
}

/** A place among all orders: by moment, what is done, or is to be tried first. */
export type Place = readonly Turn[];

/** The latest moment of an order at which something else can be done; -1 where it is the last order of all. */
export function latestOpen(place: Place): number {
  return place.findLastIndex(({ took, of }) => took + 1 < of);
}

/** About how much of everything lies before a place, from 0 to 1: as if whatever can be done led to equally many orders. */
export function shareBefore(place: Place): number {
  let share = 0;
  let part = 1;
  for (const { took, of } of place) {
    part /= of;
    share += took * part;
  }
  return share;
}
