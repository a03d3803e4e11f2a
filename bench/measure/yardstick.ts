import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { ask } from './ask.ts';

const script = fileURLToPath(new URL('../yardsticks/same-answer.ts', import.meta.url));

/** Headers that node:http writes by itself. */
const written = new Set(['date', 'connection', 'keep-alive']);

/** A bare server in a process of its own. */
export interface Yardstick {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts a bare node:http server that sends the same bytes and headers as this address does. */
export async function startYardstick(url: string, requestHeaders: Record<string, string> = {}): Promise<Yardstick> {
  const answer = await ask(url, requestHeaders);
  const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => !written.has(name)));
  const body = answer.body.toString('base64');

  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify({ headers, body }));
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  if (child.pid === undefined) throw new Error('The yardstick did not start.');
  return {
    url: `http://127.0.0.1:${String(port).trim()}/`,
    pid: child.pid,
    async stop() {
      child.kill();
      await once(child, 'exit');
    },
  };
}
