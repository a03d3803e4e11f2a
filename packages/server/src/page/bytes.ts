import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';

/** How a body can be coded, best first. */
export type Coding = 'br' | 'gzip' | 'identity';

/** Names and values in turn, the form in which node:http takes them without a copy. */
export type FlatHeaders = string[];

interface Variant {
  /** Bytes, or the same as a string of one character a byte: send it as `latin1`. */
  body: Buffer | string;
  headers: FlatHeaders;
}

interface Tags {
  /** Of the bytes of the best compression. */
  best: string;
  /** Of the quick ones that were there first. The content is the same, so a reader who has either has the news. */
  quick: string;
}

export interface PrepareOptions {
  type: string;
  /** Beyond Content-Type, Content-Length, Content-Encoding, ETag and Vary. */
  headers?: FlatHeaders;
  status?: number;
  /** Whether each answer says when the database last agreed with it. */
  proven?: boolean;
  /** False where compression gains nothing. */
  compress?: boolean;
  /** True for what is replaced within minutes: the last fifth of its bytes is not worth half a second of work. */
  isBrief?: boolean;
}

const quickLimit = 262_144;
const worthIt = 200;
// node:http puts head and body of a short string answer into one write; a Buffer beside the head costs a tenth more.
const oneWriteLimit = 12_288;
/** Says when the database last agreed with an answer. */
export const verifiedName = 'Allswell-Verified-At';

/**
 * One answer, ready to be sent: identity, gzip and brotli bytes with their header lists. Strong tags differ for each
 * coding and level (RFC 9110, 8.8.1): `"HASH"`, `"HASH-gzip"`, `"HASH-br"`, and `-quick` behind it until the best
 * compression is there. HASH is of the identity bytes, so it is the same in every process.
 */
export class Prepared {
  readonly status: number;
  readonly identity: Buffer;
  readonly #tags: Record<Coding, Tags>;
  readonly #fixed: FlatHeaders;
  readonly #proven: boolean;
  readonly #notModified: FlatHeaders;
  readonly #variants: { [C in Coding]?: Variant } = {};
  readonly #compress: boolean;
  readonly #isBrief: boolean;
  /** Codings that nobody has asked for yet. */
  #untried = new Set<Coding>();
  #verified = '';
  #isImproved = false;

  constructor(content: string | Buffer, options: PrepareOptions) {
    this.identity = typeof content === 'string' ? Buffer.from(content) : content;
    this.status = options.status ?? 200;
    this.#proven = options.proven ?? false;
    this.#isBrief = options.isBrief ?? false;
    this.#compress = (options.compress ?? true) && this.identity.length >= worthIt;
    const hash = createHash('sha256').update(this.identity).digest('base64url').slice(0, 22);
    this.#tags = {
      identity: { best: `"${hash}"`, quick: `"${hash}"` },
      gzip: { best: `"${hash}-gzip"`, quick: `"${hash}-gzip-quick"` },
      br: { best: `"${hash}-br"`, quick: `"${hash}-br-quick"` },
    };
    const vary = this.#compress ? ['Vary', 'Accept-Encoding'] : [];
    const proof = this.#proven ? [verifiedName, ''] : [];
    const constant = [...(options.headers ?? []), ...vary];
    // The tag and the proof stand at fixed places, so that they can be replaced without a new list.
    this.#notModified = ['ETag', '', ...proof, ...renewing(constant)];
    this.#fixed = ['Content-Type', options.type, ...constant];
    this.#set('identity', this.identity, this.#tags.identity.best);
    if (this.#compress && this.identity.length <= quickLimit) this.#untried = new Set(['gzip', 'br']);
  }

  /** The strong tag of one coding as it is answered now. */
  tagOf(coding: Coding): string {
    return this.#pick(coding).headers[1] ?? '';
  }

