import { domainToASCII } from 'node:url';

/** An email address, read strictly: exactly one, and nothing that another program could read as more. */
export interface EmailAddress {
  /** As its owner wrote it; the domain in ASCII, so that every program that sends to it reads the same. */
  address: string;
  /** The same for all spellings that name this address: lower case. */
  key: string;
  /** The same for all spellings that most likely reach one inbox: without dots and what follows a plus. */
  inbox: string;
  /** In ASCII and lower case. */
  domain: string;
}

/**
 * A dot-atom (RFC 5322, 3.2.3): no quotes, comments, groups, blanks or controls. Nor `%` and `!`, which mail servers have
 * always been ready to read as a route to somebody elsewhere.
 */
const localPart = /^[\w#$&'*+/=?^`{|}~-]+(?:\.[\w#$&'*+/=?^`{|}~-]+)*$/;
/** A domain name of at least two labels whose last one is no number: an IP address is no address of a person. */
const domainName =
  /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])$/;
/** What a domain may be written with. `domainToASCII` alone decodes percent signs and drops invisible characters. */
const writtenDomain = /^[\p{L}\p{M}\p{N}.。．｡-]+$/u;

/** Reads an email address of at most 254 bytes; undefined for everything else. */
export function readEmailAddress(text: string): EmailAddress | undefined {
  const at = text.indexOf('@');
  const [local, written] = [text.slice(0, at), text.slice(at + 1)];
  if (at < 1 || local.length > 64 || text.length > 254) return undefined;
  if (!localPart.test(local) || !writtenDomain.test(written)) return undefined;
  const domain = domainToASCII(written.normalize('NFC')).toLowerCase();
  const address = `${local}@${domain}`;
  if (!domainName.test(domain) || address.length > 254) return undefined;
  return { address, key: address.toLowerCase(), inbox: `${personOf(local)}@${providerOf(domain)}`, domain };
}

/** The email address of somebody as others may see it: `m…@fernhill.example`. */
export function hintOf(address: string): string {
  const at = address.indexOf('@');
  return at < 1 ? '…' : `${address.slice(0, 1)}…${address.slice(at)}`;
}

function personOf(local: string): string {
  const [person = ''] = local.toLowerCase().split('+', 1);
  return person.replaceAll('.', '') || local.toLowerCase();
}

/** Two domains of one provider that reach the same inboxes. */
function providerOf(domain: string): string {
  return domain === 'googlemail.com' ? 'gmail.com' : domain;
}
