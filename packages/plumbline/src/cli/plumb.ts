import { run } from './run.ts';

/** The command `plumb`: runs what the command line says, and ends the process with its exit code. */
export async function main(): Promise<void> {
  // whoever reads the output may have seen enough, as head does: the command ends as it would have
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  process.exitCode = await run(process.argv.slice(2));
  // a pipe takes a long text piece by piece, and the end of the process would cut it off
  for (const stream of [process.stdout, process.stderr])
    await new Promise<void>(resolve => stream.write('', () => resolve()));
  // a failed stock command leaves its connections open, and would be waited for; everything else ends by itself, as
  // process.exit() can wait for a thread of the compiler that waits for the main one (nodejs/node#54918)
  setTimeout(() => process.exit(), 250).unref();
}
