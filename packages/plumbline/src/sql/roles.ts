import { walk } from './expression.ts';
import { parse } from './parser.ts';

/** Every role that a parse tree names, wherever PostgreSQL's tree has one. */
export function rolesIn(tree: unknown): Set<string> {
  const roles = new Set<string>();
  const add = ({ roletype, rolename }: Record<string, unknown>): void => {
    if (roletype === 'ROLESPEC_CSTRING' && typeof rolename === 'string') roles.add(rolename);
  };
  // some trees have the role itself, and some a node of its kind
  walk(tree, (_, node) => add(node));
  return roles;
}

/** Every role that statements name, each once. */
export async function rolesNamed(statements: readonly string[]): Promise<string[]> {
  const all = new Set<string>();
  for (const sql of statements) for (const role of rolesIn(await parse(sql))) all.add(role);
  return [...all];
}
