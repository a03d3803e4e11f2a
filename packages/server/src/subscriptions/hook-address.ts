import type { ChannelName } from '@allswell/protocol';
import { createEgress, EgressError } from '../http/safe-fetch.ts';

/** A hook of a chat program, or somebody's own endpoint. */
export type HookChannel = Extract<ChannelName, 'webhook' | 'slack' | 'teams' | 'discord' | 'google_chat'>;

/** Where a hook is, and what it shares its fate with. */
export interface HookAddress {
  address: string;
  destination: string;
}

/** What the address of a hook has to look like: each chat program has hosts of its own, and nobody else is reached. */
interface Shape {
  advice: string;
  host: RegExp;
  path: RegExp;
  /** Without these in its query it opens nothing. */
  needs?: readonly string[];
  destination(url: URL): string;
}

const firstParts = (count: number) => (url: URL) =>
  [url.host, ...url.pathname.split('/').slice(2, 2 + count)].join('/');

const shapes: Record<Exclude<HookChannel, 'webhook'>, Shape> = {
  slack: {
    advice: 'Send the address of an incoming webhook: https://hooks.slack.com/services/…',
    host: /^hooks\.slack(?:-gov)?\.com$/,
    path: /^\/services\/\w{5,20}\/\w{5,20}\/\w{10,60}$/,
    destination: firstParts(1),
  },
  teams: {
    advice: 'Send the address that a workflow of Teams shows: https://….logic.azure.com/… with "sig" in it.',
    host: /^[a-z0-9.-]+\.(?:logic\.azure\.(?:com|us|cn)|api\.powerplatform\.com|api\.(?:gov|high)\.powerplatform\.microsoft\.us)$/,
    path: /^\/(?:powerautomate\/automations\/direct\/)?workflows\/[\w-]+\/triggers\/[\w-]+\/paths\/invoke$/,
    needs: ['sig'],
    destination: (url) => url.host,
  },
  discord: {
    advice: 'Send the address of a webhook: https://discord.com/api/webhooks/…',
    host: /^(?:(?:ptb|canary)\.)?discord(?:app)?\.com$/,
    path: /^\/api\/(?:v\d+\/)?webhooks\/\d{5,25}\/[\w-]{20,120}$/,
    destination: (url) => url.host,
  },
  google_chat: {
    advice: 'Send the address of a webhook: https://chat.googleapis.com/v1/spaces/…/messages?key=…&token=…',
    host: /^chat\.googleapis\.com$/,
    path: /^\/v1\/spaces\/[\w-]+\/messages$/,
    needs: ['key', 'token'],
    destination: (url) => [url.host, url.pathname.split('/')[3]].join('/'),
  },
};

/** Reads the address of a hook, or says what it should look like. */
export function readHookAddress(
  channel: HookChannel,
  text: string,
  egressAllow: readonly string[],
): HookAddress | { advice: string } {
  let url: URL;
  try {
    url = createEgress({ allow: egressAllow }).parse(text);
  } catch (error) {
    if (error instanceof EgressError) return { advice: error.message };
    throw error;
  }
  if (channel === 'webhook') return { address: url.href, destination: url.host };
  const { advice, host, path, needs = [], destination } = shapes[channel];
  if (/\.webhook\.office\.com$|^outlook\.office(?:365)?\.com$/.test(url.hostname))
    return { advice: 'Connectors of Office 365 have been retired. Make a workflow in Teams, and send its address.' };
  // What the operator has named may stand in for a host; the rest has to look alike.
  const isNamed = egressAllow.some((entry) => entry.toLowerCase() === `${url.hostname}:${portOf(url)}`);
  const isRight =
    (isNamed || host.test(url.hostname)) &&
    path.test(url.pathname) &&
    needs.every((name) => (url.searchParams.get(name) ?? '') !== '');
  return isRight ? { address: url.href, destination: destination(url) } : { advice };
}

function portOf({ port, protocol }: URL): string {
  return port !== '' ? port : protocol === 'https:' ? '443' : '80';
}
