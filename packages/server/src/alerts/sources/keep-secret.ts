import { randomBytes } from 'node:crypto';
import type { AlertVerification } from '@allswell/protocol';
import { seal, unseal } from '../../db/seal.ts';
import { invalidRequest } from '../../http/validate.ts';
import { keyOf } from '../verify/check-standard-webhooks.ts';
import type { SecretRow } from './store.ts';

/** A secret as it is stored: sealed where there is a master key. */
export function keepSecret(
  id: string,
  secret: string,
  masterKey: string | undefined,
): Pick<SecretRow, 'id' | 'secret' | 'is_encrypted' | 'hint'> {
  return {
    id,
    secret: masterKey === undefined ? secret : seal(secret, masterKey, nameOf(id)),
    is_encrypted: masterKey !== undefined,
    hint: secret.slice(secret.length < 16 ? -2 : -4),
  };
}

/** The secret again. */
export function openSecret(
  { id, secret, is_encrypted }: Pick<SecretRow, 'id' | 'secret' | 'is_encrypted'>,
  masterKey: string | undefined,
): string {
  if (!is_encrypted) return secret;
  if (masterKey === undefined)
    throw new Error(
      'The secrets of alert sources are encrypted: set ALLSWELL_MASTER_KEY to the key they were made with.',
    );
  return unseal(secret, masterKey, nameOf(id));
}

/** A new secret, in the form that senders of this kind want. */
export function makeSecret({ kind }: AlertVerification): string {
  switch (kind) {
    case 'standard_webhooks':
      return `whsec_${randomBytes(32).toString('base64')}`;
    case 'basic':
      return `allswell:${randomBytes(24).toString('base64url')}`;
    case 'pagerduty':
      throw wrong('PagerDuty makes the secret: paste the one that it showed when the webhook was added.');
    default:
      return randomBytes(32).toString('base64url');
  }
}

/** Refuses a secret that could never be right. */
export function requireSecret({ kind }: AlertVerification, secret: string): void {
  if (kind === 'standard_webhooks' && keyOf(secret) === null)
    throw wrong('Send "whsec_" and at least 16 bytes in base64, as the sender shows it.');
  if (kind === 'basic' && !secret.slice(1).includes(':'))
    throw wrong('Send user and password with a colon between them.');
}

/** Refuses secrets for senders that have none. */
export function requireSecretKind({ kind }: AlertVerification): void {
  if (kind === 'none' || kind === 'sns')
    throw wrong(
      kind === 'sns'
        ? 'Amazon SNS signs with its own key: there is no secret.'
        : 'This source is known by its address alone: choose how it proves itself first.',
    );
}

function wrong(detail: string) {
  return invalidRequest([{ pointer: '#/secret', detail }]);
}

function nameOf(id: string): string {
  return `alert-secret:${id}`;
}
