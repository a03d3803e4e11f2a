import { isIP } from 'node:net';
import path from 'node:path';
import * as v from 'valibot';

/** What the environment says, read once at the start. */
export interface Config {
  host: string;
  port: number;
  /** Where readers reach the server; unset, it is where it listens. Without a slash at the end. */
  publicUrl: string | undefined;
  /** Absolute. */
  dataDir: string;
  /** A Postgres of the operator's own; unset, one runs in the data folder. */
  databaseUrl: string | undefined;
  /** For LISTEN and migrations, when `databaseUrl` is a pooler. */
  databaseDirectUrl: string | undefined;
  masterKey: string | undefined;
  adminOrigins: string[];
  trustedProxies: string[];
  /** 0 takes any free port. */
  examplePort: number;
  /** Unset, there is no operations port; 0 takes any free one. */
  opsPort: number | undefined;
  logLevel: LogLevel;
  /** The mail server, with user and password if it wants them; unset, nothing is sent by email. */
  smtpUrl: string | undefined;
  /** The sender of emails: an address, or a name with one in angle brackets. */
  mailFrom: string | undefined;
  dkim: { domain: string; selector: string; keyFile: string } | undefined;
  /** Bounces come to addresses of this domain, one for each subscriber (VERP). */
  bounceDomain: string | undefined;
  /** Checks what Mailgun reports. */
  mailgunSigningKey: string | undefined;
  /** How push services reach the operator: a mailto: or https: address. */
  vapidSubject: string | undefined;
  websubHub: string | undefined;
  /** Where metrics are read, and lost ends of alerts are asked for; unset, nowhere. */
  newRelic: NewRelicConfig | undefined;
  prometheus: { url: string; token: string | undefined } | undefined;
  /** Stands in for the fence in the data folder, where folders do not outlive a restart. */
  fenceToken: string | undefined;
  /** Outside origins whose connections go elsewhere, on loopback. */
  upstreams: Map<string, string>;
  /** Host and port of private addresses that may be reached nevertheless. */
  egressAllow: string[];
}

/** The regions of New Relic. */
export const newRelicRegions = ['us', 'eu', 'jp', 'fedramp'] as const;

/** What New Relic is asked with. */
export interface NewRelicConfig {
  /** A user key. It never leaves the server. */
  apiKey: string;
  /** The account of queries that name none. */
  accountId: number | undefined;
  region: (typeof newRelicRegions)[number];
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
type LogLevel = (typeof logLevels)[number];

/** What is wrong with one variable, and how it would be right. */
export interface ConfigMistake {
  name: string;
  reason: string;
  example: string;
}

/** The environment cannot be used as it is. The message names every mistake at once. */
export class ConfigError extends Error {
  readonly mistakes: ConfigMistake[];

  constructor(mistakes: ConfigMistake[]) {
    const lines = mistakes.map(({ name, reason, example }) => `  ${name}: ${reason} For example: ${name}=${example}`);
    super(['The configuration is not right:', ...lines].join('\n'));
    this.name = 'ConfigError';
    this.mistakes = mistakes;
  }
}

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'It has to be a number.'),
  v.transform(Number),
  v.maxValue(65_535, 'It has to be at most 65535.'),
);

const postgresUrl = v.pipe(
  v.string(),
  v.check(
    (text) => /^postgres(ql)?:$/.test(protocolOf(text)),
    'It has to be the address of a Postgres: postgres://user:password@host:port/database.',
  ),
);

const origin = (text: string) => {
  const url = URL.parse(text);
  return url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search && !url.hash && !url.username
    ? url.origin
    : undefined;
};

const publicUrl = v.pipe(
  v.string(),
  v.check((text) => origin(text) !== undefined, 'It has to be http:// or https:// and a host, without a path.'),
  v.transform((text) => origin(text) ?? ''),
);

const list = <T extends v.GenericSchema<string, string>>(item: T) =>
  v.pipe(
    v.string(),
    v.transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    ),
    v.array(item),
  );

