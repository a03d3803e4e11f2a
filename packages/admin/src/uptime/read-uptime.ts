import type { UptimeDocument } from '@allswell/protocol';
import { ApiError } from '../api/api-error.ts';

/** Reads what readers are told of 365 days, as any reader gets it: without the admin's token. */
export async function readUptime(address: URL): Promise<UptimeDocument> {
  let response: Response;
  try {
    response = await fetch(address, { cache: 'no-cache', credentials: 'omit', referrerPolicy: 'no-referrer' });
    if (response.ok) return (await response.json()) as UptimeDocument;
  } catch (cause) {
    throw new ApiError('unreachable', 'The server does not answer.', { cause });
  }
  throw new ApiError('unexpected-answer', `The page answered ${response.status}.`, { status: response.status });
}
