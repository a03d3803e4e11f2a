/**
 * Asks one address again and again over kept-alive raw sockets, one request at a time on each.
 * It does as little as it can for an answer: the first one is parsed, the others must begin alike and be as long.
 * Runs as a process of its own: `node generator.ts URL CONNECTIONS MS HEADERS_JSON`; prints {requests, failures, status}.
 */
import { connect, type Socket } from 'node:net';

const [address = '', connections = '32', ms = '1000', headers = '{}'] = process.argv.slice(2);
const url = new URL(address);
const lines = Object.entries(JSON.parse(headers) as Record<string, string>).map(
  ([name, value]) => `${name}: ${value}\r\n`,
);
const request = Buffer.from(`GET ${url.pathname}${url.search} HTTP/1.1\r\nHost: ${url.host}\r\n${lines.join('')}\r\n`);

let requests = 0;
let failures = 0;
let status = 0;
let answerLength = 0;
let isOver = false;

const sockets = Array.from({ length: Number(connections) }, ask);
setTimeout(() => {
  isOver = true;
  for (const socket of sockets) socket.destroy();
  console.log(JSON.stringify({ requests, failures, status }));
}, Number(ms));

function ask(): Socket {
  let received = 0;
  let head: Buffer = Buffer.alloc(0);
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true }, () => socket.write(request));
  socket.on('data', (chunk: Buffer) => {
    if (received === 0 && !beginsWell(chunk)) failures += 1;
    if (answerLength === 0) {
      head = Buffer.concat([head, chunk]);
      answerLength = lengthOf(head);
    }
    received += chunk.length;
    if (answerLength === 0 || received < answerLength) return;
    if (received > answerLength) failures += 1;
    received = 0;
    requests += 1;
    socket.write(request);
  });
  for (const event of ['error', 'end'] as const) {
    socket.on(event, () => {
      if (!isOver) failures += 1;
    });
  }
  return socket;
}

function beginsWell(chunk: Buffer): boolean {
  const code = Number(chunk.toString('latin1', 9, 12));
  if (status === 0) status = code;
  return code === status && code < 400;
}

/** How long a whole answer is, 0 while its head has not come. */
function lengthOf(answer: Buffer): number {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return 0;
  if (status === 304) return end + 4;
  const length = /^content-length: (\d+)\r?$/im.exec(answer.toString('latin1', 0, end))?.[1];
  if (length === undefined) throw new Error('The answer does not say its length.');
  return end + 4 + Number(length);
}
