import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is under way when the server ends may take this long to finish. */
const drainMs = 6_000;

/** A server that takes requests. */
export interface Listening {
  /** Where it is, without a slash at the end. */
  url: string;
  /** Who answers from now on. */
  answerBy(listener: RequestListener): void;
  /** Takes no new connections, lets answers finish, and cuts off what has not ended in time. */
  drain(): Promise<void>;
}

/** Listens at once. Until somebody answers, every request is told to come again. */
export async function listen(host: string, port: number): Promise<Listening> {
  let answer: RequestListener = (_, res) => void res.writeHead(503, { 'retry-after': '1' }).end();
  const server = createServer(
    {
      // A client that says little, slowly, holds nothing for long.
      headersTimeout: 10_000,
      requestTimeout: 20_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    },
    (req, res) => answer(req, res),
  );
  server.maxConnections = 16_000; // streams, and readers beside them
  server.listen(port, host);
  await once(server, 'listening');
  return {
    url: urlOf(server, host),
    answerBy(listener) {
      answer = listener;
    },
    async drain() {
      const ended = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      await Promise.race([ended, sleep(drainMs, undefined, { ref: false })]);
      server.closeAllConnections();
    },
  };
}

function urlOf(server: Server, host: string): string {
  const isEverywhere = host === '0.0.0.0' || host === '::';
  const name = isEverywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${(server.address() as AddressInfo).port}`;
}
