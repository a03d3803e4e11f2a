import {
  challengeSchema,
  newSubscriptionSchema,
  pushFarewellSchema,
  subscriptionChangeSchema,
  subscriptionSchema,
} from '@allswell/protocol/schema';
import * as v from 'valibot';
import { type Answer, noContent, ok } from '../http/answer.ts';
import { open, type Route } from '../http/route.ts';
import { difficultyAfter, makeChallenge } from './challenge.ts';
import { changeSubscription } from './change-subscription.ts';
import type { Secrets } from './open-secrets.ts';
import { requestFarewell, requestSubscription } from './request-subscription.ts';
import { requireLink } from './require-link.ts';
import { countRecent } from './store.ts';
import { toSubscription } from './to-subscription.ts';
import { unsubscribe } from './unsubscribe.ts';

/** What subscribing needs besides the services of every route. */
export interface SubscribingOptions {
  secrets: Secrets;
  /** Host and port that may be reached whatever they are. */
  egressAllow: readonly string[];
}

const acceptedSchema = v.object({ status: v.literal('accepted') });
/** The same for everyone. */
const accepted: Answer = { status: 202, headers: {}, body: JSON.stringify({ status: 'accepted' }) };

/** What anyone may ask for, and what the holder of a link may do. */
export function subscriptionRoutes({ secrets, egressAllow }: SubscribingOptions): Route[] {
  return [
    open(
      {
        method: 'GET',
        path: '/api/subscriptions/challenge',
        summary: 'A small task that a request to subscribe has to bring the answer of',
        answer: challengeSchema,
      },
      async ({ services: { sql } }) => {
        const key = await secrets.challengeKey(sql);
        const { now, requests } = await countRecent(sql);
        return ok(makeChallenge(key, now, difficultyAfter(requests)));
      },
    ),
    open(
      {
        method: 'POST',
        path: '/api/subscriptions',
        summary:
          'Ask to be told; the answer is the same for everyone, and the owner of an email address is asked first',
        body: newSubscriptionSchema,
        answer: acceptedSchema,
        status: 202,
        problems: ['proof-invalid', 'rate-limited'],
      },
      async ({ input, c, services: { sql, addressOf } }) => {
        const key = await secrets.challengeKey(sql);
        await requestSubscription(sql, input, { key, egressAllow, from: addressOf(c) });
        return accepted;
      },
    ),
    open(
      {
        method: 'DELETE',
        path: '/api/subscriptions',
        summary: 'A browser lets go of its push subscription',
        body: pushFarewellSchema,
        answer: acceptedSchema,
        status: 202,
        problems: ['rate-limited'],
      },
      async ({ input, c, services: { sql, addressOf } }) => {
        const key = await secrets.challengeKey(sql);
        await requestFarewell(sql, input.subscription, { key, egressAllow, from: addressOf(c) });
        return accepted;
      },
    ),
    open(
      {
        method: 'GET',
        path: '/api/subscriptions/:token',
        summary: 'What the holder of the link to manage it subscribed to',
        answer: subscriptionSchema,
        problems: ['token-spent'],
      },
      async ({ params: { token }, services: { sql } }) => {
        const links = await secrets.links(sql);
        return ok(toSubscription(await requireLink(sql, { links, token, for: ['manage'] })));
      },
    ),
    open(
      {
        method: 'PATCH',
        path: '/api/subscriptions/:token',
        summary: 'Change the named fields of a subscription',
        body: subscriptionChangeSchema,
        answer: subscriptionSchema,
        problems: ['token-spent'],
      },
      async ({ params: { token }, input, services: { sql } }) => {
        const [links, budget] = [await secrets.links(sql), await secrets.budget(sql)];
        return ok(toSubscription(await changeSubscription(sql, { token, change: input }, { links, budget })));
      },
    ),
    open(
      {
        method: 'DELETE',
        path: '/api/subscriptions/:token',
        summary: 'Unsubscribe, by the link to manage or the one to unsubscribe',
        status: 204,
        problems: ['token-spent'],
      },
      async ({ params: { token }, services: { sql } }) => {
        await unsubscribe(sql, token, await secrets.links(sql));
        return noContent();
      },
    ),
  ];
}