  /** The body and headers for a reader who takes `coding`. The list is ours: it is written out before it changes. */
  answer(coding: Coding, verified: string): Variant {
    if (this.#proven && verified !== this.#verified) this.#prove(verified);
    return this.#pick(coding);
  }

  /** The headers of a 304 when what the reader has is what we would send; undefined when it is not. */
  notModified(coding: Coding, ifNoneMatch: string, verified: string): FlatHeaders | undefined {
    const tags = this.#tags[this.#variants[coding] || this.#untried.has(coding) ? coding : 'identity'];
    const tag =
      ifNoneMatch === tags.best || ifNoneMatch === tags.quick ? ifNoneMatch : this.#search(ifNoneMatch, tags, coding);
    if (tag === undefined) return undefined;
    if (this.#proven && verified !== this.#verified) this.#prove(verified);
    this.#notModified[1] = tag;
    return this.#notModified;
  }

  /** Replaces the quick compression by the best one, one coding after the other, off this thread. */
  async improve(): Promise<void> {
    if (!this.#compress || this.#isImproved) return;
    this.#isImproved = true;
    const { length } = this.identity;
    this.#set('gzip', await gzipLater(this.identity, { level: 9 }), this.#tags.gzip.best);
    this.#untried.delete('gzip');
    const quality = this.#isBrief ? 6 : length <= 262_144 ? 11 : 9;
    this.#set('br', await brotliLater(this.identity, { params: brotliParams(length, quality) }), this.#tags.br.best);
    this.#untried.delete('br');
  }

  #pick(coding: Coding): Variant {
    const variant = this.#variants[coding] ?? this.#compressQuickly(coding) ?? this.#variants.identity;
    if (!variant) throw new Error('An answer always has its identity bytes.');
    return variant;
  }

  /** For the first who asks: while news follows news, most answers are replaced before anybody reads them. */
  #compressQuickly(coding: Coding): Variant | undefined {
    if (!this.#untried.delete(coding)) return undefined;
    const { identity } = this;
    const body =
      coding === 'gzip'
        ? gzipSync(identity, { level: 5 })
        : brotliCompressSync(identity, { params: brotliParams(identity.length, 4) });
    this.#set(coding, body, this.#tags[coding].quick);
    return this.#variants[coding];
  }

  #set(coding: Coding, body: Buffer, tag: string): void {
    if (coding !== 'identity' && body.length >= this.identity.length) return;
    const proof = this.#proven ? [verifiedName, this.#verified] : [];
    const encoding = coding === 'identity' ? [] : ['Content-Encoding', coding];
    const headers = ['ETag', tag, ...proof, ...this.#fixed, ...encoding, 'Content-Length', String(body.length)];
    this.#variants[coding] = { body: body.length <= oneWriteLimit ? body.toString('latin1') : body, headers };
  }

  #prove(verified: string): void {
    this.#verified = verified;
    this.#notModified[3] = verified;
    for (const variant of Object.values(this.#variants)) variant.headers[3] = verified;
  }

  /** Lists, weak forms as proxies make them, and `*` (RFC 9110, 13.1.2: the comparison is weak). */
  #search(ifNoneMatch: string, tags: Tags, coding: Coding): string | undefined {
    if (ifNoneMatch.trim() === '*') return this.tagOf(coding);
    for (const part of ifNoneMatch.split(',')) {
      const tag = part.trim();
      const bare = tag.startsWith('W/') ? tag.slice(2) : tag;
      if (bare === tags.best || bare === tags.quick) return bare;
    }
    return undefined;
  }
}

/** What a 304 repeats: the rest stands in what the reader has (RFC 9110, 15.4.5). Scripts see it only by its CORS part. */
function renewing(headers: FlatHeaders): FlatHeaders {
  return headers.filter((_, index) => {
    const name = headers[index - (index % 2)] ?? '';
    return name === 'Cache-Control' || name === 'Vary' || name.startsWith('Access-Control-');
  });
}

const gzipLater = promisify(gzip);
const brotliLater = promisify(brotliCompress);

function brotliParams(length: number, quality: number) {
  return {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_SIZE_HINT]: length,
    // A window as wide as the text: a wider one finds nothing more, and keeps megabytes for each thread that used it.
    [constants.BROTLI_PARAM_LGWIN]: Math.min(22, Math.max(10, Math.ceil(Math.log2(length + 16)))),
  };
}
