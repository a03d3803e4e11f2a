import { readFileSync } from 'node:fs';

// Linux counts a process's time in hundredths of a second on every architecture (USER_HZ).
const ticksPerSecond = 100;

/** The processor time that a process has used so far, all its threads together. Linux only. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in brackets and may hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

/** The memory of a process in MB (10^6 bytes), shared pages counted by share. Linux only. */
export function pssMegabytes(pid: number): number {
  return megabytes(pid, 'Pss');
}

/** The same, shared pages counted whole. */
export function rssMegabytes(pid: number): number {
  return megabytes(pid, 'Rss');
}

function megabytes(pid: number, field: 'Pss' | 'Rss'): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(rollup)?.[1];
  if (!kibibytes) throw new Error(`Process ${pid} does not tell its memory.`);
  return (Number(kibibytes) * 1024) / 1e6;
}

/** A process and everything it started. Linux only. */
export function descendants(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  const direct = children === '' ? [] : children.split(' ').map(Number);
  return [...direct, ...direct.flatMap(descendants)];
}
