import { type Measured, MetricError, type MetricReader, type Wanted } from './source.ts';

type Query = Parameters<MetricReader['read']>[0];

/** An answer on which a reader has stumbled: a bug of ours, which its cause tells. */
export class UnexpectedAnswer extends MetricError {
  constructor(cause: unknown) {
    super('garbled', 'The answer could not be understood. The log of the server says more.', { cause });
  }
}

/** Reads a metric once and waits for so long, whatever its reader does. Throws a MetricError. */
export async function readInTime(
  reader: MetricReader,
  query: Query,
  wanted: Omit<Wanted, 'signal'>,
  { signal, withinMs }: { signal?: AbortSignal; withinMs: number },
): Promise<Measured> {
  const late = AbortSignal.timeout(withinMs);
  const end = AbortSignal.any(signal ? [late, signal] : [late]);
  const { promise: over, reject } = Promise.withResolvers<never>();
  const giveUp = () =>
    reject(new MetricError('unreachable', `There was no answer within ${Math.ceil(withinMs / 1_000)} s.`));
  end.addEventListener('abort', giveUp, { once: true });
  if (end.aborted) giveUp();
  try {
    return await Promise.race([over, reader.read(query, { ...wanted, signal: end })]);
  } catch (error) {
    throw error instanceof MetricError ? error : new UnexpectedAnswer(error);
  } finally {
    end.removeEventListener('abort', giveUp);
  }
}
