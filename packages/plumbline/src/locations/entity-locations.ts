import type { EntityMetadata, EntityProperty, MetadataStorage } from '@mikro-orm/core';
import type { Difference } from '../compare/index.ts';
import { type CatalogObject, REGISTRY } from '../objects/index.ts';
import type { Location } from '../problem/index.ts';
import { ExtensionType } from '../types/index.ts';
import { type EntityNode, entityProperty, findEntity, type Part, partOf } from './entity.ts';
import { type LocatedNode, nodesIn } from './module.ts';
import { Modules } from './modules.ts';
import { subjectOfStatement } from './statement.ts';
import { type Subject, subjectOf } from './subject.ts';
import { argumentOf, elementsOf, listedIn, literalIn, propertyIn, textOf } from './syntax.ts';

/** What knows the entities: MikroORM, or one of its entity managers. */
export interface Described {
  getMetadata(): MetadataStorage;
}

/** An entity, in MikroORM's words and in the project's files. */
interface Known {
  meta: EntityMetadata;
  declared: EntityNode;
}

/**
 * Where the entities say what a database has: the line of a table, a column, an index. Found in the files' syntax trees
 * by the names that MikroORM's metadata has for both sides.
 */
export class EntityLocations {
  readonly #metadata: readonly EntityMetadata[];
  readonly #entries: readonly string[];
  readonly #known = new Map<string, EntityNode | undefined>();
  #modules: Modules | undefined;

  /** @param entries paths of the files that everything is imported from, seen from the working directory */
  constructor(orm: Described, entries: readonly string[]) {
    this.#metadata = [...orm.getMetadata().getAll().values()];
    this.#entries = entries;
  }

  /** What an object is said by; what says no longer that it is there, for one that went. */
  ofObject(object: CatalogObject): Location | undefined {
    return this.#locationOf(subjectOf(object));
  }

  /** What brings a difference: of an enum, the value that is new. */
  ofDifference(difference: Difference): Location | undefined {
    const { object, change } = difference;
    if (object.kind !== 'enum' || change !== 'alter') return this.ofObject(object);
    const before = difference.before.kind === 'enum' ? difference.before.facts.labels : [];
    const isNew = object.facts.labels.find(label => !before.includes(label));
    const values = this.#valuesOf(object.name);
    const element = values && elementsOf(values.node).find(one => isNew !== undefined && textOf(one) === isNew);
    return element ? values.module.locationOf(element) : this.ofObject(object);
  }

  /**
   * What makes MikroORM say a statement.
   *
   * @param position where PostgreSQL found something wrong with it, counted from 1
   */
  async ofStatement(sql: string, position?: number): Promise<Location | undefined> {
    const subject = await subjectOfStatement(sql, position);
    return subject && this.#locationOf(subject);
  }

