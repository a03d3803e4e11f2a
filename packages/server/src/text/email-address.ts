import { domainToASCII } from 'node:url';

/** An address that mail can be sent to, in the one spelling that is used everywhere. */
export interface EmailAddress {
  /** The local part as it was written, the domain in ASCII and lower case. */
  address: string;
  /** The same for all spellings of one address: lower case. */
  key: string;
  /** What shares its fate when mail cannot be delivered. */
  domain: string;
}

// The dot-atom of RFC 5322 and nothing beside it: quoted local parts, comments, groups, lists and address literals are
// legal, and what foreign recipients are smuggled in with. Nor "%" and "!", which relays may read as a route to elsewhere.
const localPart = /^[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*$/;
const writtenDomain = /^[\p{L}\p{N}\p{M}.-]+$/u;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads an email address by a grammar that has one meaning for every mail server. The answer is the address, or what is
 * wrong with it in words for the person who wrote it.
 */
export function readEmailAddress(written: string): EmailAddress | { problem: string } {
  const at = written.indexOf('@');
  if (at < 0 || at !== written.lastIndexOf('@'))
    return { problem: 'Send one email address, such as maya@example.com.' };
  const [local, domain] = [written.slice(0, at), written.slice(at + 1)];
  if (/\P{ASCII}/u.test(local)) {
    return { problem: 'Before the @ only letters without accents, digits and common signs can be written to.' };
  }
  if (local.length > 64 || !localPart.test(local)) {
    return { problem: 'Before the @ there is something that no address can have: send it as plain as possible.' };
  }
  const ascii = asciiDomain(domain);
  if (ascii === undefined) return { problem: 'After the @ there has to be a domain, such as example.com.' };
  const address = `${local}@${ascii}`;
  if (Buffer.byteLength(address) > 254) return { problem: 'Send an address of at most 254 bytes.' };
  return { address, key: address.toLowerCase(), domain: ascii };
}

/** The domain as DNS knows it; undefined for what is none. */
function asciiDomain(written: string): string | undefined {
  // Checked before it is converted: the conversion reads numbers as IP addresses and forgives much.
  if (!writtenDomain.test(written) || written.startsWith('.') || written.endsWith('.')) return undefined;
  const ascii = /\P{ASCII}/u.test(written) ? domainToASCII(written) : written.toLowerCase();
  const labels = ascii.split('.');
  const isDomain = labels.length > 1 && ascii.length <= 253 && labels.every((part) => label.test(part));
  return isDomain && !/^\d+$/.test(labels.at(-1) ?? '') ? ascii : undefined;
}
