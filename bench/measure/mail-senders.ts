import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Comparison } from './figure.ts';
import type { SenderTask } from './mail-example.ts';
import { median, round } from './statistics.ts';
import { temporaryFolder } from './temporary-folder.ts';

const runs = 5;
const warmUp = 1_000;

/** A program that is told and asked line by line. */
interface Program {
  tell(line: string): void;
  hear(): Promise<string>;
  stop(): Promise<void>;
}

/** Messages per second of processor time of the sending process, ours and nodemailer's pool in turns, to one server. */
export async function compareSenders({ sign }: { sign: boolean }): Promise<Comparison> {
  const messages = sign ? 1_000 : 3_000;
  await using folder = await temporaryFolder();
  const keyFile = path.join(folder.path, 'dkim.pem');
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await writeFile(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));

  const sink = start(new URL('./mail-sink.ts', import.meta.url));
  const our = start(new URL('./mail-sender.ts', import.meta.url));
  const their = start(new URL('../yardsticks/nodemailer-pool.ts', import.meta.url));
  try {
    const task: SenderTask = {
      url: await sink.hear(),
      dkim: sign ? { domain: 'fernhill.example', selector: 'allswell', keyFile } : null,
    };
    const taken = async () => {
      sink.tell('?');
      return Number(await sink.hear());
    };
    const perCpuSecond = async (sender: Program, count: number) => {
      const before = await taken();
      sender.tell(String(count));
      const cpuMs = Number(await sender.hear());
      const arrived = (await taken()) - before;
      if (arrived !== count) throw new Error(`${arrived} of ${count} messages arrived.`);
      return (count / cpuMs) * 1_000;
    };
    for (const sender of [our, their]) {
      sender.tell(JSON.stringify(task));
      await perCpuSecond(sender, warmUp);
    }
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      ours.push(await perCpuSecond(our, messages));
      theirs.push(await perCpuSecond(their, messages));
    }
    return {
      ours: round(median(ours)),
      yardstick: round(median(theirs)),
      ratio: round(median(ours) / median(theirs)),
      runs,
      unit: 'messages per CPU-second',
    };
  } finally {
    await Promise.all([our, their, sink].map((program) => program.stop()));
  }
}

function start(script: URL): Program {
  const child = spawn(process.execPath, ['--conditions=source', fileURLToPath(script)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    tell: (line) => void child.stdin.write(`${line}\n`),
    async hear() {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${script.pathname} has ended.`);
      return value;
    },
    async stop() {
      const hasEnded = child.exitCode !== null || child.signalCode !== null || once(child, 'exit');
      child.stdin.end();
      child.kill();
      await hasEnded;
    },
  };
}
