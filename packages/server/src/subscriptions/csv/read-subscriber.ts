import { channels, type ChannelName, type SubscriptionKind, subscriptionKinds } from '@allswell/protocol';
import { subscriptionChangeSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import type { ImportLine } from '../admin-store.ts';
import { addressRules } from '../address-rules.ts';
import { canonicalLocale } from '../choice.ts';
import { type CsvLine } from './read-csv.ts';

/** What the lines of an import are read against. */
export interface ImportContext {
  components: readonly Named[];
  groups: readonly Named[];
  /** For lines that name none. */
  locale: string;
  time_zone: string;
  now: Date;
}

interface Named {
  id: string;
  name: string;
}

/** Makes the function that reads one line: what it says, or everything that is wrong with it. */
export function createReader(context: ImportContext): (line: CsvLine) => ImportLine | string[] {
  const findComponent = finder(context.components, 'component');
  const findGroup = finder(context.groups, 'group');
  const isZone = remembered((zone: string) => v.is(subscriptionChangeSchema.entries.time_zone, zone));
  const isLocale = (locale: string) => v.is(subscriptionChangeSchema.entries.locale, locale);

  return ({ line, cells }) => {
    const mistakes: string[] = [];
    const reached = readAddress(cells.channel.toLowerCase() || 'email', cells.address, mistakes);
    const component_ids = readIds(cells.components, findComponent, mistakes);
    const group_ids = readIds(cells.groups, findGroup, mistakes);
    const kinds = readKinds(cells.kinds, mistakes);
    const locale = cells.locale || context.locale;
    if (!isLocale(locale)) mistakes.push(`${quoted(locale)} is no language tag, such as en or pt-BR.`);
    const time_zone = cells.time_zone || context.time_zone;
    if (!isZone(time_zone)) mistakes.push(`${quoted(time_zone)} is no time zone, such as Europe/Berlin.`);
    const consented_at = readInstant(cells.consented_at, context.now, mistakes);
    if (cells.consent_source.length > 500) mistakes.push('The consent_source is longer than 500 characters.');
    if (!reached || mistakes.length > 0) return mistakes;
    return {
      line,
      ...reached,
      component_ids,
      group_ids,
      kinds,
      locale: canonicalLocale(locale),
      time_zone,
      consented_at,
      consent_source: cells.consent_source || null,
    };
  };
}

function readAddress(channel: string, address: string, mistakes: string[]) {
  if (!isChannel(channel)) {
    mistakes.push(`${quoted(channel)} is no channel. Write one of: ${channels.join(', ')}.`);
    return undefined;
  }
  if (channel === 'web_push') {
    mistakes.push('A browser can only subscribe by itself: web_push cannot be imported.');
    return undefined;
  }
  const read = addressRules[channel]?.read({ address }, { egressAllow: [] });
  if (read === undefined) mistakes.push(`This version does not send by ${channel}.`);
  else if (address === '') mistakes.push('There is no address.');
  else if (Array.isArray(read)) mistakes.push(`${quoted(address)} is no address for ${channel}.`);
  else {
    const { address: written, address_key, destination, details } = read;
    return { channel, address: written, address_key, destination, details };
  }
  return undefined;
}

type Find = (word: string) => string | { mistake: string };

function readIds(cell: string, find: Find, mistakes: string[]): string[] {
  const ids = new Set<string>();
  for (const word of wordsOf(cell)) {
    const whole = find(word);
    // A comma may be part of a name, or stand between two.
    const found =
      typeof whole === 'string' || !word.includes(',') ? [whole] : word.split(',').map((part) => find(part.trim()));
    for (const one of found) {
      if (typeof one === 'string') ids.add(one);
      else mistakes.push(one.mistake);
    }
  }
  return [...ids];
}

/** Finds by id, or by a name that only one has. */
function finder(all: readonly Named[], what: string): Find {
  const ids = new Set(all.map(({ id }) => id));
  const byName = Map.groupBy(all, ({ name }) => name.toLowerCase());
  return (word) => {
    if (ids.has(word)) return word;
    const [named, ...others] = byName.get(word.normalize('NFC').toLowerCase()) ?? [];
    if (!named) return { mistake: `There is no ${what} ${quoted(word)} on this page.` };
    if (others.length > 0) return { mistake: `More than one ${what} is called ${quoted(word)}. Write its id.` };
    return named.id;
  };
}

function readKinds(cell: string, mistakes: string[]): SubscriptionKind[] {
  const words = cell
    .toLowerCase()
    .split(/[\s,;|]+/)
    .filter((word) => word !== '');
  const wrong = words.filter((word) => !subscriptionKinds.some((kind) => kind === word));
  for (const word of wrong) mistakes.push(`${quoted(word)} is no kind. Write incident, maintenance, or both.`);
  return subscriptionKinds.filter((kind) => words.length === 0 || words.includes(kind));
}

/** A day, or an instant; without a zone it is read in UTC. */
function readInstant(cell: string, now: Date, mistakes: string[]): string | null {
  if (cell === '') return null;
  const [, day = '', time = '00:00', zone = 'Z'] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s?(Z|[+-]\d{2}:\d{2})?)?$/.exec(cell) ?? [];
  const instant = new Date(`${day}T${time}${zone}`);
  const exists = !Number.isNaN(instant.getTime()) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!exists) {
    mistakes.push(`${quoted(cell)} is no date, such as 2026-03-01 or 2026-03-01T09:30:00Z.`);
    return null;
  }
  if (instant.getTime() > now.getTime() + 24 * 60 * 60_000) mistakes.push(`${quoted(cell)} has not come yet.`);
  return instant.toISOString();
}

function wordsOf(cell: string): string[] {
  return cell
    .split(/[|;\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function quoted(text: string): string {
  return `“${text.length > 80 ? `${text.slice(0, 80)}…` : text}”`;
}

function isChannel(word: string): word is ChannelName {
  return (channels as readonly string[]).includes(word);
}

/** Asks once for each word: making a formatter for a time zone is slow. */
function remembered<T>(ask: (word: string) => T): (word: string) => T {
  const known = new Map<string, T>();
  return (word) => {
    const answer = known.get(word) ?? ask(word);
    if (known.size < 1_000) known.set(word, answer);
    return answer;
  };
}
