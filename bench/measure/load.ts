import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cpuSeconds } from './process.ts';

const generator = fileURLToPath(new URL('./generator.ts', import.meta.url));

export interface Load {
  headers?: Record<string, string>;
  connections?: number;
  ms: number;
}

export interface LoadResult {
  requests: number;
  failures: number;
  /** The status of the answers; they all had the same one when nothing failed. */
  status: number;
}

/** Puts a server under load from a process of its own. */
export async function load(url: string, { headers = {}, connections = 32, ms }: Load): Promise<LoadResult> {
  const args = [generator, url, String(connections), String(ms), JSON.stringify(headers)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as LoadResult;
}

/** How many requests a server answers with one second of processor time. */
export async function requestsPerCpuSecond(
  pid: number,
  url: string,
  options: Load & { expect: number },
): Promise<number> {
  const before = cpuSeconds(pid);
  const { requests, failures, status } = await load(url, options);
  const used = cpuSeconds(pid) - before;
  if (failures > 0) throw new Error(`${failures} of ${requests} requests to ${url} failed.`);
  if (status !== options.expect) throw new Error(`${url} answered ${status}, not ${options.expect}.`);
  return requests / used;
}
