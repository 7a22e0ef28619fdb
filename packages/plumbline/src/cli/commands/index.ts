import type { Command } from '../command.ts';
import { currentCommand } from './current.ts';
import { diagramCommand } from './diagram.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { driftCommand } from './drift.ts';
import { explainCommand } from './explain.ts';
import { headsCommand } from './heads.ts';
import { historyCommand } from './history.ts';
import { initCommand } from './init.ts';
import { mergeCommand } from './merge.ts';
import { migrationCreate } from './migration-create.ts';
import { overviewCommand } from './overview.ts';
import { planCommand } from './plan.ts';
import { resetCommand } from './reset.ts';
import { showCommand } from './show.ts';
import { sqlCommand } from './sql.ts';
import { stampCommand } from './stamp.ts';
import { statusCommand } from './status.ts';
import { verifyCommand } from './verify.ts';
import { watchCommand } from './watch.ts';

/** What `plumb` adds to the stock commands, in the order of its help. */
export const commands: Command[] = [
  migrationCreate,
  statusCommand,
  overviewCommand,
  historyCommand,
  showCommand,
  currentCommand,
  headsCommand,
  mergeCommand,
  sqlCommand,
  stampCommand,
  diffCommand,
  explainCommand,
  diagramCommand,
  planCommand,
  driftCommand,
  verifyCommand,
  watchCommand,
  resetCommand,
  initCommand,
  doctorCommand,
];
