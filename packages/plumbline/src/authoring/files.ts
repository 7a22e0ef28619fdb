import type { Outline } from '../compare/index.ts';
import { type NewFile, nameOf, provenDigest } from '../history/index.ts';
import type { Step } from '../planner/index.ts';
import type { Proof } from '../proof/index.ts';
import { renderMigration } from './file.ts';
import { headerOf, lostOnTheWayBack } from './header.ts';

/** What a migration is called. */
interface Names {
  className: string;
  fileName: string;
}

interface Naming {
  /** The migration that the change is made on top of. */
  parent: string | null;
  /** What somebody calls the change. */
  name: string | undefined;
  naming(name: string | undefined, last: string | null): Names;
}

/** The files of a change, one for each stage, each made on top of the one before. */
export function filesOf(
  { outline, proof }: { outline: Outline; proof: Proof },
  { parent, name, naming }: Naming,
): NewFile[] {
  let last = parent;
  return proof.stages.map((stage, i) => {
    const own = i === 0 ? name : name && `${name}_${i + 1}`;
    const { className, fileName } = naming(own, last);
    const header = headerOf(own ?? className, outline, proof, i);
    const up = stage.up.map(({ step }) => step);
    const { transactional } = stage;
    const statements = { up: sqlOf(up), down: sqlOf(stage.down) };
    const text = renderMigration({
      className,
      parent: last,
      proven: provenDigest({ transactional, ...statements }),
      header,
      stage: { ...stage, up },
      downLoses: lostOnTheWayBack(stage),
    });
    const expected = { name: nameOf(fileName), className, parent: last, transactional, statements };
    last = expected.name;
    return { name: fileName, text, expected };
  });
}

const sqlOf = (steps: readonly Step[]): string[] => steps.map(({ sql }) => sql);