const domain = v.pipe(
  v.string(),
  v.regex(
    /^[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+$/,
    'It has to be a domain.',
  ),
);

/** Every variable of this version: what it is for, how it looks, and how it is read. */
const variables = {
  PORT: { about: 'port of the page, the panel and the API (default 8080)', example: '8080', read: port },
  HOST: {
    about: 'address to listen on (default 127.0.0.1)',
    example: '0.0.0.0',
    read: v.pipe(v.string(), v.regex(/^[\w.:%-]+$/, 'It has to be an address or a host name, without a port.')),
  },
  ALLSWELL_PUBLIC_URL: {
    about: 'where readers reach the server (default http://HOST:PORT)',
    example: 'https://status.example.com',
    read: publicUrl,
  },
  ALLSWELL_DATA_DIR: {
    about: 'folder for the database and the last known page (default ./data)',
    example: '/var/lib/allswell',
    read: v.string(),
  },
  DATABASE_URL: {
    about: 'a Postgres of yours, 15 or newer (default: one of its own in the data folder)',
    example: 'postgres://allswell:secret@db.internal:5432/allswell',
    read: postgresUrl,
  },
  ALLSWELL_DATABASE_DIRECT_URL: {
    about: 'the same Postgres without the pooler, for LISTEN and migrations',
    example: 'postgres://allswell:secret@db.internal:5432/allswell',
    read: postgresUrl,
  },
  ALLSWELL_MASTER_KEY: {
    about: 'encrypts the keys kept in the database; at least 32 bytes',
    example: '"$(openssl rand -base64 32)"',
    read: v.pipe(v.string(), v.minBytes(32, 'It has to be at least 32 bytes long.')),
  },
  ALLSWELL_ADMIN_ORIGINS: {
    about: 'other origins that may show the panel, separated by commas',
    example: 'https://intranet.example.com',
    read: list(publicUrl),
  },
  ALLSWELL_TRUSTED_PROXIES: {
    about: 'addresses of proxies whose X-Forwarded-For counts, separated by commas',
    example: '127.0.0.1,10.0.0.0/8',
    read: list(
      v.pipe(v.string(), v.check(isNetwork, 'Each has to be an IP address, or a network such as 10.0.0.0/8.')),
    ),
  },
  ALLSWELL_EXAMPLE_PORT: { about: 'port of the example app (default 8081; 0 takes any)', example: '8081', read: port },
  ALLSWELL_OPS_PORT: {
    about: 'port on 127.0.0.1 for /metrics and the details of /readyz (default: none; 0 takes any)',
    example: '9090',
    read: port,
  },
  ALLSWELL_SMTP_URL: {
    about: 'mail server for notices to subscribers (default: no email)',
    example: 'smtps://user:password@smtp.example.com:465',
    read: v.pipe(
      v.string(),
      v.check(
        (text) => /^smtps?:$/.test(protocolOf(text)) && (URL.parse(text)?.hostname ?? '') !== '',
        'It has to be smtp:// or smtps:// with user, password, host and port; ?require_tls=0 allows plain text.',
      ),
    ),
  },
  ALLSWELL_MAIL_FROM: {
    about: 'sender of emails (default: status@ and the host of the public URL)',
    example: '"Fernhill Status <status@fernhill.example>"',
    read: v.pipe(
      v.string(),
      v.trim(),
      v.regex(
        /^(?:[^<>"\r\n]{1,100}<[^\s<>@,;:"()]+@[A-Za-z0-9.-]+>|[^\s<>@,;:"()]+@[A-Za-z0-9.-]+)$/,
        'It has to be an address, or a name with an address in angle brackets.',
      ),
    ),
  },
  ALLSWELL_DKIM_DOMAIN: { about: 'domain that signs emails', example: 'fernhill.example', read: domain },
  ALLSWELL_DKIM_SELECTOR: {
    about: 'name of the key of that domain',
    example: 'allswell',
    read: v.pipe(v.string(), v.regex(/^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$/, 'It has to be a DNS label.')),
  },
  ALLSWELL_DKIM_KEY_FILE: {
    about: 'file with the private key, PEM, RSA or Ed25519',
    example: '/run/secrets/dkim.pem',
    read: v.string(),
  },
  ALLSWELL_BOUNCE_DOMAIN: {
    about: 'domain whose mail is piped to `allswell bounce`: bounces come to addresses of it',
    example: 'bounces.fernhill.example',
    read: domain,
  },
  ALLSWELL_MAILGUN_SIGNING_KEY: {
    about: 'checks the bounces that Mailgun reports',
    example: 'key-0123456789abcdef',
    read: v.string(),
  },
  ALLSWELL_VAPID_SUBJECT: {
    about: 'how push services reach you (default: the sender of emails, or the public URL)',
    example: 'mailto:ops@fernhill.example',
    read: v.pipe(
      v.string(),
      v.regex(
        /^(mailto:[^\s@]+@[^\s@]+|https:\/\/[^\s]+)$/,
        'It has to be mailto: and an address, or an https:// address.',
      ),
    ),
  },
  ALLSWELL_WEBSUB_HUB: {
    about: 'hub that is told when the feeds change',
    example: 'https://pubsubhubbub.appspot.com/',
    read: v.pipe(
      v.string(),
      v.check((text) => /^https?:$/.test(protocolOf(text)), 'It has to be an https:// address.'),
    ),
  },
  ALLSWELL_NEW_RELIC_API_KEY: {
    about: 'user key of New Relic; best of a user who may only read (default: no metrics from New Relic)',
    example: 'NRAK-…',
    read: v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]{8,200}$/, 'It has to be a key without blanks.')),
  },
  ALLSWELL_NEW_RELIC_ACCOUNT_ID: {
    about: 'account that New Relic is asked about',
    example: '1234567',
    read: v.pipe(v.string(), v.trim(), v.regex(/^[1-9]\d{0,14}$/, 'It has to be a number.'), v.transform(Number)),
  },
  ALLSWELL_NEW_RELIC_REGION: {
    about: `where the account is: ${newRelicRegions.join(', ')} (default us)`,
    example: 'eu',
    read: v.pipe(
      v.string(),
      v.trim(),
      v.toLowerCase(),
      v.picklist(newRelicRegions, `It has to be one of ${newRelicRegions.join(', ')}.`),
    ),
  },
  ALLSWELL_PROMETHEUS_URL: {
    about: 'a Prometheus that metrics are read from (default: none)',
    example: 'http://prometheus.internal:9090',
    read: v.pipe(
      v.string(),
      v.check((text) => /^https?:$/.test(protocolOf(text)), 'It has to be an http:// or https:// address.'),
      v.transform((text) => text.replace(/\/+$/, '')),
    ),
  },
  ALLSWELL_PROMETHEUS_TOKEN: {
    about: 'bearer token for it',
    example: 'eyJhbGciOi…',
    read: v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]{1,4000}$/, 'It has to be a token without blanks.')),
  },
  ALLSWELL_FENCE_TOKEN: {
    about: 'lets senders without a lasting data folder send; printed by `allswell notifications resume`',
    example: 'k3v9…',
    read: v.pipe(v.string(), v.minLength(16, 'It has to be at least 16 characters long.')),
  },
  ALLSWELL_UPSTREAMS: {
    about: 'for tests: outside origins whose connections go to loopback, origin=target, separated by commas',
    example: 'https://api.newrelic.com=http://127.0.0.1:9001',
    read: v.pipe(
      list(
        v.pipe(
          v.string(),
          v.check(isUpstream, 'Each has to be an origin, "=", and an http:// or https:// address on 127.0.0.1.'),
        ),
      ),
      v.transform((pairs) => new Map(pairs.map((pair) => splitOnce(pair, '=')))),
    ),
  },
  ALLSWELL_EGRESS_ALLOW: {
    about: 'for tests and private networks: host:port that webhooks and push may reach, separated by commas',
    example: '127.0.0.1:8443',
    read: list(v.pipe(v.string(), v.regex(/^(\[[0-9a-f:]+\]|[\w.-]+):\d{1,5}$/i, 'Each has to be host:port.'))),
  },
  ALLSWELL_LOG_LEVEL: {
    about: `how much is logged: ${logLevels.join(', ')} (default info)`,
    example: 'warn',
    read: v.picklist(logLevels, `It has to be one of ${logLevels.join(', ')}.`),
  },
} satisfies Record<string, { about: string; example: string; read: v.GenericSchema }>;

