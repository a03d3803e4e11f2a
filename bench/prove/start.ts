import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startEnvironment, type RunFile, startCommand, startProduct } from '../../e2e/harness.ts';
import { signUp } from '../../e2e/operator.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Proof } from '../measure/figure.ts';
import { descendants, pssMegabytes, rssMegabytes } from '../measure/process.ts';
import { median, round } from '../measure/statistics.ts';
import { temporaryFolder } from '../measure/temporary-folder.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runs = 5;
const settledAfterMs = 60_000;

export const proof: Proof = {
  promise: 'The server is there soon after it is started, and takes little memory.',
  async measure() {
    await using folder = await temporaryFolder();
    const first = await startProduct({ dataDir: folder.path });
    const operator = await signUp(first, { page_name: 'Fernhill' });
    await openIncident(operator, (await addComponents(operator)).slice(1, 3));
    await first.stop();

    const starts: number[] = [];
    const alone: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      starts.push(await timeToFirstByte(folder.path, ['npm', 'start']));
      alone.push(await timeToFirstByte(folder.path, startCommand));
    }
    const memory = await memoryOnceSettled(folder.path);

    return [
      {
        name: 'cold start, from `npm start` to the first byte of the page, median of five',
        value: Math.round(median(starts)),
        unit: 'ms',
        at_most: 2_500,
      },
      { name: 'the slowest of the five', value: Math.round(Math.max(...starts)), unit: 'ms' },
      { name: 'without npm and its checks, median of five', value: Math.round(median(alone)), unit: 'ms' },
      { name: 'PSS of the server 60 s after it was ready', value: round(memory.server), unit: 'MB', at_most: 130 },
      {
        name: 'RSS of the server, the bound where no other process shares its pages',
        value: round(memory.resident),
        unit: 'MB',
        at_most: 130,
      },
      { name: 'PSS of Postgres beside it', value: round(memory.postgres), unit: 'MB' },
    ];
  },
};

/** What the server takes when it has been left alone for a minute. */
async function memoryOnceSettled(dataDir: string): Promise<{ server: number; resident: number; postgres: number }> {
  const port = await freePort();
  const child = start(dataDir, port, ['npm', 'start']);
  try {
    const { pid, postgres_pid } = await whenReady(child, dataDir, port);
    await pause(settledAfterMs);
    const postgres = [postgres_pid, ...descendants(postgres_pid)].map(pssMegabytes);
    return {
      server: pssMegabytes(pid),
      resident: rssMegabytes(pid),
      postgres: postgres.reduce((sum, one) => sum + one, 0),
    };
  } finally {
    await stop(child);
  }
}

/** From the moment of the command to the first byte of `GET /` on a port that was free before. */
async function timeToFirstByte(dataDir: string, command: readonly string[]): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = start(dataDir, port, command);
  try {
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`${command.join(' ')} ended with code ${child.exitCode}.`);
      await pause(5);
    }
    const ms = performance.now() - startedAt;
    // A server that is stopped before it is ready would leave the next one more to do.
    await whenReady(child, dataDir, port);
    return ms;
  } finally {
    await stop(child);
  }
}

function start(dataDir: string, port: number, [program = '', ...args]: readonly string[]): ChildProcess {
  const env = {
    ...process.env,
    ...startEnvironment,
    PORT: String(port),
    ALLSWELL_EXAMPLE_PORT: '0',
    ALLSWELL_DATA_DIR: dataDir,
  };
  return spawn(program, args, { cwd: root, env, stdio: 'ignore' });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function whenReady(child: ChildProcess, dataDir: string, port: number): Promise<RunFile> {
  while (child.exitCode === null) {
    const run = await readRunFile(dataDir);
    if (run?.page.includes(`:${port}`)) return run;
    await pause(20);
  }
  throw new Error(`The server ended with code ${child.exitCode}.`);
}

async function readRunFile(dataDir: string): Promise<RunFile | undefined> {
  try {
    return JSON.parse(await readFile(join(dataDir, 'run.json'), 'utf8')) as RunFile;
  } catch {
    return undefined;
  }
}

/** Whether a page comes from this port: resolves at its first byte. */
async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    return chunk.toString('latin1').startsWith('HTTP/1.1 200');
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (!address || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
