import { createServer } from 'node:http';

/** The strictest policy that the banner promises to live under. */
export function strictPolicy(pageOrigin: string): string {
  return [
    "default-src 'none'",
    `script-src ${pageOrigin}`,
    "style-src 'none'",
    `connect-src ${pageOrigin}`,
    "require-trusted-types-for 'script'",
    'trusted-types lit-html',
  ].join('; ');
}

export interface HostPageOptions {
  /** What stands in the body. */
  body: string;
  policy?: string;
}

/** Somebody's app on an origin of its own, with a page that holds the snippet. */
export interface HostPage {
  url: string;
  close(): Promise<void>;
}

/** Serves one page on a free port. */
export async function openHostPage({ body, policy }: HostPageOptions): Promise<HostPage> {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Fernhill</title></head>
<body>${body}</body></html>`;
  const server = createServer((request, response) => {
    if (request.url !== '/') {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      ...(policy === undefined ? {} : { 'content-security-policy': policy }),
    });
    response.end(html);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The host page has no port.');
  return {
    url: `http://127.0.0.1:${address.port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** The one line that brings the banner. */
export function snippet(pageUrl: string, attributes = ''): string {
  return `<script async src="${new URL('/embed.js', pageUrl).href}" ${attributes}></script>`;
}
