import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type RunFile, readRunFile } from '../lifecycle/run-file.ts';

const main = path.join(import.meta.dirname, '../main.ts');

export interface Ended {
  code: number | null;
  output: string;
}

/** Runs `allswell` with these words to its end. */
export async function allswell(words: string[], env: Record<string, string>, stdin = ''): Promise<Ended> {
  const { child, output } = start(words, env);
  child.stdin?.end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output: output() };
}

/** A server started from the command line. */
export interface StartedServer extends RunFile {
  process: ChildProcess;
  output: () => string;
  setupToken: string | undefined;
  /** Ends it with a signal; resolves with its exit code once it is over. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
  /** Ends it when a test fails half way. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts `allswell all` and resolves when it says that it is ready; rejects with its output when it ends instead. */
export async function startServer(env: Record<string, string>, words: string[] = []): Promise<StartedServer> {
  const { child, output } = start(['all', ...words], { PORT: '0', ALLSWELL_EXAMPLE_PORT: '0', ...env });
  const ended = once(child, 'close').then(([code]) => code as number | null);
  const end = (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };
  const isReady = () => /^example: /m.test(output());
  await new Promise<void>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', () => isReady() && resolve());
    child.once('close', () => reject(new Error(`The server did not start:\n${output()}`)));
  });
  const run = readRunFile(env['ALLSWELL_DATA_DIR'] ?? '');
  if (!run) throw new Error('The server is ready and wrote no run.json.');
  return {
    ...run,
    process: child,
    output,
    setupToken: /#setup=(\S+)/.exec(output())?.[1],
    end,
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}

function start(words: string[], env: Record<string, string>): { child: ChildProcess; output: () => string } {
  // Nothing of the surroundings gets in: whoever runs the tests may have set a DATABASE_URL.
  const child = spawn(process.execPath, ['--conditions=source', main, ...words], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return { child, output: () => text };
}
