import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { PageState } from './read.ts';

const aliveMs = 15_000;
const lifeMs = 15 * 60_000;
const summaryLimit = 16_384;
/** A reader this far behind is let go: it reconnects and gets the newest, and our memory stays flat. */
const backlogLimit = 131_072;

const headers = [
  'Content-Type',
  'text/event-stream; charset=utf-8',
  'Cache-Control',
  'no-store',
  'Access-Control-Allow-Origin',
  '*',
  'Cross-Origin-Resource-Policy',
  'cross-origin',
  'X-Content-Type-Options',
  'nosniff',
  // Proxies that gather answers would keep the news to themselves.
  'X-Accel-Buffering',
  'no',
];

/** What a stream tells: which bytes there are now, and when the database last agreed with them. */
export interface StreamNews {
  state: Pick<PageState, 'epoch' | 'seq'>;
  summary: string;
}

export interface StreamOptions {
  /** How many may listen at once. */
  limit?: number;
  /** The instant, as in Allswell-Verified-At. */
  verifiedAt(): string;
  aliveEveryMs?: number;
  lifeMs?: number;
}

interface Reader {
  res: ServerResponse;
  socket: Socket;
  endsAt: number;
}

/**
 * `/api/v2/stream`: Server-Sent Events. A frame is made once and the same Buffer is written to every socket, past
 * node:http: the header announces chunks, and the frame brings its chunk's own head and tail along.
 */
export class NewsStream {
  readonly #readers = new Set<Reader>();
  readonly #limit: number;
  readonly #lifeMs: number;
  readonly #verifiedAt: () => string;
  readonly #alive: NodeJS.Timeout;
  #news: StreamNews | undefined;
  #frame: Buffer | undefined;

  constructor({ limit = 12_000, verifiedAt, aliveEveryMs = aliveMs, lifeMs: life = lifeMs }: StreamOptions) {
    this.#limit = limit;
    this.#lifeMs = life;
    this.#verifiedAt = verifiedAt;
    this.#alive = setInterval(() => this.#beat(), aliveEveryMs);
    this.#alive.unref();
  }

  /** False before there is anything to tell. */
  get hasNews(): boolean {
    return this.#frame !== undefined;
  }

  /** How many listen now. */
  get size(): number {
    return this.#readers.size;
  }

  /** Tells everyone that there is something new. */
  tell(news: StreamNews): void {
    this.#news = news;
    const { epoch, seq } = news.state;
    const [event, data] =
      Buffer.byteLength(news.summary) <= summaryLimit
        ? ['summary', news.summary]
        : ['changed', JSON.stringify({ epoch, seq })];
    const text = `id: ${epoch}.${seq}\nevent: ${event}\ndata: ${data}\n\n`;
    this.#frame = chunk(text);
    this.#writeToAll(this.#frame);
  }

  /** Takes a reader in; false when there are too many, or it cannot read a stream. */
  accept(req: IncomingMessage, res: ServerResponse): boolean {
    const { socket } = res;
    if (!this.#frame || !socket || this.#readers.size >= this.#limit) return false;
    if (req.httpVersionMinor === 0) return false; // knows no chunks
    res.writeHead(200, [...headers, 'Transfer-Encoding', 'chunked']);
    res.flushHeaders();
    socket.setNoDelay(true);
    const reader = { res, socket, endsAt: Date.now() + this.#lifeMs * (0.9 + Math.random() * 0.2) };
    this.#readers.add(reader);
    res.on('close', () => this.#readers.delete(reader));
    socket.write(opening);
    socket.write(this.#frame);
    return true;
  }

  /** What HEAD is answered. */
  head(res: ServerResponse): void {
    res.writeHead(200, headers);
    res.end();
  }

  /** Ends every stream; readers come back, to us or to who comes after us. */
  close(): void {
    clearInterval(this.#alive);
    for (const { res } of this.#readers) res.end();
    this.#readers.clear();
  }

  #beat(): void {
    const now = Date.now();
    for (const reader of this.#readers) {
      if (now < reader.endsAt) continue;
      this.#readers.delete(reader);
      reader.res.end();
    }
    if (!this.#news || this.#readers.size === 0) return;
    const { epoch, seq } = this.#news.state;
    this.#writeToAll(
      chunk(`event: alive\ndata: ${JSON.stringify({ epoch, seq, verified_at: this.#verifiedAt() })}\n\n`),
    );
  }

  #writeToAll(frame: Buffer): void {
    for (const reader of this.#readers) {
      if (reader.socket.writableLength > backlogLimit) {
        this.#readers.delete(reader);
        reader.socket.destroy();
      } else {
        reader.socket.write(frame);
      }
    }
  }
}

const opening = chunk('retry: 5000\n\n');

function chunk(text: string): Buffer {
  const length = Buffer.byteLength(text);
  return Buffer.from(`${length.toString(16)}\r\n${text}\r\n`);
}
