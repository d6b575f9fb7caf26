/** How the contents of one object are brought back. */
type Back = () => void;

/**
 * Remembers everything that can be reached from an object, and gives what brings it back. Objects stay who they are, so
 * whoever holds one of them, a message under way for instance, finds it as it was.
 */
export function memento(root: object): Back {
  const met = new Set<object>();
  const backs: Back[] = [];
  const meet = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) met.add(value);
  };
  met.add(root);
  for (const it of met) {
    if (Object.isFrozen(it)) continue;
    if (Array.isArray(it)) {
      const kept = it.slice() as unknown[];
      for (const one of kept) meet(one);
      backs.push(() => {
        it.length = kept.length;
        for (let at = 0; at < kept.length; at += 1) it[at] = kept[at];
      });
    } else if (it instanceof Map) {
      const kept = [...it];
      for (const [key, value] of kept) {
        meet(key);
        meet(value);
      }
      backs.push(() => {
        it.clear();
        for (const [key, value] of kept) it.set(key, value);
      });
    } else if (it instanceof Set) {
      const kept = [...it];
      for (const one of kept) meet(one);
      backs.push(() => {
        it.clear();
        for (const one of kept) it.add(one);
      });
    } else {
      const kept = { ...it };
      for (const one of Object.values(kept)) meet(one);
      backs.push(() => {
        for (const key in it) if (!(key in kept)) Reflect.deleteProperty(it, key);
        Object.assign(it, kept);
      });
    }
  }
  return () => {
    for (const back of backs) back();
  };
}
