import type { Fact, ObjectId } from '../catalog/index.ts';
import type { Draft } from './draft.ts';
import type { Hazard } from './hazard.ts';
import type { Catalog, ColumnObject, EnumObject, FactName, Kind, Models, ObjectOf } from './model.ts';
import type { PlanningContext } from './planning-context.ts';
import type { Question } from './question.ts';
import type { Reader } from './reader.ts';
import type { Conversion, Fill } from './values.ts';

/** One fact in which two objects differ, with PostgreSQL's words on both sides. */
export interface FactDifference {
  fact: FactName;
  from: Fact;
  to: Fact;
}

/** What a kind may ask while it writes statements. */
export interface Context {
  from: Catalog;
  to: Catalog;
  /** The oldest version of PostgreSQL that the statements are for, as `server_version_num`. */
  version: number;
  /** Whether what is there already stays as it is: `create … if not exists`. */
  ifMissing: boolean;
  /**
   * Whether an existing table is in use and must not be held for long: indexes are built and rules are checked while
   * others use it, outside the transaction.
   */
  online(table: string): boolean;
  /** Whether no column of the table goes or changes its type, so that an index can be dropped concurrently, too. */
  quiet(table: string): boolean;
  /** The value for rows that have none: an SQL expression, from a decision. */
  fill(column: string): Fill | undefined;
  /** How a column's values become values of its new type. */
  conversion(from: ColumnObject, to: ColumnObject): Conversion;
  /** What a value that an enum loses becomes in the rows that hold it. */
  replacements(type: ObjectId | null): ReadonlyMap<string, string>;
  /** Whether the type of a column cannot be altered where it stands, and another one takes its place. */
  isMadeAnew(type: ObjectId | null): boolean;
  /** The expression that makes a value of such a type from one of the old. */
  convert(column: ColumnObject, before: ColumnObject): string | undefined;
  /**
   * Whether an enum grows where it stands, instead of being made anew, and whether its new values have to be committed
   * first, because the same change uses them.
   */
  growth(from: EnumObject, to: EnumObject): 'in place' | 'committed' | undefined;
}

/** The statements for one kind of object. */
export interface Statements<K extends Kind> {
  create(object: ObjectOf<K>, context: Context): Draft[];
  drop(object: ObjectOf<K>, context: Context): Draft[];
  /** The statements that turn one into the other, or `undefined` where it has to be dropped and made again. */
  alter(from: ObjectOf<K>, to: ObjectOf<K>, facts: readonly FactDifference[], context: Context): Draft[] | undefined;
}

/** One object before and after a change; one that comes has no `before`, one that goes no `after`. */
export interface Change<K extends Kind> {
  before: ObjectOf<K> | undefined;
  after: ObjectOf<K> | undefined;
}

/** How objects of a kind get another name. */
export interface RenameRule {
  /** Where the name stands: in a path behind the table or view, in a schema that it can be moved out of, or alone. */
  within: 'parent' | 'schema' | 'database';
  /** Whether the name is all that tells two of them apart, so that nobody has to be asked: no rows depend on it. */
  isObvious: boolean;
  statements(object: ObjectId, to: { schema: string; name: string }, defaultSchema: string): string[];
}

/** Conditions for a database that may have an object already, as queries that give a row. */
export interface Presence {
  /** It is there under a name. */
  there(object: ObjectId, name: string): string;
  /** Something has its name. */
  taken(object: ObjectId): string;
}

/** What is special about objects that are the type of columns. */
export interface ColumnType<K extends Kind> {
  /** Makes a type that takes the same for a value, under another name. */
  standIn(object: ObjectOf<K>, name: string): string;
  /**
   * Whether it cannot be altered where it stands, and another one takes its place with all columns that have it.
   *
   * @param mayGrow whether PostgreSQL lets values that come be used in the same transaction
   * @param isAnew whether the type is made anew that this one is over
   */
  isMadeAnew(before: ObjectOf<K>, after: ObjectOf<K>, mayGrow: boolean, isAnew: (type: ObjectId) => boolean): boolean;
  /** What statements call it: `domain`. */
  word: string;
  /** What makes a value of the new type from one of the old, where it is made anew and PostgreSQL does not by itself. */
  convert(column: ColumnObject, before: ColumnObject, context: Context): string | undefined;
}

