import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Expect, Told } from './stream-clients.ts';

const clients = fileURLToPath(new URL('./stream-clients.ts', import.meta.url));
const yardstick = fileURLToPath(new URL('../yardsticks/raw-streams.ts', import.meta.url));

/** A crowd that listens to one address. */
export interface Crowd {
  /** Has everyone wait for one more frame, sends it, and answers with how long it took to reach the last one. */
  timeToAll(bytes: number, send: () => Promise<void>): Promise<number>;
  /** How many were cut off so far. */
  lost(): number;
  leave(): Promise<void>;
}

/** Opens streams from several processes, so that reading them is no more than half of the work. */
export async function openCrowd(
  url: string,
  { size, processes = 2 }: { size: number; processes?: number },
): Promise<Crowd> {
  const children = Array.from({ length: processes }, () => fork(clients, [url, String(size / processes)]));
  let lost = 0;
  for (const child of children) {
    child.on('message', (told: Told) => {
      if (told.is === 'lost') lost += 1;
    });
  }
  await Promise.all(children.map((child) => hear(child, 'connected')));
  return {
    async timeToAll(bytes, send) {
      const ready = children.map((child) => hear(child, 'ready'));
      for (const child of children) child.send({ expect: bytes } satisfies Expect);
      await Promise.all(ready);
      const done = children.map((child) => hear(child, 'done'));
      const sentAt = process.hrtime.bigint();
      await send();
      const arrivals = (await Promise.all(done)).map((told) => (told.is === 'done' ? BigInt(told.at) : sentAt));
      return Math.max(...arrivals.map((at) => Number(at - sentAt) / 1e6));
    },
    lost: () => lost,
    async leave() {
      await Promise.all(
        children.map(async (child) => {
          child.kill();
          await once(child, 'exit');
        }),
      );
    },
  };
}

function hear(child: ChildProcess, what: Told['is']): Promise<Told> {
  return new Promise((resolve, reject) => {
    const listener = (told: Told) => {
      if (told.is !== what) return;
      child.off('message', listener);
      child.off('exit', onExit);
      resolve(told);
    };
    const onExit = () => reject(new Error(`The clients ended while waiting until they are ${what}.`));
    child.on('message', listener);
    child.once('exit', onExit);
  });
}

/** A bare server for streams in a process of its own. */
export interface RawStreams {
  url: string;
  pid: number;
  send(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts bare sockets that are sent the same bytes as the first of a stream of ours. */
export async function startRawStreams(head: Buffer, frame: Buffer): Promise<RawStreams> {
  const child = spawn(process.execPath, [yardstick], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(`${JSON.stringify({ head: head.toString('base64'), frame: frame.toString('base64') })}\n`);
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  if (child.pid === undefined) throw new Error('The yardstick did not start.');
  return {
    url: `http://127.0.0.1:${String(port).trim()}/`,
    pid: child.pid,
    send: () => new Promise((resolve) => child.stdin.write('now\n', () => resolve())),
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

/** What a new reader of a stream is sent at once: all of it, and the last frame alone. */
export async function readOpening(address: string): Promise<{ head: Buffer; frame: Buffer }> {
  const url = new URL(address);
  const socket = connect(Number(url.port), url.hostname);
  socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\n\r\n`);
  let head = Buffer.alloc(0);
  for await (const chunk of socket) {
    head = Buffer.concat([head, chunk as Buffer]);
    const end = head.indexOf('event: summary');
    if (end >= 0 && head.subarray(end).includes('\n\n\r\n')) break;
  }
  socket.destroy();
  return { head, frame: head.subarray(head.lastIndexOf('\r\n', head.indexOf('\nid: ') - 3) + 2) };
}
