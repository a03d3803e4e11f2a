import { createHmac } from 'node:crypto';
import type { AlertSourceKind } from '@allswell/protocol';
import type { Sql } from '../../db/connect.ts';
import { ensureSecret } from '../../db/ensure-secret.ts';
import { isAnyOf } from '../verify/is-any-of.ts';

/** What the addresses of a source are made from. */
export interface Addressed {
  id: string;
  kind: AlertSourceKind;
  address_salt: string;
  previous_address_salt: string | null;
  previous_address_until: Date | null;
}

/** The addresses of all sources. */
export interface Addresses {
  /** Where a sender posts to. */
  of(source: Pick<Addressed, 'id' | 'kind' | 'address_salt'>): string;
  isRight(source: Addressed, secret: string, at: Date): boolean;
}

/** Reads the key that all of them are made from, once. It is never read within a transaction that may yet be undone. */
export function createAddresses(publicUrl: string, masterKey: string | undefined): (sql: Sql) => Promise<Addresses> {
  let known: Promise<Addresses> | undefined;
  return (sql) => {
    known ??= ensureSecret(sql, 'alert-hooks', masterKey).then(
      (key) => addressesBy(key, publicUrl),
      (error: unknown) => {
        known = undefined;
        throw error;
      },
    );
    return known;
  };
}

function addressesBy(key: Buffer, publicUrl: string): Addresses {
  const secretOf = (id: string, salt: string) => createHmac('sha256', key).update(`${id}.${salt}`).digest('base64url');
  return {
    of: ({ id, kind, address_salt }) => `${publicUrl}/hooks/alerts/${kind}/${id}${secretOf(id, address_salt)}`,
    isRight({ id, address_salt, previous_address_salt, previous_address_until }, secret, at) {
      const salts = [address_salt];
      if (previous_address_salt !== null && previous_address_until !== null && at < previous_address_until)
        salts.push(previous_address_salt);
      const rights = salts.map((salt) => secretOf(id, salt));
      return isAnyOf(secret, rights);
    },
  };
}

/** The parts of the end of an address: which source it names, and what proves that it was given out. */
export function splitToken(token: string): { id: string; secret: string } | null {
  const [, id, secret] = /^([a-z0-9]{12})([\w-]{43})$/.exec(token) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : null;
}