type Name = keyof typeof variables;
const names = Object.keys(variables) as Name[];
const entries = Object.fromEntries(names.map((name) => [name, v.optional(variables[name].read)])) as {
  [K in Name]: v.OptionalSchema<(typeof variables)[K]['read'], undefined>;
};
const schema = v.object(entries);

/** Reads the environment; throws a ConfigError with every mistake in it. An empty variable counts as unset. */
export function readConfig(env: Record<string, string | undefined>): { config: Config; warnings: string[] } {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = v.safeParse(schema, set);
  const mistakes = parsed.success ? [] : parsed.issues.map(toMistake);
  if (set['ALLSWELL_DATABASE_DIRECT_URL'] && !set['DATABASE_URL']) {
    mistakes.push({
      name: 'DATABASE_URL',
      reason: 'It is needed beside ALLSWELL_DATABASE_DIRECT_URL.',
      example: variables.DATABASE_URL.example,
    });
  }
  mistakes.push(...missingPartsOfDkim(set), ...missingKeys(set));
  if (!parsed.success || mistakes.length > 0) throw new ConfigError(mistakes);
  const read = parsed.output;
  const config: Config = {
    host: read.HOST ?? '127.0.0.1',
    port: read.PORT ?? 8080,
    publicUrl: read.ALLSWELL_PUBLIC_URL,
    dataDir: path.resolve(read.ALLSWELL_DATA_DIR ?? 'data'),
    databaseUrl: read.DATABASE_URL,
    databaseDirectUrl: read.ALLSWELL_DATABASE_DIRECT_URL,
    masterKey: read.ALLSWELL_MASTER_KEY,
    adminOrigins: read.ALLSWELL_ADMIN_ORIGINS ?? [],
    trustedProxies: read.ALLSWELL_TRUSTED_PROXIES ?? [],
    examplePort: read.ALLSWELL_EXAMPLE_PORT ?? 8081,
    opsPort: read.ALLSWELL_OPS_PORT,
    logLevel: read.ALLSWELL_LOG_LEVEL ?? 'info',
    smtpUrl: read.ALLSWELL_SMTP_URL,
    mailFrom: read.ALLSWELL_MAIL_FROM,
    dkim:
      read.ALLSWELL_DKIM_DOMAIN && read.ALLSWELL_DKIM_SELECTOR && read.ALLSWELL_DKIM_KEY_FILE
        ? {
            domain: read.ALLSWELL_DKIM_DOMAIN,
            selector: read.ALLSWELL_DKIM_SELECTOR,
            keyFile: path.resolve(read.ALLSWELL_DKIM_KEY_FILE),
          }
        : undefined,
    bounceDomain: read.ALLSWELL_BOUNCE_DOMAIN,
    mailgunSigningKey: read.ALLSWELL_MAILGUN_SIGNING_KEY,
    vapidSubject: read.ALLSWELL_VAPID_SUBJECT,
    websubHub: read.ALLSWELL_WEBSUB_HUB,
    newRelic: read.ALLSWELL_NEW_RELIC_API_KEY
      ? {
          apiKey: read.ALLSWELL_NEW_RELIC_API_KEY,
          accountId: read.ALLSWELL_NEW_RELIC_ACCOUNT_ID,
          region: read.ALLSWELL_NEW_RELIC_REGION ?? 'us',
        }
      : undefined,
    prometheus: read.ALLSWELL_PROMETHEUS_URL
      ? { url: read.ALLSWELL_PROMETHEUS_URL, token: read.ALLSWELL_PROMETHEUS_TOKEN }
      : undefined,
    fenceToken: read.ALLSWELL_FENCE_TOKEN,
    upstreams: read.ALLSWELL_UPSTREAMS ?? new Map<string, string>(),
    egressAllow: read.ALLSWELL_EGRESS_ALLOW ?? [],
  };
  return { config, warnings: warningsAbout(set, config) };
}

