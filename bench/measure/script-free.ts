import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { Yardstick } from './yardstick.ts';

const script = fileURLToPath(new URL('../yardsticks/same-answer.ts', import.meta.url));

/** The same facts in the same look as a document and nothing else: no script, no data beside the text, no shadow tree. */
export function withoutScripts(html: string): string {
  return html
    .replaceAll(/<script[\s\S]*?<\/script>/g, '')
    .replaceAll(/<link rel="modulepreload"[^>]*>/g, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<\/?template[^>]*>|<slot[^>]*>|<\/slot>/g, '')
    .replaceAll(':host', 'status-page');
}

/** A bare node:http server in a process of its own that sends this document, compressed beforehand. */
export async function serveBare(html: string): Promise<Yardstick> {
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'gzip' };
  child.stdin.end(JSON.stringify({ headers, body: gzipSync(html, { level: 9 }).toString('base64') }));
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
