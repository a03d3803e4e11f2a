import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { attachEmbedded, type Embedded } from '../db/embedded/attach.ts';
import { embeddedAddress } from '../db/embedded/folder.ts';

/** A Postgres of a test's own, to be broken in every way. */
export interface BreakablePostgres {
  dir: string;
  address: ReturnType<typeof embeddedAddress>;
  /** Starts it again after it was killed or stopped. */
  start(): Promise<void>;
  /** Kills it and all its processes at once, as a power cut would. */
  kill(): void;
  /** Ends it as an operator would, without waiting for open transactions. */
  stop(): Promise<void>;
  /** Stops all its processes in their tracks: connections stay open and nothing answers. */
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its files. */
  remove(): Promise<void>;
}

/** Starts a Postgres in a folder of its own. */
export async function startBreakablePostgres(): Promise<BreakablePostgres> {
  const dir = mkdtempSync(path.join(tmpdir(), 'allswell-postgres-'));
  const attach = () => attachEmbedded(dir, { settings: { fsync: 'off' } });
  let running: Embedded = await attach();
  const signal = (name: NodeJS.Signals) => {
    for (const pid of [running.pid, ...childrenOf(running.pid)]) trySignal(pid, name);
  };
  return {
    dir,
    address: embeddedAddress(dir),
    async start() {
      while (running.alive()) await sleep(5); // a killed process takes a moment to die
      running = await attach();
    },
    kill: () => signal('SIGKILL'),
    stop: () => running.leave(),
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    async remove() {
      signal('SIGCONT');
      await running.leave();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** The processes that a process has started, on Linux. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        // The command's name stands in brackets and may hold anything; the parent is the second word after them.
        const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
        return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid;
      } catch {
        return false;
      }
    })
    .map(Number);
}

function trySignal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in the meantime.
  }
}
