import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { composePush } from '../../packages/server/src/notifications/channels/web-push/compose.ts';
import { makeNotice } from '../../packages/server/src/notifications/channels/web-push/testing/notice.ts';
import { makeCertificate } from '../../packages/server/src/testing/certificate.ts';
import { makePushReceiver } from '../../packages/server/src/testing/push-receiver.ts';
import type { KeptMessage, Taken } from './push-sink.ts';
import type { PushCost, PushWork } from './push-work.ts';
import { median } from './statistics.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface PushRace {
  /** Messages for each second of processor time of the sending process, medians. */
  ours: number;
  yardstick: number;
  /** Messages a second by the wall clock. */
  oursPerSecond: number;
  yardstickPerSecond: number;
  runs: number;
  /** All messages of ours that arrived. */
  arrived: number;
  sent: number;
  /** Of every thousandth: how many were read by another implementation, and how many said what they should. */
  read: number;
  right: number;
}

const subscribers = 500;
const text = 'Some payments are declined. We are looking into it, and write again within the hour. '.repeat(3);

/** Has both send so many messages to the same sink, in turns. */
export async function racePush({ messages, runs }: { messages: number; runs: number }): Promise<PushRace> {
  await using folder = await temporaryFolder();
  const { key, cert } = makeCertificate(['push.fernhill.example', 'localhost']);
  const files = [path.join(folder.path, 'key.pem'), path.join(folder.path, 'cert.pem')] as const;
  writeFileSync(files[0], key);
  writeFileSync(files[1], cert);
  const sink = start(new URL('./push-sink.ts', import.meta.url), files);
  const port = Number(await sink.next());

  const receivers = Array.from({ length: subscribers }, makePushReceiver);
  const { work, payload } = prepare(port, cert, receivers);
  const ours = start(new URL('./push-sender.ts', import.meta.url));
  const yardstick = start(new URL('../yardsticks/web-push-loop.ts', import.meta.url));
  try {
    for (const one of [ours, yardstick]) one.tell(JSON.stringify(work));
    const send = async (sender: Child, count: number) => {
      sender.tell(String(count));
      const cost = JSON.parse(await sender.next()) as PushCost;
      sink.tell('taken');
      return { cost, taken: JSON.parse(await sink.next()) as Taken };
    };
    const warmUp = Math.ceil(messages / 4);
    for (const one of [ours, yardstick]) await send(one, warmUp);
    const all: Record<'ours' | 'yardstick', Awaited<ReturnType<typeof send>>[]> = { ours: [], yardstick: [] };
    for (let run = 0; run < runs; run += 1) {
      all.ours.push(await send(ours, messages));
      all.yardstick.push(await send(yardstick, messages));
    }
    const perCpu = (one: 'ours' | 'yardstick') => median(all[one].map(({ cost }) => cost.messages / cost.cpuSeconds));
    const perSecond = (one: 'ours' | 'yardstick') => median(all[one].map(({ cost }) => cost.messages / cost.seconds));
    const kept = all.ours.flatMap(({ taken }) => taken.kept);
    return {
      ours: perCpu('ours'),
      yardstick: perCpu('yardstick'),
      oursPerSecond: perSecond('ours'),
      yardstickPerSecond: perSecond('yardstick'),
      runs,
      sent: messages * runs,
      arrived: all.ours.reduce((sum, { taken }) => sum + taken.messages, 0),
      read: kept.length,
      right: kept.filter((message) => reads(message, receivers) === payload).length,
    };
  } finally {
    sink.tell('end');
    await Promise.all([sink, ours, yardstick].map((child) => child.stop()));
  }
}

function prepare(port: number, cert: string, receivers: ReturnType<typeof makePushReceiver>[]) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const point = Buffer.concat([Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
  const { plaintext, topic } = composePush(makeNotice({ body: text }), { locale: 'en', time_zone: 'Europe/Berlin' });
  const payload = plaintext.toString();
  const work: PushWork = {
    subscriptions: receivers.map(({ keys }, index) => ({ endpoint: `https://localhost:${port}/push/${index}`, keys })),
    text,
    payload,
    publicKey: point.toString('base64url'),
    privateJwk: privateKey.export({ format: 'jwk' }),
    subject: 'mailto:ops@fernhill.example',
    topic,
    cert,
  };
  return { work, payload };
}

function reads(
  { path: where, body }: KeptMessage,
  receivers: ReturnType<typeof makePushReceiver>[],
): string | undefined {
  const receiver = receivers[Number(where.slice('/push/'.length))];
  try {
    return receiver?.read(Buffer.from(body, 'base64'));
  } catch {
    return undefined;
  }
}

/** A process that is talked to by lines. */
interface Child {
  tell(line: string): void;
  next(): Promise<string>;
  stop(): Promise<void>;
}

function start(script: URL, args: readonly string[] = []): Child {
  const file = fileURLToPath(script);
  const child: ChildProcess = spawn(process.execPath, ['--conditions=source', file, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  if (!child.stdout) throw new Error('The process has no output.');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    tell: (line) => void child.stdin?.write(`${line}\n`),
    async next() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${file} has ended.`);
      return value;
    },
    async stop() {
      child.stdin?.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    },
  };
}
