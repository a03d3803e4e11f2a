import { readFileSync } from 'node:fs';
import type { Config } from '../../../config.ts';
import { createSigner, type Signer } from './sign.ts';

/** How the mail server is reached. */
export interface ServerSettings {
  host: string;
  port: number;
  /** TLS from the first byte. */
  isImplicitTls: boolean;
  /** False only where the address says `require_tls=0`. */
  requireTls: boolean;
  auth: { user: string; password: string } | undefined;
  /** How many connections are kept at most. */
  connections: number;
  /** What we call ourselves. */
  ownName: string;
  /** Certificates that are trusted besides the usual ones. */
  ca?: string;
}

/** Who emails come from. */
export interface FromSettings {
  /** Undefined: the name of the page. */
  name: string | undefined;
  address: string;
}

/** The part of the configuration that is about email. */
export type EmailConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'dkim' | 'bounceDomain'>;

/** Everything that email needs to know, read once. */
export interface EmailSettings {
  server: ServerSettings;
  from: FromSettings;
  bounceDomain: string | undefined;
  signedBy: { domain: string; selector: string } | undefined;
  signer: Signer | undefined;
  /** The right side of message ids. */
  host: string;
}

const defaultConnections = 10;
const mostConnections = 50;

/** Reads what the configuration says of email; undefined where no mail server is named. Throws where a key is no key. */
export function readEmailSettings(config: EmailConfig, publicUrl: string): EmailSettings | undefined {
  if (config.smtpUrl === undefined) return undefined;
  const { hostname } = new URL(publicUrl);
  return {
    server: readServer(config.smtpUrl, hostname),
    from: readFrom(config.mailFrom, hostname),
    bounceDomain: config.bounceDomain,
    signedBy: config.dkim,
    signer: config.dkim && readSigner(config.dkim),
    host: hostname,
  };
}

interface EmailSummary {
  from: string;
  /** Host and port. */
  server: string;
  signed_by: string | null;
}

/** Where and as whom mail is sent, without secrets, for people; undefined where email is not configured. */
export function describeEmail(config: EmailConfig, publicUrl: string): EmailSummary | undefined {
  if (config.smtpUrl === undefined) return undefined;
  const { hostname } = new URL(publicUrl);
  const { host, port } = readServer(config.smtpUrl, hostname);
  const { name, address } = readFrom(config.mailFrom, hostname);
  return {
    from: name === undefined ? address : `${name} <${address}>`,
    server: `${host}:${port}`,
    signed_by: config.dkim?.domain ?? null,
  };
}

function readServer(smtpUrl: string, ownHost: string): ServerSettings {
  const url = new URL(smtpUrl);
  const isImplicitTls = url.protocol === 'smtps:';
  const connections = Number(url.searchParams.get('connections') ?? defaultConnections);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (isImplicitTls ? 465 : 587),
    isImplicitTls,
    requireTls: url.searchParams.get('require_tls') !== '0',
    auth: url.username
      ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      : undefined,
    connections: Number.isInteger(connections)
      ? Math.min(mostConnections, Math.max(1, connections))
      : defaultConnections,
    ownName: isName(ownHost) ? ownHost : '[127.0.0.1]',
  };
}

function readFrom(mailFrom: string | undefined, publicHost: string): FromSettings {
  if (mailFrom === undefined) {
    return { name: undefined, address: `status@${isName(publicHost) ? publicHost : 'localhost'}` };
  }
  const [, name, address] = /^(.*?)\s*<([^<>]+)>$/.exec(mailFrom) ?? [];
  return address === undefined ? { name: undefined, address: mailFrom } : { name: name?.trim() || undefined, address };
}

function readSigner({ domain, selector, keyFile }: NonNullable<Config['dkim']>): Signer {
  try {
    return createSigner({ domain, selector, pem: readFileSync(keyFile, 'utf8') });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`ALLSWELL_DKIM_KEY_FILE cannot be used: ${why}.`, { cause: error });
  }
}

/** A name, not an IP address. */
function isName(host: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]+[a-z0-9-]*$/i.test(host);
}
