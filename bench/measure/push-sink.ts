/**
 * A push service that takes everything, in a process of its own: `node push-sink.ts KEYFILE CERTFILE`. It prints its port,
 * and for each line of standard input how many messages it has taken, with every thousandth of them.
 */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSecureServer } from 'node:http2';
import { createInterface } from 'node:readline';
import { buffer } from 'node:stream/consumers';

/** What the sink tells. */
export interface Taken {
  messages: number;
  bytes: number;
  kept: KeptMessage[];
}

/** A message that was kept, as it came. */
export interface KeptMessage {
  path: string;
  body: string;
}

const keptOf = 1_000;
const [keyFile = '', certFile = ''] = process.argv.slice(2);
let taken: Taken = { messages: 0, bytes: 0, kept: [] };

const server = createSecureServer(
  { key: readFileSync(keyFile), cert: readFileSync(certFile), allowHTTP1: true },
  (request, response) => void take(request as unknown as IncomingMessage, response as unknown as ServerResponse),
);
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(address.port);
});
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'end') process.exit();
  console.log(JSON.stringify(taken));
  taken = { messages: 0, bytes: 0, kept: [] };
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  taken.messages += 1;
  taken.bytes += body.length;
  if (taken.messages % keptOf === 0) taken.kept.push({ path: request.url ?? '', body: body.toString('base64') });
  response.writeHead(201, { location: '/message/1' });
  response.end();
}
