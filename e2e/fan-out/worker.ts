import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const main = join(root, 'packages', 'server', 'src', 'main.ts');

/** A process that tells subscribers: `allswell work`. */
export interface Worker extends AsyncDisposable {
  readonly pid: number;
  dataDir: string;
  output: () => string;
  /** Kills it as nothing can be prepared for, and starts it again on the same folder. */
  killAndRestart(): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Asks it to end; answers with how long that took and with what code. */
  end(): Promise<{ code: number | null; ms: number }>;
}

/** Starts one with a data folder of its own, unless it is given one. */
export function startWorker(env: Record<string, string>, folder?: string): Worker {
  const dataDir = folder ?? mkdtempSync(join(tmpdir(), 'allswell-worker-'));
  let text = '';
  let child: ChildProcess = start();

  function start(): ChildProcess {
    const started = spawn(process.execPath, ['--max-semi-space-size=4', '--conditions=source', main, 'work'], {
      env: { PATH: process.env['PATH'], MALLOC_ARENA_MAX: '1', ALLSWELL_DATA_DIR: dataDir, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text = (text + chunk).slice(-100_000);
      });
    }
    return started;
  }

  const isOver = () => child.exitCode !== null || child.signalCode !== null;
  const ended = async () => {
    if (!isOver()) await once(child, 'exit');
  };
  return {
    get pid() {
      return child.pid ?? 0;
    },
    dataDir,
    output: () => text,
    async killAndRestart() {
      child.kill('SIGKILL');
      await ended();
      child = start();
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    async end() {
      const from = performance.now();
      child.kill('SIGTERM');
      await ended();
      return { code: child.exitCode, ms: performance.now() - from };
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGCONT');
      if (!isOver()) child.kill('SIGTERM');
      await ended();
      if (folder === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