/** One line for each variable, for `--help`. */
export function describeVariables(): string[] {
  const width = Math.max(...names.map((name) => name.length)) + 2;
  return names.map((name) => `  ${name.padEnd(width)}${variables[name].about}`);
}

/** A signature needs all three of its variables. */
function missingPartsOfDkim(set: Record<string, string | undefined>): ConfigMistake[] {
  const parts = ['ALLSWELL_DKIM_DOMAIN', 'ALLSWELL_DKIM_SELECTOR', 'ALLSWELL_DKIM_KEY_FILE'] as const;
  const missing = parts.filter((name) => !set[name]);
  if (missing.length === 0 || missing.length === parts.length) return [];
  const reason = 'Emails are signed with domain, selector and key file together.';
  return missing.map((name) => ({ name, reason, example: variables[name].example }));
}

/** Settings that mean nothing without another one. */
function missingKeys(set: Record<string, string | undefined>): ConfigMistake[] {
  const needed = {
    ALLSWELL_NEW_RELIC_ACCOUNT_ID: 'ALLSWELL_NEW_RELIC_API_KEY',
    ALLSWELL_NEW_RELIC_REGION: 'ALLSWELL_NEW_RELIC_API_KEY',
    ALLSWELL_PROMETHEUS_TOKEN: 'ALLSWELL_PROMETHEUS_URL',
  } as const;
  const missing = Object.entries(needed).flatMap(([name, other]) =>
    set[name] && !set[other]
      ? [{ name: other, reason: `It is needed beside ${name}.`, example: variables[other].example }]
      : [],
  );
  return [...new Map(missing.map((mistake) => [mistake.name, mistake])).values()];
}

