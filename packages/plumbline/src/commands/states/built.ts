import { buildBesideMigrations, replay } from '../../authoring/index.ts';
import type { MigrationFile } from '../../history/index.ts';
import { type Catalog, readUnsupported } from '../../objects/index.ts';
import type { LeftOut, Shadow } from '../../shadow/index.ts';
import type { Project } from '../project.ts';
import type { Source, State } from './state.ts';

/** The state that the shadow holds. */
export async function onShadow(
  shadow: Shadow,
  { kind, title }: Pick<State, 'kind' | 'title'>,
  { catalog, leftOut = [] }: { catalog?: Catalog; leftOut?: LeftOut[] } = {},
): Promise<State> {
  return {
    kind,
    title,
    leftOut,
    catalog: catalog ?? (await shadow.read()),
    unsupported: await readUnsupported(shadow),
  };
}

/** What the entities say. */
export function entitiesOf(project: Project): Source {
  const about = { kind: 'entities', title: 'the entities' } as const;
  return {
    ...about,
    async read(open) {
      const shadow = await open();
      return onShadow(shadow, about, {
        catalog: await buildBesideMigrations(shadow, project.orm.em, await project.files()),
      });
    },
  };
}

/** What the first migrations lead to. */
export function migrationsOf(files: readonly MigrationFile[], count: number): Source {
  const last = files[count - 1]?.name;
  const title = count === files.length ? 'the migrations' : `the migrations up to ${last ?? 'none'}`;
  const about = { kind: 'migrations', title } as const;
  return {
    ...about,
    isHead: count === files.length,
    async read(open) {
      const shadow = await open();
      await replay(shadow, files.slice(0, count));
      return onShadow(shadow, about);
    },
  };
}
