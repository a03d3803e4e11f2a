/**
 * Readers of streams, in a process of their own: `node stream-clients.ts URL COUNT`. It tells its parent when all have
 * heard the first news. On {expect: BYTES} it tells when the last of them has received as many more.
 */
import { connect, type Socket } from 'node:net';

/** What the parent says. */
export interface Expect {
  expect: number;
}

/** What the parent is told: all are there; all are ready for the next frame; the last one has it, at that instant. */
export type Told = { is: 'connected' | 'ready' } | { is: 'done'; at: string } | { is: 'lost'; sockets: number };

const [address = '', count = '1'] = process.argv.slice(2);
const url = new URL(address);
const request = `GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: text/event-stream\r\n\r\n`;
const wanted = Number(count);
const connectedAtOnce = 200;

const received: number[] = Array.from({ length: wanted }, () => 0);
let missing = wanted;
let expected = 1;
let lost = 0;

process.on('message', ({ expect }: Expect) => {
  received.fill(0);
  missing = wanted;
  expected = expect;
  tell({ is: 'ready' });
});
process.on('disconnect', () => process.exit());

let opened = 0;
for (let index = 0; index < Math.min(connectedAtOnce, wanted); index += 1) openNext();

function openNext(): void {
  if (opened === wanted) return;
  const index = opened++;
  let isFirst = true;
  const socket: Socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true }, () =>
    socket.write(request),
  );
  socket.on('data', (chunk) => {
    countIn(index, chunk.length);
    if (!isFirst) return;
    isFirst = false;
    openNext();
  });
  for (const event of ['error', 'end'] as const) {
    socket.on(event, () => {
      lost += 1;
      tell({ is: 'lost', sockets: lost });
    });
  }
}

function countIn(index: number, bytes: number): void {
  const before = received[index] ?? 0;
  received[index] = before + bytes;
  if (before >= expected || before + bytes < expected) return;
  missing -= 1;
  if (missing > 0) return;
  tell(expected === 1 ? { is: 'connected' } : { is: 'done', at: String(process.hrtime.bigint()) });
}

function tell(told: Told): void {
  process.send?.(told);
}
