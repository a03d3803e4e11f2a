/**
 * The real product for a test: started from an empty data folder on ports of its own, stopped by its pid.
 * `operator.ts` writes to it as the panel does, `browser.ts` looks at it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const startedWithinMs = 60_000;

/** What `npm start` runs once everything is installed, built and compiled. */
export const startCommand = [
  process.execPath,
  '--max-semi-space-size=4',
  '--conditions=source',
  join(root, 'packages', 'server', 'src', 'main.ts'),
  'all',
] as const;

/** And in which environment: see docs/decisions/0015. */
export const startEnvironment = {
  MALLOC_ARENA_MAX: '1',
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
};

/** What a server tells about itself in ALLSWELL_DATA_DIR/run.json. */
export interface RunFile {
  pid: number;
  postgres_pid: number;
  page: string;
  panel: string;
  example: string;
  version: string;
}

export interface StartOptions {
  /** Settings beside those of the harness. */
  env?: Record<string, string>;
  /** A data folder to start on again; without it an empty one, removed at the end. */
  dataDir?: string;
  /** Fills the empty database with an imaginary company first. */
  demo?: boolean;
}

/** A server that runs, with the example app beside it. */
export interface Product extends RunFile {
  dataDir: string;
  /** The one-time token of the set-up link, while there is no admin. */
  setupToken: string | undefined;
  /** What the product has printed. */
  output: string[];
  process: ChildProcess;
  /** Ends it as Ctrl+C does; removes the data folder when the harness made it. */
  stop(): Promise<void>;
}

/** Starts what `npm start` starts and resolves when it says that it is ready. */
export async function startProduct({ env = {}, dataDir, demo = false }: StartOptions = {}): Promise<Product> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'allswell-e2e-')));
  const [node, ...args] = startCommand;
  const child = spawn(node, demo ? [...args, '--demo'] : args, {
    cwd: root,
    env: {
      ...process.env,
      ...startEnvironment,
      PORT: '0',
      ALLSWELL_EXAMPLE_PORT: '0',
      ALLSWELL_DATA_DIR: folder,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = collectLines(child);
  endWithUs(child);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    if (!dataDir) await rm(folder, { recursive: true, force: true });
  };
  try {
    await saysReady(child, output);
    const run = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8')) as RunFile;
    const setupToken = output.join('\n').match(/^setup: \S+#setup=(\S+)$/m)?.[1];
    return { ...run, dataDir: folder, setupToken, output, process: child, stop };
  } catch (cause) {
    await stop();
    throw new Error(`The product did not start:\n${output.join('\n')}`, { cause });
  }
}

/** A test that is broken off must not leave a server behind. */
function endWithUs(child: ChildProcess): void {
  const end = () => child.kill('SIGTERM');
  const signals = ['SIGINT', 'SIGTERM'] as const;
  const endOn = (signal: (typeof signals)[number]) => {
    end();
    forget();
    process.kill(process.pid, signal);
  };
  const forget = () => {
    process.off('exit', end);
    for (const signal of signals) process.off(signal, endOn);
  };
  process.on('exit', end);
  for (const signal of signals) process.on(signal, endOn);
  child.once('exit', forget);
}

/** Keeps what it prints, and tells each error of the server once: it is worth knowing beside the test that fails of it. */
function collectLines(child: ChildProcess): string[] {
  const lines: string[] = [];
  const told = new Set<string>();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      const error = /^\{"level":50.*"stack":"(.+?\\n.+?)\\n/.exec(line)?.[1];
      if (error === undefined || told.has(error)) return;
      told.add(error);
      console.error(error.replaceAll('\\n', '\n'));
    });
  }
  return lines;
}

/** The example's line is the last of those that are always printed. */
async function saysReady(child: ChildProcess, output: string[]): Promise<void> {
  const deadline = Date.now() + startedWithinMs;
  while (!output.some((line) => line.startsWith('example: '))) {
    if (child.exitCode !== null) throw new Error(`It ended with code ${child.exitCode}.`);
    if (Date.now() > deadline) throw new Error(`It was not ready within ${startedWithinMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