function isUpstream(text: string): boolean {
  const [from, to] = splitOnce(text, '=');
  const target = URL.parse(to);
  return origin(from) === from && target !== null && /^https?:$/.test(target.protocol) && isLoopback(target.hostname);
}

function splitOnce(text: string, by: string): [string, string] {
  const at = text.indexOf(by);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function toMistake(issue: v.BaseIssue<unknown>): ConfigMistake {
  const name = String(issue.path?.[0]?.key) as Name;
  return { name, reason: issue.message, example: variables[name].example };
}

function warningsAbout(set: Record<string, string | undefined>, { publicUrl: url }: Config): string[] {
  const unknown = Object.keys(set)
    .filter((name) => name.startsWith('ALLSWELL_') && !(name in variables))
    .map((name) => `${name} is not a setting of Allswell${nearest(name)}`);
  if (set['ALLSWELL_UPSTREAMS'])
    unknown.push('ALLSWELL_UPSTREAMS is set: calls to outside services are replaced. This is for tests.');
  if (set['ALLSWELL_EGRESS_ALLOW'])
    unknown.push(
      'ALLSWELL_EGRESS_ALLOW is set: private addresses can be reached. This is for tests and private networks.',
    );
  if (url?.startsWith('http:') && !isLoopback(new URL(url).hostname)) {
    unknown.push('ALLSWELL_PUBLIC_URL is not https: whoever is on the way can read passwords and take over sessions.');
  }
  return unknown;
}

/** A known name that differs in little, as a typing mistake would. */
function nearest(name: string): string {
  const letters = (text: string) => [...text.replace(/\W|_/g, '')].sort().join('');
  const close = names.find(
    (known) => letters(known) === letters(name) || known.startsWith(name) || name.startsWith(`${known}S`),
  );
  return close ? `; did you mean ${close}?` : '.';
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

export function isLoopback(host: string): boolean {
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    host === '::1' ||
    /^127\.\d+\.\d+\.\d+$/.test(host)
  );
}

function protocolOf(text: string): string {
  return URL.parse(text)?.protocol ?? '';
}
