import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headsOf, linearize, type MigrationFile } from '../../src/history/index.ts';
import { holds } from '../support/property.ts';

/** A migration's name by the second in which it was made. */
const at = (second: number): string => `Migration202601010000${String(second).padStart(2, '0')}_m`;
const file = (name: string, parent: string | null | undefined): MigrationFile =>
  ({ name, parent, path: undefined, checksum: '', limits: {} }) as unknown as MigrationFile;

/** The migrations as they are after the moves, in the order of their names. */
function moved(files: readonly MigrationFile[]): MigrationFile[] {
  const { moves } = linearize(files);
  return files
    .map(one => {
      const move = moves.find(({ file }) => file === one);
      return move ? file(move.name, move.parent) : one;
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

describe('heads put in one line', () => {
  test('the later one gets the earlier one as its parent, and keeps its name', () => {
    const files = [file(at(1), null), file(at(2), at(1)), file(at(3), at(1))];
    expect(linearize(files).moves).toEqual([{ file: files[2], name: at(3), parent: at(2) }]);
  });

  test('branches that grew at the same time: what comes before its new parent gets a later time', () => {
    const files = [file(at(1), null), file(at(2), at(1)), file(at(3), at(1)), file(at(4), at(2)), file(at(5), at(3))];
    const { order, moves } = linearize(files);
    expect(order).toEqual([0, 1, 3, 2, 4].map(i => files[i]));
    expect(moves).toEqual([
      { file: files[2], name: at(5), parent: at(4) },
      { file: files[4], name: at(6), parent: at(5) },
    ]);
  });

  test('one line stays as it is', () => {
    expect(linearize([file(at(1), null), file(at(2), at(1)), file(at(3), undefined)]).moves).toEqual([]);
  });

  test('a name without a time is not guessed', () => {
    const files = [file('A', null), file('B', 'A'), file('C', 'A'), file('D', 'B')];
    expect(() => linearize(files)).toThrow('B has to run after C, and its name comes before it');
  });

  test('whatever the branches, there is one head afterwards, and every migration once', async () => {
    const chains = fc
      .array(fc.nat(), { minLength: 1, maxLength: 12 })
      .map(picks => picks.map((pick, i) => file(at(i), i === 0 ? null : at(pick % i))));
    await holds(
      fc.property(chains, files => {
        const after = moved(files);
        expect(headsOf(after)).toHaveLength(1);
        expect(after.map(({ parent }) => parent)).toEqual([null, ...after.slice(0, -1).map(({ name }) => name)]);
        expect(new Set(after.map(({ name }) => name)).size).toBe(files.length);
        // a second time there is nothing to do
        expect(linearize(after).moves).toEqual([]);
      }),
    );
  });
});
