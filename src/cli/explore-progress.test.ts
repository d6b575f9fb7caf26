import { describe, expect, it } from 'vitest';
import { exploreProgress } from './explore-progress.js';

function progressOn(interactive: boolean) {
  const written: string[] = [];
  const io = { out: () => undefined, err: (text: string) => void written.push(text), colour: false, interactive };
  return { progress: exploreProgress(io), written };
}

describe('the progress of an exploration', () => {
  it('says on a terminal that a map is drawn, and takes that back', () => {
    const { progress, written } = progressOn(true);
    progress.began('Every ordering');
    progress.done();
    expect(written).toEqual(['\r\u001B[2KEvery ordering: drawing the map, and planning', '\r\u001B[2K']);
  });

  it('says nothing of it elsewhere', () => {
    const { progress, written } = progressOn(false);
    progress.began('Every ordering');
    progress.done();
    expect(written).toEqual([]);
  });
});
