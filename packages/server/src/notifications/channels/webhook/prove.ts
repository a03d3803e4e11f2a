import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Sql } from '../../../db/connect.ts';
import { type Egress, EgressError } from '../../../http/safe-fetch.ts';
import type { Log } from '../../../log.ts';
import type { Links } from '../../../subscriptions/links.ts';
import type { WebhookSigner } from './sign.ts';
import { markProven, readPageHead, takeUnproven, type Unproven } from './store.ts';

export interface ProvingOptions {
  sql: Sql;
  egress: Egress;
  signer: WebhookSigner;
  links: Links;
  publicUrl: string;
  signal?: AbortSignal;
}

const atOnce = 5;

/**
 * Asks webhooks that somebody has named whether they want to be told. Only who sends the challenge back does: nobody can
 * turn us on an address that is not theirs. The same request brings the secret that all later ones are signed with.
 */
export async function proveWebhooks(options: ProvingOptions): Promise<void> {
  for (;;) {
    const some = await takeUnproven(options.sql, atOnce);
    if (some.length === 0) return;
    await Promise.all(some.map((one) => prove(one, options)));
  }
}

async function prove(one: Unproven, { sql, egress, signer, links, publicUrl, signal }: ProvingOptions): Promise<void> {
  const challenge = randomBytes(24).toString('base64url');
  const page = await readPageHead(sql);
  const body = JSON.stringify({
    type: 'challenge',
    challenge,
    secret: signer.secretOf(one.id),
    page: { ...page, url: publicUrl },
    meta: { manage: links.urlFor('manage', one), unsubscribe: links.urlFor('unsubscribe', one) },
  });
  const id = `challenge_${createHash('sha256').update(challenge).digest('hex').slice(0, 24)}`;
  const signature = signer.headersFor({ id, subscriptionId: one.id, body, at: new Date() });
  try {
    const { status, body: answer } = await egress.request(one.address, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', ...signature },
      ...(signal && { signal }),
    });
    if (status >= 200 && status < 300 && isEcho(answer.toString('utf8'), challenge)) await markProven(sql, one.id);
  } catch (error) {
    if (!(error instanceof EgressError)) throw error; // it is asked again later
  }
}

/** The challenge alone, or as JSON under its own name. Whatever gives back all that it is sent has not understood. */
function isEcho(answer: string, challenge: string): boolean {
  if (answer.trim() === challenge) return true;
  try {
    const parsed: unknown = JSON.parse(answer);
    if (typeof parsed !== 'object' || parsed === null || 'secret' in parsed) return false;
    return 'challenge' in parsed && parsed.challenge === challenge;
  } catch {
    return false;
  }
}

/** Goes on proving until it is stopped. */
export function keepProving(options: ProvingOptions, log: Log, everyMs = 2_000): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = (async () => {
    for (let isFailing = false; !stopping.signal.aborted; ) {
      try {
        await proveWebhooks({ ...options, signal: stopping.signal });
        isFailing = false;
      } catch (error) {
        if (!isFailing) log.warn({ err: error }, 'webhooks cannot be asked whether they want to be told; trying on');
        isFailing = true;
      }
      await sleep(everyMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
