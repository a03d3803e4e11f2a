/**
 * A customer's app on an origin of its own, with the status banner added by one line of HTML.
 * The server does nothing but hand out three files, under the strictest policy that the banner promises to live with.
 */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ExampleOptions {
  /** Where the status page lives: its embed.js is loaded from there. */
  statusUrl: string;
  host: string;
  /** 0 takes any free port. */
  port: number;
}

export interface Example {
  url: string;
  close(): Promise<void>;
}

/** Serves the example app and resolves with its address. */
export async function startExample({ statusUrl, host, port }: ExampleOptions): Promise<Example> {
  const status = statusUrl.replace(/\/$/, '');
  const html = await text('index.html');
  const files: Record<string, { type: string; body: string }> = {
    '/': { type: 'text/html; charset=utf-8', body: html.replaceAll('{{status}}', status) },
    '/style.css': { type: 'text/css; charset=utf-8', body: await text('style.css') },
    '/icon.svg': { type: 'image/svg+xml', body: await text('icon.svg') },
  };
  const policy = [
    "default-src 'none'",
    `script-src ${new URL(status).origin}`,
    `connect-src ${new URL(status).origin}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');

  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '/', 'http://localhost').pathname];
    response.setHeader('Content-Security-Policy', policy);
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('Content-Type', file?.type ?? 'text/plain; charset=utf-8');
    response.statusCode = file ? 200 : 404;
    response.end(file?.body ?? 'Quillbook has no such page.\n');
  });
  server.listen(port, host);
  await once(server, 'listening');
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function text(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
