import { Prepared } from '../bytes.ts';
import { sharedHeaders } from '../headers.ts';

/** Leads from one address of ours to another: for good, or as long as nothing changes. */
export function redirect(address: string, { isForGood }: { isForGood: boolean }): Prepared {
  return new Prepared('', {
    type: 'text/html; charset=utf-8',
    status: isForGood ? 301 : 302,
    headers: [...sharedHeaders, 'Location', address],
  });
}
