import { setTimeout as pause } from 'node:timers/promises';
import { cpuSeconds } from './process.ts';

/** Waits until a server does nothing of its own: what was made anew before is made as small as it gets. */
export async function untilIdle({ pid }: { pid: number }): Promise<void> {
  for (let used = Infinity; used > 0.1; ) {
    const from = cpuSeconds(pid);
    await pause(3_000);
    used = cpuSeconds(pid) - from;
  }
}
