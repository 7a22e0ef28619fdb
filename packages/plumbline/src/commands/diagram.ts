import type { Options } from '@mikro-orm/core';
import { type Diagram, diagramOf, mermaid } from '../report/index.ts';
import { readSides, type Side, sideOf } from './compared.ts';
import { type Project, withProject } from './project.ts';
import { sourceOf } from './states/index.ts';

/** A diagram of a state. */
export interface Drawn extends Diagram {
  from: Side;
  /** What it was compared with; `null` where one schema is drawn. */
  to: Side | null;
  /** The same as a diagram of Mermaid. */
  mermaid: string;
}

/** Which state is drawn, and how. */
export interface DiagramRequest {
  /** A state, as `diff` takes it. */
  from: string;
  /** Another one: the diagram then shows both, with what changes between them. */
  to?: string | undefined;
}

/**
 * Draws the tables and foreign keys of a schema, or what changes between two. Nothing is changed.
 *
 * @example
 * const { mermaid } = await diagram(options, { from: 'entities' });
 */
export const diagram = (options: Partial<Options>, request: DiagramRequest): Promise<Drawn> =>
  withProject(options, project => drawn(project, request));

async function drawn(project: Project, { from, to }: DiagramRequest): Promise<Drawn> {
  if (to !== undefined) {
    const { states, ...sides } = await readSides(project, { from, to });
    const both = diagramOf(states[0].catalog, states[1].catalog);
    return { from: sides.from, to: sides.to, ...both, mermaid: mermaid(both) };
  }
  const source = await sourceOf(project, from);
  const state = await source.read(() => project.shadow());
  const one = diagramOf(state.catalog, state.catalog);
  return { from: sideOf(state), to: null, ...one, mermaid: mermaid(one) };
}
