import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Node } from 'oxc-parser';
import { isOwnModule } from '../folder.ts';
import { type LocatedNode, Module } from './module.ts';
import { bareExpression } from './syntax.ts';

/** The files of a project: those that its configuration imports, and what they import. Packages are left out. */
export class Modules {
  readonly all: readonly Module[];
  readonly #byPath = new Map<string, Module>();

  /** @param entries paths of configuration files; one that is not there is left out */
  constructor(entries: readonly string[]) {
    const waiting = entries.map(path => resolve(path));
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      // the toolkit's own files say nothing about a schema
      if (this.#byPath.has(path) || isOwnModule(path) || !existsSync(path)) continue;
      const module = new Module(path);
      this.#byPath.set(path, module);
      for (const request of module.requests) {
        const imported = module.pathOf(request);
        if (imported !== undefined) waiting.push(imported);
      }
    }
    this.all = [...this.#byPath.values()];
  }

  /** What a name stands for, wherever it is declared: the expression behind `const NAME =`. */
  resolve({ module, node }: LocatedNode): LocatedNode {
    const bare = bareExpression(node);
    const declared = bare.type === 'Identifier' ? this.#declared(module, bare.name) : undefined;
    return declared ? this.resolve(declared) : { module, node: bare };
  }

  #declared(module: Module, name: string): LocatedNode | undefined {
    const node = declarationIn(module.program, name);
    if (node) return { module, node };
    const elsewhere = module.imports.get(name) ?? module.reexports.get(name);
    const other = elsewhere && this.#byPath.get(module.pathOf(elsewhere.from) ?? '');
    return other && this.#declared(other, elsewhere.name);
  }
}

/** The initial value of a variable that a file declares. */
function declarationIn(program: Node, name: string): Node | undefined {
  if (program.type !== 'Program') return undefined;
  for (const statement of program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    const found = declaration.declarations.find(({ id }) => id.type === 'Identifier' && id.name === name);
    if (found?.init) return found.init;
  }
  return undefined;
}
