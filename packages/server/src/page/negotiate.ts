import type { Coding } from './bytes.ts';

const known = new Map<string, Coding>();
const codings: readonly Coding[] = ['br', 'gzip', 'identity'];

/** The coding that suits an Accept-Encoding best. Browsers send a handful of values, so answers are remembered. */
export function chooseCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return 'identity';
  const remembered = known.get(acceptEncoding);
  if (remembered) return remembered;
  const coding = weigh(acceptEncoding);
  if (known.size < 256 && acceptEncoding.length < 256) known.set(acceptEncoding, coding);
  return coding;
}

/** RFC 9110, 12.5.3: the greatest weight wins, among equals the smallest body. */
function weigh(acceptEncoding: string): Coding {
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    weights.set(name === 'x-gzip' ? 'gzip' : name, Number.isFinite(weight) ? weight : 0);
  }
  const any = weights.get('*') ?? 0;
  let best: Coding = 'identity';
  let most = weights.get('identity') ?? 0;
  for (const coding of codings) {
    if (coding === 'identity') continue;
    const weight = weights.get(coding) ?? any;
    if (weight > 0 && (weight > most || (weight === most && best === 'identity'))) {
      best = coding;
      most = weight;
    }
  }
  return best;
}

/** One header of a request, read where node:http keeps it raw: its `headers` object costs more than the whole answer. */
export function rawHeader(rawHeaders: readonly string[], name: string): string | undefined {
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const candidate = rawHeaders[index];
    if (candidate !== undefined && candidate.length === name.length && candidate.toLowerCase() === name) {
      return rawHeaders[index + 1];
    }
  }
  return undefined;
}
