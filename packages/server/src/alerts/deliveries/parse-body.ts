import { UnreadableDelivery } from '../adapters/adapter.ts';
import { parseDelivery } from '../adapters/read/parse-delivery.ts';

const deepest = 32;

/**
 * Reads what a sender posted, whatever type it says that it is: JSON, or a form that holds it in a field `data`, as
 * Uptime Kuma can send it. Throws an UnreadableDelivery.
 */
export async function parseBody(bytes: Buffer, contentType: string | null): Promise<unknown> {
  const text = decode(bytes);
  try {
    return parse(text);
  } catch (error) {
    const inner = await dataOf(bytes, contentType);
    if (inner === undefined) throw error;
    return parse(inner);
  }
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes); // without a byte order mark
  } catch (cause) {
    throw new UnreadableDelivery('The delivery is not text in UTF-8.', { cause });
  }
}

function parse(text: string): unknown {
  refuseDepth(text);
  return parseDelivery(text);
}

/** Nobody honest nests so deep, and what walks through the parts would run out of stack. */
function refuseDepth(text: string): void {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isInText) {
      if (character === '\\') at++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '{' || character === '[') {
      if (++depth > deepest) throw new UnreadableDelivery(`The delivery is nested more than ${deepest} levels deep.`);
    } else if (character === '}' || character === ']') depth--;
  }
}

async function dataOf(bytes: Buffer, contentType: string | null): Promise<string | undefined> {
  if (contentType === null || !/^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(contentType))
    return undefined;
  try {
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } }).formData();
    const data = form.get('data') ?? form.get('payload');
    return typeof data === 'string' ? data : await data?.text();
  } catch {
    return undefined; // it is no form either
  }
}
