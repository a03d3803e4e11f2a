/**
 * Asks addresses in turns at a fixed rate over kept-alive raw sockets: whoever cannot be asked in time, because all
 * sockets wait for their answers, is asked as soon as one is free, and the time counts from when it should have been.
 * Runs as a process of its own: `node paced-generator.ts URLS_JSON PER_SECOND CONNECTIONS MS HEADERS_JSON`; prints
 * {requests, failures, reasons, p50, p99, longest} with times in milliseconds.
 */
import { connect, type Socket } from 'node:net';

const [urls = '[]', perSecond = '1000', connections = '64', ms = '1000', headers = '{}'] = process.argv.slice(2);
const addresses = (JSON.parse(urls) as string[]).map((url) => new URL(url));
const lines = Object.entries(JSON.parse(headers) as Record<string, string>).map(
  ([name, value]) => `${name}: ${value}\r\n`,
);
const requests = addresses.map(({ pathname, search, host }) =>
  Buffer.from(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\n${lines.join('')}\r\n`),
);
const [{ hostname, port } = new URL('http://127.0.0.1')] = addresses;
const tickMs = 2;
// Tenths of a millisecond, up to ten seconds.
const times = new Uint32Array(100_001);

let answered = 0;
let asked = 0;
let failures = 0;
const reasons = new Set<string>();
const waiting: number[] = [];
const free: Asker[] = [];
let isOver = false;

class Asker {
  readonly #socket: Socket;
  #dueAt = 0;
  #head = '';
  #left = -1;

  constructor() {
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true }, () => next(this));
    this.#socket.on('data', (chunk: Buffer) => this.#take(chunk));
    for (const event of ['error', 'end'] as const) this.#socket.on(event, () => fail(`a socket came to its ${event}`));
  }

  ask(dueAt: number): void {
    this.#dueAt = dueAt;
    this.#socket.write(requests[asked++ % requests.length] ?? '');
  }

  end(): void {
    this.#socket.destroy();
  }

  #take(chunk: Buffer): void {
    if (this.#left < 0) {
      this.#head += chunk.toString('latin1');
      const end = this.#head.indexOf('\r\n\r\n');
      if (end < 0) return;
      if (!this.#head.startsWith('HTTP/1.1 200 ')) fail(this.#head.slice(0, this.#head.indexOf('\r\n')));
      const length = /\r\ncontent-length: (\d+)/i.exec(this.#head)?.[1];
      this.#left = end + 4 + Number(length) - this.#head.length;
    } else {
      this.#left -= chunk.length;
    }
    if (this.#left > 0) return;
    if (this.#left < 0 || Number.isNaN(this.#left)) fail('an answer was not as long as it said');
    this.#head = '';
    this.#left = -1;
    answered += 1;
    const tenths = Math.round((performance.now() - this.#dueAt) * 10);
    const slot = Math.min(times.length - 1, Math.max(0, tenths));
    times[slot] = (times[slot] ?? 0) + 1;
    next(this);
  }
}

function next(asker: Asker): void {
  const dueAt = waiting.shift();
  if (dueAt === undefined) free.push(asker);
  else asker.ask(dueAt);
}

function fail(reason: string): void {
  if (isOver) return;
  failures += 1;
  if (reasons.size < 5) reasons.add(reason);
}

const askers = Array.from({ length: Number(connections) }, () => new Asker());
const startedAt = performance.now() + 200;
let due = 0;
const pacing = setInterval(() => {
  const now = performance.now();
  const wanted = Math.floor((Math.min(now - startedAt, Number(ms)) * Number(perSecond)) / 1_000);
  for (; due < wanted; due += 1) {
    const dueAt = startedAt + (due * 1_000) / Number(perSecond);
    // The one that has rested longest: a server ends connections that rest for seconds.
    const asker = free.shift();
    if (asker) asker.ask(dueAt);
    else waiting.push(dueAt);
  }
  if (now < startedAt + Number(ms)) return;
  clearInterval(pacing);
  setTimeout(report, 1_000);
}, tickMs);

function report(): void {
  isOver = true;
  failures += due - answered;
  if (due > answered) reasons.add(`${due - answered} were not answered within a second of the end`);
  for (const asker of askers) asker.end();
  const longest = times.findLastIndex((amount) => amount > 0) / 10;
  console.log(
    JSON.stringify({ requests: answered, failures, reasons: [...reasons], p50: at(0.5), p99: at(0.99), longest }),
  );
}

function at(share: number): number {
  let seen = 0;
  for (const [slot, amount] of times.entries()) {
    seen += amount;
    if (seen >= answered * share) return slot / 10;
  }
  return Number.POSITIVE_INFINITY;
}
