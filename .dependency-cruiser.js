/**
 * Which room of the package may import which (docs/architecture.md draws it). A room imports from rooms below it, never
 * from one beside or above it; the package knows nothing of the platform, which uses it by its name.
 */
const LEVELS = [
  ['folder.ts'],
  ['problem', 'quantity.ts', 'sha256.ts', 'version.ts', 'webassembly.ts'],
  ['sql', 'optional.ts'],
  ['connection', 'types', 'settings.ts', 'variables.ts', 'typescript.ts'],
  ['catalog', 'schema'],
  ['objects'],
  ['compare', 'shadow'],
  ['adoption', 'locations', 'planner'],
  ['proof'],
  ['history', 'report'],
  ['runner', 'seeder'],
  ['authoring'],
  ['orm'],
  ['commands', 'setup'],
  ['watch'],
  ['cli'],
  ['adopt'],
  ['config.ts'],
  ['index.ts'],
];

/** Rooms that are entered by their index file alone; what is loaded only when it is needed may have a door of its own. */
const CLOSED = [
  ...[
    'adopt',
    'adoption',
    'catalog',
    'commands',
    'connection',
    'compare',
    'authoring',
    'history',
    'runner',
    'orm',
    'locations',
  ],
  ...['objects', 'planner', 'problem', 'proof', 'report', 'schema', 'seeder', 'setup', 'shadow', 'sql', 'watch'],
];

const PACKAGE = '^packages/plumbline/';
const ROOMS = `${PACKAGE}src/`;
const inRooms = rooms => `${ROOMS}(${rooms.map(room => room.replace('.', '[.]')).join('|')})(/|$)`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule('package-knows-no-platform', 'neither its sources nor its tests: .ci/run tests it without', PACKAGE, {
      path: ['^(src|test|scripts)/', '^mikro-orm[.]config'],
    }),
    rule('platform-uses-exports', 'the platform uses the package by its name', '^(src|scripts|mikro-orm[.]config)', {
      path: PACKAGE,
      pathNot: `${PACKAGE}(bin|dist)/`,
    }),
    {
      ...rule('one-parser', 'the parser is loaded when it is needed, and in a way that takes little memory', ROOMS, {
        path: 'node_modules/libpg-query/',
      }),
      from: { path: ROOMS, pathNot: `${ROOMS}sql/parser[.]ts$` },
    },
    rule(
      'history-needs-no-database',
      'migration files are read, compared and written without one',
      inRooms(['history']),
      {
        path: inRooms(['connection', 'catalog', 'schema', 'objects', 'compare', 'shadow', 'planner', 'proof']),
      },
    ),
    rule('no-circles', 'what two files need of each other belongs into a third', ROOMS, { circular: true }),
    rule('every-room-has-a-level', 'a new room belongs into the list of levels', ROOMS, {
      path: ROOMS,
      pathNot: inRooms(LEVELS.flat()),
    }),
    ...CLOSED.map(room => ({
      ...rule(`door-of-${room}`, 'the index file of a room is its only door', ROOMS, {
        path: `${ROOMS}${room}/`,
        pathNot: `${ROOMS}${room}/index[.]ts$`,
        dependencyTypesNot: ['dynamic-import'],
      }),
      from: { path: ROOMS, pathNot: `${ROOMS}${room}/` },
    })),
    ...LEVELS.flatMap((rooms, level) =>
      rooms.map(room =>
        rule(`below-${room}`, 'rooms import downwards only', inRooms([room]), {
          path: inRooms([...LEVELS.slice(level + 1).flat(), ...rooms.filter(other => other !== room)]),
        }),
      ),
    ),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
