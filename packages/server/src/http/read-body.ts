import { DomainError } from '@allswell/protocol';

/** Bodies are at most this long, unless their route says otherwise. */
export const usualBodyLimit = 64 * 1024;
const deepest = 20;

/** Reads a JSON body of at most `limit` bytes, sent in one piece or in chunks. An empty body is undefined. */
export async function readJson(request: Request, limit = usualBodyLimit): Promise<{ text: string; value: unknown }> {
  requireJsonType(request);
  const text = decode(await readBytes(request, limit));
  if (text.trim() === '') return { text, value: undefined };
  const value = parse(text);
  refuseOddShapes(value);
  return { text, value };
}

/** A body of another type could be sent by any web page's form, without the browser asking first. */
function requireJsonType(request: Request): void {
  const type = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return;
  throw new DomainError('unsupported-media-type', 'Send the header "content-type: application/json" and a JSON body.');
}

/** Reads a body of text in UTF-8, or in UTF-16 that says so, as spreadsheets save it. */
export async function readText(request: Request, { type, limit }: { type: string; limit: number }): Promise<string> {
  const sent = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase();
  if (sent !== type) {
    throw new DomainError('unsupported-media-type', `Send the header "content-type: ${type}".`);
  }
  const bytes = await readBytes(request, limit);
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw invalid('#', 'Save the file as UTF-8, and send it again.');
  }
}

/** Reads a body as it is, of at most `limit` bytes. */
export async function readBytes(request: Request, limit: number): Promise<Buffer> {
  const tooLarge = new DomainError('body-too-large', `Send at most ${limit / 1024} KB.`);
  if (Number(request.headers.get('content-length')) > limit) throw tooLarge;
  if (!request.body) return Buffer.alloc(0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > limit) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads JSON that came under any content type, as some senders name theirs wrongly. */
export function parseJson(bytes: Buffer): unknown {
  const value = parse(decode(bytes));
  refuseOddShapes(value);
  return value;
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new DomainError('malformed-json', 'Send the JSON as UTF-8.', { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new DomainError('malformed-json', 'Send valid JSON. A comma or a quote may be missing or too many.', {
      cause,
    });
  }
}

/** Refuses what no honest client sends: deep nesting, and keys that change an object's prototype. */
function refuseOddShapes(root: unknown): void {
  const rest: { value: unknown; depth: number }[] = [{ value: root, depth: 1 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > deepest) throw invalid('#', `Nest at most ${deepest} levels deep.`);
    if (Object.hasOwn(value, '__proto__')) throw invalid('#/__proto__', 'Remove this field: it is not known here.');
    for (const inner of Object.values(value)) rest.push({ value: inner, depth: depth + 1 });
  }
}

function invalid(pointer: string, detail: string): DomainError {
  return new DomainError('invalid-request', 'Correct the request and send it again.', {
    errors: [{ pointer, detail }],
  });
}
