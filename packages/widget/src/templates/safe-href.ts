import { isSafeLink } from '@allswell/protocol';

/** An address that may be linked, or nothing. */
export function safeHref(address: string | undefined): string | undefined {
  return address && isSafeLink(address) ? address : undefined;
}
