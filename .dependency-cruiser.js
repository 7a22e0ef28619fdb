/**
 * Which room may import which (docs/architecture.md draws it). A room imports from rooms below it, never from one beside
 * or above it; the toolkit knows nothing of the project that uses it.
 */
const LEVELS = [
  ['problem'],
  ['connection', 'sql', 'types', 'settings.ts'],
  ['canonical', 'schema'],
  ['diff', 'shadow'],
  ['adoption', 'places', 'plan'],
  ['proof'],
  ['migrator', 'seeder', 'report'],
  ['generate'],
  ['orm'],
  ['commands'],
  ['watch'],
  ['cli'],
  ['config.ts'],
  ['index.ts'],
];

const TOOLKIT = '^src/toolkit/';
const inRooms = rooms => `${TOOLKIT}(${rooms.map(room => room.replace('.', '[.]')).join('|')})(/|$)`;
const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from: { path: from }, to });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule('toolkit-knows-no-project', 'entities, migrations and seeders come as options', TOOLKIT, {
      path: ['^src/(entities|migrations|seeders)/', '^mikro-orm[.]config'],
    }),
    rule('every-room-has-a-level', 'a new room belongs into the list of levels', TOOLKIT, {
      path: TOOLKIT,
      pathNot: inRooms(LEVELS.flat()),
    }),
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