  get #files(): Modules {
    this.#modules ??= new Modules(this.#entries);
    return this.#modules;
  }

  #locationOf(subject: Subject): Location | undefined {
    const declared = this.#nodeOf(subject);
    return declared?.module.locationOf(declared.node);
  }

  #nodeOf(subject: Subject): LocatedNode | undefined {
    const { by, option } = REGISTRY[subject.kind].declaration;
    if (by === 'values') return this.#valuesOf(subject.name) ?? this.#named(subject.name) ?? this.#option(option);
    if (by === 'name') return this.#named(subject.name) ?? this.#option(option);
    if (by === 'extension') return this.#ofExtension(subject.name);
    if (by === 'schema') return this.#ofSchema(subject.name);
    const entity = this.#entityOf(subject);
    if (!entity) return this.#pivotOf(subject) ?? this.#option(option);
    if (by === 'entity') return this.#whole(entity.declared);
    if (by === 'list') return this.#ofListed(entity, subject);
    return this.#ofColumns(entity, subject.columns) ?? this.#part(entity, ['properties']);
  }

  #entityOf({ table, schema }: Subject): Known | undefined {
    const named = this.#metadata.filter(({ tableName, virtual }) => !virtual && tableName === table);
    const meta = named.find(one => one.schema === schema) ?? named.find(one => !one.schema || !schema);
    const declared = meta && this.#find(meta);
    return declared && { meta, declared };
  }

  #find({ className, root }: EntityMetadata): EntityNode | undefined {
    if (!this.#known.has(className)) this.#known.set(className, findEntity(this.#files, className));
    const own = this.#known.get(className);
    return own ?? (root && root.className !== className ? this.#find(root) : undefined);
  }

  #whole({ module, node }: EntityNode): LocatedNode {
    if (node.type !== 'ObjectExpression') return { module, node: node.id ?? node };
    return { module, node: propertyIn(node, 'tableName') ?? propertyIn(node, 'name') ?? node };
  }

  #part({ declared }: Known, names: readonly string[]): LocatedNode {
    return names.map(name => partOf(this.#files, declared, name)?.key).find(found => found) ?? this.#whole(declared);
  }

  #ofColumns(entity: Known, columns: readonly string[]): LocatedNode | undefined {
    return this.#property(entity, propertyOf(entity.meta, columns[0]))?.key;
  }

  /** A property; of an embedded object, the property that it is embedded under. */
  #property({ meta, declared }: Known, prop: EntityProperty | undefined): Part | undefined {
    if (!prop) return undefined;
    const [owner] = prop.embedded ?? [];
    return owner
      ? this.#property({ meta, declared }, meta.properties[owner as never])
      : entityProperty(this.#files, declared, prop.name);
  }

  /** An index, a constraint: by its name where it has one, and otherwise by its columns. */
  #ofListed(entity: Known, { name, columns, lists }: Subject): LocatedNode {
    const { declared } = entity;
    const parts = lists.flatMap(list => partOf(this.#files, declared, list)?.value ?? []);
    const searched = declared.node.type === 'ObjectExpression' ? parts : [declared];
    const properties = columns.flatMap(column => propertyOf(entity.meta, column) ?? []);
    for (const { module, node } of [...searched, ...this.#said(entity, properties)]) {
      const named = name === '' ? undefined : literalIn(node, name);
      if (named) return { module, node: named };
    }
    for (const { module, node } of parts) {
      const same = elementsOf(node).find(one => sameNames(listedIn(one), properties));
      if (same) return { module, node: same };
    }
    return this.#ofColumns(entity, columns) ?? this.#part(entity, lists);
  }

  #said(entity: Known, properties: readonly EntityProperty[]): LocatedNode[] {
    return properties.flatMap(prop => this.#property(entity, prop)?.value ?? []);
  }

  /** The list of an enum's values. */
  #valuesOf(name: string): LocatedNode | undefined {
    for (const meta of this.#metadata) {
      const prop = meta.props.find(one => one.nativeEnumName === name);
      const declared = prop && this.#find(meta);
      const said = declared && this.#property({ meta, declared }, prop);
      if (!said) continue;
      const { module, node } = said.value;
      const values = argumentOf(node, 'enum') ?? (node.type === 'ObjectExpression' && propertyIn(node, 'items')?.value);
      return values ? this.#files.resolve({ module, node: values }) : said.key;
    }
    return undefined;
  }

  #ofExtension(name: string): LocatedNode | undefined {
    for (const meta of this.#metadata) {
      const prop = meta.props.find(
        ({ customType }) => customType instanceof ExtensionType && customType.extension === name,
      );
      const declared = prop && this.#find(meta);
      if (declared) return this.#property({ meta, declared }, prop)?.key;
    }
    return this.#option('entities');
  }

  #ofSchema(name: string): LocatedNode | undefined {
    const meta = this.#metadata.find(({ schema }) => schema === name);
    const declared = meta && this.#find(meta);
    return declared ? this.#part({ meta, declared }, ['schema']) : this.#option('entities');
  }

  /** The property that a table between two others comes from. */
  #pivotOf({ table }: Subject): LocatedNode | undefined {
    for (const meta of this.#metadata) {
      const prop = meta.props.find(({ pivotTable, owner }) => owner && table !== undefined && pivotTable === table);
      const declared = prop && this.#find(meta);
      if (declared) return this.#property({ meta, declared }, prop)?.key;
    }
    return undefined;
  }

  /** A name as a text anywhere in the project. */
  #named(name: string): LocatedNode | undefined {
    for (const module of this.#files.all) {
      const node = literalIn(module.program, name);
      if (node) return { module, node };
    }
    return undefined;
  }

  /** An option of the configuration, which is the first of the files. */
  #option(name: string): LocatedNode | undefined {
    for (const module of this.#files.all) {
      for (const node of nodesIn(module.program)) {
        const option = node.type === 'ObjectExpression' ? propertyIn(node, name) : undefined;
        if (option) return { module, node: option.key };
      }
    }
    return undefined;
  }
}

/** The property that a column belongs to. */
const propertyOf = ({ props }: EntityMetadata, column: string | undefined): EntityProperty | undefined =>
  props.find(({ fieldNames, persist }) => persist !== false && fieldNames?.includes(column ?? ''));

const sameNames = (names: readonly string[], properties: readonly EntityProperty[]): boolean =>
  names.length > 0 && names.join('\0') === properties.map(({ name }) => name).join('\0');
