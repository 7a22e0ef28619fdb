import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Node } from 'oxc-parser';
import { sourceParser } from '../optional.ts';
import type { Location } from '../problem/index.ts';
import { positionAt } from '../sql/index.ts';

/** A node of a syntax tree, and the file that it stands in. */
export interface LocatedNode<N extends Node = Node> {
  module: Module;
  node: N;
}

/** A file of the project as its syntax tree. What cannot be parsed has an empty one. */
export class Module {
  readonly path: string;
  readonly program: Node;
  /** The files that it names in an import or export, as they are written there. */
  readonly requests: string[];
  /** For each name that it imports, the file it comes from and its name there; `default` for the default export. */
  readonly imports = new Map<string, { from: string; name: string }>();
  /** For each name that it hands on from another file, where it comes from. */
  readonly reexports = new Map<string, { from: string; name: string }>();
  readonly #text: string;

  constructor(path: string) {
    this.path = path;
    this.#text = readFileSync(path, 'utf8');
    const { program, module } = sourceParser().parseSync(path, this.#text);
    this.program = program;
    for (const { moduleRequest, entries } of module.staticImports) {
      for (const { importName, localName } of entries)
        this.imports.set(localName.value, { from: moduleRequest.value, name: importName.name ?? 'default' });
    }
    const exported = module.staticExports.flatMap(({ entries }) => entries);
    for (const { moduleRequest, importName, exportName } of exported) {
      if (moduleRequest && exportName.name !== null)
        this.reexports.set(exportName.name, { from: moduleRequest.value, name: importName.name ?? 'default' });
    }
    this.requests = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...exported.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
      ...module.dynamicImports.map(({ moduleRequest: { start, end } }) => this.#text.slice(start + 1, end - 1)),
    ];
  }

  /** The path of a file that this one names; nothing for a package. */
  pathOf(request: string): string | undefined {
    return request.startsWith('.') ? resolve(dirname(this.path), request) : undefined;
  }

  locationOf({ start }: Node): Location {
    return { file: this.path, ...positionAt(this.#text, start) };
  }
}

/** The nodes in a node, itself first, in the order of the text. */
export function* nodesIn(node: Node): Generator<Node> {
  yield node;
  for (const key of sourceParser().visitorKeys[node.type] ?? []) {
    const child = (node as Node & Record<string, Node | (Node | null)[] | null>)[key];
    for (const one of Array.isArray(child) ? child : [child]) if (one) yield* nodesIn(one);
  }
}
