import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { silentLog } from '../../log.ts';
import { createPage, type Page, type PageOptions } from '../create-page.ts';

/** An answer, its body as it came over the wire. */
export interface Reply {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  text: string;
}

/** A page on a server of its own. */
export interface ServedPage {
  page: Page;
  url: string;
  ask(path: string, headers?: Record<string, string>, method?: string): Promise<Reply>;
  /** The JSON of a document. */
  read<T>(name: string): Promise<T>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What a text of JSON says, as its reader expects it to be. */
export function parse<T>(text = ''): T {
  return JSON.parse(text) as T;
}

export const publicUrl = 'https://status.fernhill.example';

/** Serves a page the way the server does: page first, then a router that knows nothing. */
export async function servePage(options: Pick<PageOptions, 'sql'> & Partial<PageOptions>): Promise<ServedPage> {
  const page = await createPage({ publicUrl, log: silentLog, ...options });
  const server = createServer((req, res) => {
    if (!page.handle(req, res)) page.notFound(req, res);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= (async () => {
      await page.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    })();
    return closing;
  };

  const ask: ServedPage['ask'] = async (path, headers = {}, method = 'GET') => {
    const req = request({ host: '127.0.0.1', port, path, headers, method });
    req.end();
    const [res] = (await once(req, 'response')) as [IncomingMessage];
    const body = await buffer(res);
    return { status: res.statusCode ?? 0, headers: res.headers, body, text: body.toString() };
  };
  return {
    page,
    url: `http://127.0.0.1:${port}`,
    ask,
    read: async (name) => parse((await ask(`/api/v2/${name}`)).text),
    close,
    [Symbol.asyncDispose]: close,
  };
}
