import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type RunFile, startCommand, startProduct } from '../../e2e/harness.ts';
import { signUp } from '../../e2e/operator.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Proof } from '../measure/figure.ts';
import { descendants, pssMegabytes } from '../measure/process.ts';
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
    for (let run = 0; run < runs; run += 1) starts.push(await timeToFirstByte(folder.path, startCommand));
    const byNpm = await timeToFirstByte(folder.path, ['npm', 'start']);

    const product = await startProduct({ dataDir: folder.path });
    await pause(settledAfterMs);
    const server = pssMegabytes(product.pid);
    const postgres = [product.postgres_pid, ...descendants(product.postgres_pid)].map(pssMegabytes);
    await product.stop();

    return [
      {
        name: 'cold start to the first byte of the page, median of five',
        value: Math.round(median(starts)),
        unit: 'ms',
        at_most: 2_500,
      },
      { name: 'the slowest of the five', value: Math.round(Math.max(...starts)), unit: 'ms' },
      { name: 'the same by `npm start`, npm and its checks included', value: Math.round(byNpm), unit: 'ms' },
      { name: 'PSS of the server 60 s after it was ready', value: round(server), unit: 'MB', at_most: 130 },
      { name: 'PSS of Postgres beside it', value: round(postgres.reduce((sum, one) => sum + one, 0)), unit: 'MB' },
    ];
  },
};

/** From the moment of the command to the first byte of `GET /` on a port that was free before. */
async function timeToFirstByte(dataDir: string, [program = '', ...args]: readonly string[]): Promise<number> {
  const port = await freePort();
  const startedAt = performance.now();
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, PORT: String(port), ALLSWELL_EXAMPLE_PORT: '0', ALLSWELL_DATA_DIR: dataDir },
    stdio: 'ignore',
  });
  try {
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`${program} ended with code ${child.exitCode}.`);
      await pause(5);
    }
    return performance.now() - startedAt;
  } finally {
    await stopped(child, dataDir, port);
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

/** Stops it once it is ready: a server stopped earlier would leave the next run more to do. */
async function stopped(child: ChildProcess, dataDir: string, port: number): Promise<void> {
  while (child.exitCode === null && !(await isReady(dataDir, port))) await pause(20);
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}

async function isReady(dataDir: string, port: number): Promise<boolean> {
  try {
    const run = JSON.parse(await readFile(join(dataDir, 'run.json'), 'utf8')) as RunFile;
    return run.page.includes(`:${port}`);
  } catch {
    return false;
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
