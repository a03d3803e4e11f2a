import { DomainError, type FieldError } from '@allswell/protocol';
import type { NewSubscription, PushSubscriptionJson } from '@allswell/protocol/schema';
import type { Sql } from '../db/connect.ts';
import { invalidRequest } from '../http/validate.ts';
import { addressRules, type Reached } from './address-rules.ts';
import { checkProof, refused } from './challenge.ts';
import { canonicalLocale, unknownOf } from './choice.ts';
import { readPushSubscription } from './push-endpoint.ts';
import { countRequest, type Ground, insertRequest, readGround, spendChallenge } from './store.ts';
import type { Wish } from './wish.ts';

/** What a request is measured against. */
export interface Intake {
  /** Signs challenges. */
  key: Buffer;
  egressAllow: readonly string[];
  /** Who asks, for limits. */
  from: string;
}

const perHour = 30;

/**
 * Takes in a wish to be told. Nobody is looked up here: whoever is named, the same is read and written, so that neither
 * the answer nor the time it takes tells whether an address is known.
 */
export async function requestSubscription(sql: Sql, input: NewSubscription, intake: Intake): Promise<void> {
  const { channel, components = [], groups = [], incident_id = null } = input;
  const rule = addressRules[channel];
  const read = rule?.read(input, intake) ?? [notOffered];
  if (Array.isArray(read)) {
    // Whoever cannot subscribe this way at all need not put the address right first.
    const { channels } = await readGround(sql, { component_ids: [], group_ids: [], incident_id: null });
    throw invalidRequest(channels.includes(channel) ? read : [notOffered]);
  }
  const proof = checkProof(input.proof, intake.key);
  const ground = await readGround(sql, { component_ids: components, group_ids: groups, incident_id });
  proof.requireInTime(ground.now);
  const mistakes = [
    ...(ground.channels.includes(channel) ? [] : [notOffered]),
    ...unknownOf({ components, groups }, ground),
    ...mistakesOfIncident(incident_id, ground),
  ];
  if (mistakes.length > 0) throw invalidRequest(mistakes);

  const wish: Wish = {
    action: 'subscribe',
    channel,
    ...(read satisfies Reached),
    // Who follows one incident follows all of it.
    component_ids: incident_id === null ? [...new Set(components)] : [],
    group_ids: incident_id === null ? [...new Set(groups)] : [],
    kinds: incident_id === null ? (input.kinds ?? ['incident', 'maintenance']) : ['incident', 'maintenance'],
    incident_id,
    locale: canonicalLocale(input.locale ?? ground.default_language),
    time_zone: input.time_zone ?? ground.time_zone,
  };
  await sql.begin(async (tx) => {
    limit(await countRequest(tx, intake.from));
    if (!(await spendChallenge(tx, proof))) throw refused('This challenge was used already. Ask for a new one.');
    await insertRequest(tx, wish);
  });
}

/** Takes in that a browser has let go of its push subscription. */
export async function requestFarewell(sql: Sql, subscription: PushSubscriptionJson, intake: Intake): Promise<void> {
  const read = readPushSubscription(subscription, intake.egressAllow);
  if ('mistakes' in read) throw invalidRequest(read.mistakes);
  await sql.begin(async (tx) => {
    limit(await countRequest(tx, intake.from));
    await insertRequest(tx, { action: 'leave', channel: 'web_push', address_key: read.endpoint, auth: read.auth });
  });
}

const notOffered: FieldError = {
  pointer: '#/channel',
  detail: 'This page does not offer this channel; page.json says under "subscribe" which it does.',
};

function mistakesOfIncident(id: string | null, { incident }: Ground): FieldError[] {
  if (id === null || incident === 'open') return [];
  const detail =
    incident === 'over'
      ? 'This is over: there is nothing more to be told of it.'
      : 'There is no such incident or maintenance on this page.';
  return [{ pointer: '#/incident_id', detail }];
}

function limit({ tries, seconds_left }: { tries: number; seconds_left: number }): void {
  if (tries <= perHour) return;
  const minutes = Math.max(1, Math.ceil(seconds_left / 60));
  throw new DomainError('rate-limited', `Too many requests came from here. Try again in ${minutes} min.`, {
    retryAfterSeconds: Math.max(1, Math.ceil(seconds_left)),
  });
}