/** Which part of an entity, or of the configuration, declares an object. */
export interface Declaration<K extends Kind> {
  /**
   * `entity`: an entity as a whole. `property`: that of its column. `list`: an element of one of the entity's lists.
   * `values`: the list of an enum's values. `extension`, `schema`: the first entity that asks for one. `name`: its name
   * as a text, anywhere.
   */
  by: 'entity' | 'property' | 'list' | 'values' | 'extension' | 'schema' | 'name';
  /** The option of the configuration that stands for it where nothing else does. */
  option: 'entities' | 'routines';
  /** The parts of an entity's description that may declare it, beside its properties: `indexes`. */
  lists(object: ObjectOf<K>): readonly string[];
  /** The bare names of the columns that it is about. */
  columns(object: ObjectOf<K>): readonly string[];
}

/** Everything that is known of a kind of object. What is not in here is known in its folder alone. */
export interface ObjectKind<K extends Kind> extends Statements<K> {
  /** The catalog query, and what its rows are. */
  read: Reader;
  /** What two objects are compared by and reported with, in the order in which it is told. */
  words(facts: Readonly<Models[K]['facts']>): Readonly<Record<keyof Models[K]['facts'], Fact>>;
  /** The name that no two objects of a schema can have, whatever they are: relations and types share theirs. */
  sharedName(object: ObjectOf<K>): string | undefined;
  /** Whether several of other arguments may have its name, so that a call may mean one or another. */
  isOverloaded: boolean;
  rename: RenameRule | null;
  /** What it goes with when that goes: its table, the column of a sequence, the table of a partition. */
  whole(object: ObjectOf<K>): ObjectId | null;
  /** What it needs though PostgreSQL's dependencies do not say so. */
  needs(object: ObjectOf<K>): (ObjectId | null)[];
  /** What has it in its own statement, if that is made in the same change. */
  madeWith(object: ObjectOf<K>, context: Context): ObjectId | null;
  /** Its place among what is made. */
  turn(object: ObjectOf<K>): 'with its table' | 'after all tables' | 'by kind';
  /** Whether it cannot stay while something that it needs goes, or else changes its type. */
  isRecreated(object: ObjectOf<K>, gone: boolean, context: Context): boolean;
  /** Whether what reads it does not notice the change. */
  keepsShape(before: ObjectOf<K>, after: ObjectOf<K>): boolean;
  /** What would be lost with it: rows, the values of a column. */
  holds: 'rows' | 'values' | 'nothing';
  /** Whether the default of a column may call it: a default can be set and dropped by itself. */
  isCalled: boolean;
  /** Whether it goes with any of the columns that it is over. */
  goesWithColumns: boolean;
  /** Whether an equal one of a partition would be taken for a part of one of the whole table. */
  takesEqual: boolean;
  /** Whether others in the same database may use it, so that it is never taken away. */
  isShared: boolean;
  /** Of what can be the type of a column. */
  columnType: ColumnType<K> | null;
  /** A query that gives something where rows of a table break it; nothing of what refuses no rows, or cannot be asked. */
  broken(object: ObjectOf<K>, table: string): string | undefined;
  /** What a change does to rows that are there, or what they do to it. */
  hazards(change: Change<K>, planning: PlanningContext): Promise<Hazard[]>;
  /** What only a person can say about a change, and has not said. */
  questions(change: Change<K>, planning: PlanningContext): Promise<Question[]>;
  /** How PostgreSQL keeps whose it is and who may use it, and by which name; `null` for what has no owner of its own. */
  rights: { as: 'relation' | 'routine' | 'type'; name(object: ObjectOf<K>): string } | null;
  presence: Presence | null;
  declaration: Declaration<K>;
  /** The option of MikroORM's schema generator that leaves all of them alone. */
  ignoredBy: 'ignoreTriggers' | 'ignoreRoutines' | 'ignorePolicies' | null;
}
