import type { ProblemCode } from './codes.ts';

/** When each problem is met, and what to do about it: what its own message has no room for. */
export const ADVICE: Record<ProblemCode, string> = {
  PL000:
    'Nobody foresaw this one. Run it again with MIKRO_ORM_CLI_VERBOSE=1, which shows where it comes from, and report it.',
  PL001:
    'A command, a flag, an answer or a variable of the environment means nothing, or two of them contradict each other. Nothing was run. The message names the nearest thing that does, where one is near; `npx plumb COMMAND --help` shows options and examples.',
  PL002:
    'Somebody pressed Ctrl-C, or answered a question with it. What a run had committed by then is recorded, and the next run goes on from there.',
  PL003:
    'A signal ended the process, as a container’s stop does. What a run had committed by then is recorded, and the next run goes on from there.',
  PL004:
    'The embedded PostgreSQL, questions on the terminal and the reader of TypeScript are optional dependencies: an image that runs migrations on a server is smaller without them. Install the project without `--omit=optional` where migrations are written and checked; where they only run, set the DSN.',
  PL100:
    'Set the variable that the configuration reads its DSN from. With NODE_ENV=production nothing runs on the embedded database by accident.',
  PL101:
    'Write the DSN as postgresql://USER:PASSWORD@HOST:5432/DATABASE, with special characters percent-encoded. The message says which part cannot be read; a password is never shown.',
  PL110:
    'The server is down, or host and port are wrong, or something between refuses the connection. It was tried several times. Start the server, or correct the DSN.',
  PL120:
    'The server answers and has no database of that name. Create it with `npx mikro-orm database:create`, or correct the name at the end of the DSN.',
  PL130: 'User or password are wrong, or pg_hba.conf does not let them in from here.',
  PL140: 'Grant the right that the message names, or connect as the role that owns the schema and its tables.',
  PL141:
    'An extension that is not trusted is made by a superuser: have one run the statement in the message once, in this database.',
  PL150:
    'Install the extension’s package on the server. For pgvector that is the image pgvector/pgvector:pg17, or the package postgresql-17-pgvector.',
  PL160:
    'One process at a time can open the embedded database. End the other one, or name a server to work side by side.',
  PL161:
    'The folder is on a disk that is full or read-only, or belongs to another user. Mend that, or name another folder with PLUMBLINE_FOLDER. A Node without SQLite, whose lock keeps a second process out, is met here, too.',
  PL162:
    'Either the folder holds somebody’s files, so that no database is made among them: name another one with PLUMBLINE_FOLDER. Or a part of the database is gone: put back a copy, or delete it with `npx plumb reset` and make it anew.',
  PL163:
    'The packages brought another major version of PostgreSQL than the one that made the database. Dump it with the version that made it, or delete it with `npx plumb reset` and make it anew.',
  PL164:
    'The folder, or its file `lock`, was deleted or replaced while a process had the database open. That process ends before it writes into files that another one may use by now.',
  PL170: 'The server is a standby, or read-only by a setting. Connect to the primary.',
  PL171: 'Upgrade the server; the message names the oldest version that is supported.',
  PL172:
    'A proxy that hands out sessions by the transaction cannot carry the run’s lock or settings. Connect to the server itself for migrations, which PLUMBLINE_MIGRATIONS_DSN names, or give the proxy a larger pool.',
  PL173:
    'PostgreSQL refused something that a command asked, like a table that it reads, or cut it off. Its words are shown; mend what they name, and run again.',
  PL200:
    'PostgreSQL refused a statement, whose place is named. Correct the migration, or the rows that it met, and run again: nothing of a transaction was kept, and what ran outside one is recorded.',
  PL201: 'up() or down() threw by itself, before PostgreSQL was asked. Correct the code at the place that is named.',
  PL202:
    'A statement begins or ends a transaction, or would leave behind what no later run can find again. Change it as the message says; nothing was run.',
  PL203:
    'Rolling up is for migrations that are applied everywhere, and the new file has to do what they do in one transaction: it is taken up and down on the shadow, beside the old ones. Leave them as they are: a run passes over what is applied at no cost.',
  PL210:
    'Another run holds the lock of this database, and showed no sign of work for as long as was waited. The message names it. See what it waits for, or end it if it is dead.',
  PL211:
    'A run died and its statement goes on in the server. Wait for it to end, or have it ended as the message says.',
  PL220:
    'Somebody’s transaction holds a lock that the statement needs; the message names who, since when and with what. End it, or run when it is quiet.',
  PL221: 'The connection broke again and again. What was done is recorded; run again when the server is well.',
  PL222: 'The server’s disk is full. Make room, and run again, which goes on from there.',
  PL223:
    'A statement that others waited for ran for too long and was cut off. Do it in steps that let traffic through, or give it time when there is none.',
  PL230:
    'Two branches made migrations that do not know of each other. `npx plumb merge` puts the later one on top of the other, and proves it again.',
  PL231: 'The file is no longer what this database ran. Restore it, and say what is new in a migration of its own.',
  PL232:
    'The database ran something that the project does not have. Restore the file, or deploy the version that has it. Where other programs record their migrations in the same table, say `history: { isShared: true }` in the configuration.',
  PL233:
    'A migration was added before one that is applied, as when a branch was merged late. Make it again on top of the others, or say `history: { allowLate: true }` where that is how the project works.',
  PL234:
    'An earlier run broke off on the way up, and this one goes down, or the other way round. Finish it the way it was begun; the message says how.',
  PL235:
    'A run broke off in the middle of a migration that runs statement by statement. Finish it first, with migration:up or migration:down.',
  PL240:
    'No migration has that name, or several have it in theirs. The message names the nearest one, or those; `npx plumb history` shows all of them.',
  PL241:
    'Neither side has an object of that name. The message names the nearest one, where one is near. Write a part with its table: users.email.',
  PL300:
    'A value does not fit its vector column: too many or too few numbers, or one that cannot be stored. Look at what made it.',
  PL310:
    'A rename that looks like a drop and an addition, or rows without a value: only a person knows. Copy the flag that says what is meant, or write it into plumbline.decisions.json.',
  PL311: 'An answer names something that was never there. The message names the nearest thing.',
  PL320: 'Rows or values would be gone. Say --allow data-loss if that is what you want.',
  PL321:
    'A note about a change: rows that it may fail on, a lock that it takes, values that it changes. `npx plumb plan` says how many rows there are. Only where rows that are there are seen to break a rule does `migration:create` stop: mend them first, or say --allow may-fail if they are mended before it runs.',
  PL330:
    'The migration was tried on a scratch database and did not do what it should; nothing was written. Correct the entities, or answer with a conversion or a value for existing rows, or with --empty for a table that holds none anywhere.',
  PL331:
    'A migration that is recorded does not run on a scratch database. Correct it if it was never applied; what it takes for granted, like roles, belongs into the shadow’s prelude.',
  PL332:
    'A file is read as migration:up will read it before it is said to be written, and its statements, its name and its parent are compared with what was proven. The message names the first difference. A folder outside the project (--path) may not find @mikro-orm/migrations; anything else is a mistake of the renderer: please report it.',
  PL333:
    'What a migration before the baseline leads to is not known: the baseline’s script stands for all of them at once. Ask about a later one. Where all of them are later, baseline.since names none of the project’s migrations.',
  PL340:
    'No scratch database can be had. Run `npm ci` again, or let the role of PLUMBLINE_SHADOW_DSN create databases.',
  PL341: 'The embedded PostgreSQL does not have the extension. Set PLUMBLINE_SHADOW_DSN to a server that has it.',
  PL342:
    'What a branch’s migrations, entities and scripts say is run on the shadow’s server before anybody has read it. Give PLUMBLINE_SHADOW_DSN a role with CREATEDB and nothing else, or set PLUMBLINE_SHADOW_ALLOW=privileged where the server is thrown away.',
  PL350: 'MikroORM’s statements for the entities do not run. Correct the entity at the place that is named.',
  PL351:
    'A file of the project cannot be loaded: a mistake in its syntax, or an error while it runs. Its place is named.',
  PL352:
    'The configuration says something under `migrations` or `schemaGenerator` that would make a migration do something else than what is proven. Nothing was done; the message says why, and what to do instead.',
  PL353:
    'A statement needs a newer PostgreSQL than the configured server, or than `shadow: { version }` says. The message names the first version that has it. Say it in another way, or upgrade the server.',
  PL400: 'A seeder failed. Run the migrations first; otherwise the message names the seeder and what PostgreSQL said.',
  PL500:
    'Somebody changed the database by hand. `npx plumb drift` shows what; `npx plumb drift --fix` records it as a migration, and `npx plumb diff db migrations@current --sql` takes it back.',
  PL510: 'Write the migration for it: `npx mikro-orm migration:create`.',
  PL511: 'The exit code of `npx plumb diff` where the two states are not the same, for scripts to ask.',
  PL520:
    'The database was asked to be taken for something that it is not, or is not where the command needs it. The message names the difference.',
  PL530: 'The file is not there, or is a dump in pg_dump’s own format, which pg_restore turns into a script.',
  PL531: 'The place in the script is named, with what PostgreSQL said about it.',
  PL532:
    'git knows no such revision, or its code does not run with the packages that are installed here. Check it out beside this one, and compare from there.',
  PL540:
    'down() leaves something behind, or a second up() leads elsewhere. Correct the migration if it was never applied; otherwise say the rest in a new one.',
  PL550:
    'A migration asks the database while it runs, so what it does is not known without one. Say it in SQL alone, or run it.',
  PL560: 'The migrations are one line, or the one that would have to be made again is applied already.',
  PL600:
    'MikroORM looks for a configuration in the current folder: where package.json says, and then in its own places. Run the command in the project’s folder, or name the file: `npx mikro-orm-plumbline init --config PATH`.',
  PL601: 'package.json, tsconfig.json or a file of the editor is no JSON. The place is named; correct it.',
  PL602:
    'A file cannot be written, or is there and was written by somebody else. What had been written before it was taken back.',
  PL603:
    'MikroORM’s commands need @mikro-orm/cli in the project’s package.json, and a loader such as tsx where the configuration is TypeScript. `npx mikro-orm-plumbline doctor` says which is missing.',
  PL604:
    'All packages of MikroORM have to be of one version, 7.2.1 or newer, and there once: two copies do not know each other’s entities. `npx mikro-orm-plumbline doctor` names them.',
  PL605:
    'Plumbline is for PostgreSQL. A project with several databases has several contexts: name one with --contextName.',
  PL606:
    'The configuration that is found goes to MikroORM’s own migrator. `npx mikro-orm-plumbline init` wraps it; a project that is compiled has to be compiled once more.',
  PL607:
    'A table in which another tool records its migrations is in the database. Let one tool change it: stop running the other one, and drop its table once nobody does.',
  PL608:
    'MikroORM’s own migrator compares with a snapshot beside the migrations, which nobody writes any more. Delete it: without one it compares with the database.',
  PL609:
    'Plumbline runs on the Node that MikroORM 7 runs on, 22.17 or newer. The place that names an older one is shown.',
  PL610:
    'An image or a start script runs migrations, and an installation without development dependencies lacks the package. Move it to dependencies.',
  PL611:
    'The application makes an ORM of a configuration that is not wrapped, and runs migrations with it. The line to change is named.',
};
