import type { JWK } from 'jose';
import type { Sql, Tx } from '../db/connect.ts';

type Db = Sql | Tx;

/** An admin as it is stored, without what only signing in needs. */
export interface AdminRow {
  id: string;
  email: string;
  name: string | null;
  state: 'active' | 'invited' | 'disabled';
  created_at: Date;
  last_signed_in_at: Date | null;
}

export interface KeyRow {
  id: string;
  public_jwk: JWK;
  private_key: string;
  is_encrypted: boolean;
  retired_at: Date | null;
}

const adminColumns = (sql: Db) => sql`
  id, email, name, created_at, last_signed_in_at,
  case when disabled_at is not null then 'disabled' when password_hash is null then 'invited' else 'active' end as state
`;

// --- admins ---

/** Keeps two changes of who is an admin from passing each other: the first admin, and the last. */
export async function lockAdmins(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended('admins', 20261122))`;
}

export async function isSetUp(sql: Db): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`select exists (select from admins) as yes`;
  return row?.yes ?? false;
}

export async function findAdmins(sql: Db, { limit, offset }: { limit: number; offset: number }): Promise<AdminRow[]> {
  return sql<AdminRow[]>`
    select ${adminColumns(sql)} from admins order by created_at, id limit ${limit} offset ${offset}
  `;
}

export async function countAdmins(sql: Db): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from admins`;
  return row?.count ?? 0;
}

export async function findAdmin(sql: Db, id: string): Promise<AdminRow | undefined> {
  const [row] = await sql<AdminRow[]>`select ${adminColumns(sql)} from admins where id = ${id}`;
  return row;
}

export async function findAdminByEmail(
  sql: Db,
  email: string,
): Promise<(AdminRow & { password_hash: string | null }) | undefined> {
  const [row] = await sql<(AdminRow & { password_hash: string | null })[]>`
    select ${adminColumns(sql)}, password_hash from admins where email = ${email}
  `;
  return row;
}

export async function insertAdmin(
  tx: Tx,
  admin: { id: string; email: string; name: string | null; password_hash: string | null },
): Promise<void> {
  await tx`insert into admins ${tx(admin)}`;
}

export async function updateAdmin(
  tx: Tx,
  id: string,
  { name, disabled }: { name?: string | null | undefined; disabled?: boolean | undefined },
): Promise<void> {
  if (name !== undefined) await tx`update admins set name = ${name}, updated_at = clock_timestamp() where id = ${id}`;
  if (disabled === undefined) return;
  await tx`
    update admins set updated_at = clock_timestamp(),
      disabled_at = case when ${disabled} then coalesce(disabled_at, clock_timestamp()) end
    where id = ${id}
  `;
}

export async function updatePassword(tx: Db, id: string, password_hash: string): Promise<void> {
  await tx`update admins set password_hash = ${password_hash}, updated_at = clock_timestamp() where id = ${id}`;
}

export async function markSignedIn(tx: Tx, id: string): Promise<void> {
  await tx`update admins set last_signed_in_at = clock_timestamp() where id = ${id}`;
}

export async function countOtherActiveAdmins(tx: Tx, id: string): Promise<number> {
  const [row] = await tx<{ count: number }[]>`
    select count(*)::int as count from admins where id <> ${id} and disabled_at is null and password_hash is not null
  `;
  return row?.count ?? 0;
}

// --- sessions ---

export async function insertSession(tx: Tx, session: { id: string; admin_id: string; address: string }): Promise<void> {
  await tx`
    insert into sessions (id, admin_id, address, expires_at)
    values (${session.id}, ${session.admin_id}, ${session.address}, clock_timestamp() + interval '14 days')
  `;
}

/** True when the admin began a session at this address within the last month. */
export async function isKnownAddress(sql: Sql, admin_id: string, address: string): Promise<boolean> {
  const [row] = await sql<{ yes: boolean }[]>`
    select exists (
      select from sessions
      where admin_id = ${admin_id} and address = ${address} and created_at > clock_timestamp() - interval '30 days'
    ) as yes
  `;
  return row?.yes ?? false;
}

/** The admin of a session that stands; kept from ending until the transaction is through. */
export async function lockStandingSession(
  tx: Tx,
  session_id: string,
  admin_id: string,
): Promise<{ email: string } | undefined> {
  const [row] = await tx<{ email: string }[]>`
    select a.email from sessions s join admins a on a.id = s.admin_id
    where s.id = ${session_id} and a.id = ${admin_id} and a.disabled_at is null
      and s.ended_at is null and s.expires_at > clock_timestamp()
    for share
  `;
  return row;
}

export async function findStandingSession(
  sql: Sql,
  session_id: string,
  admin_id: string,
): Promise<{ email: string; password_hash: string } | undefined> {
  const [row] = await sql<{ email: string; password_hash: string }[]>`
    select a.email, a.password_hash from sessions s join admins a on a.id = s.admin_id
    where s.id = ${session_id} and a.id = ${admin_id} and a.disabled_at is null and a.password_hash is not null
      and s.ended_at is null and s.expires_at > clock_timestamp()
  `;
  return row;
}

export async function endSession(tx: Tx, id: string, because: string): Promise<void> {
  await tx`
    update sessions set ended_at = clock_timestamp(), ended_because = ${because} where id = ${id} and ended_at is null
  `;
}

export async function endSessionsOf(
  tx: Tx,
  admin_id: string,
  because: string,
  except: string | null = null,
): Promise<void> {
  await tx`
    update sessions set ended_at = clock_timestamp(), ended_because = ${because}
    where admin_id = ${admin_id} and ended_at is null and id is distinct from ${except}
  `;
}

/** Sessions that were over a month ago are of no use to anyone. */
export async function clearOldSessions(tx: Tx): Promise<void> {
  await tx`
    delete from sessions where id in (
      select id from sessions where expires_at < clock_timestamp() - interval '30 days' limit 20 for update skip locked
    )
  `;
}

// --- refresh tokens ---

/** A refresh token as it was found, with the session it belongs to. */
export interface FoundToken {
  session_id: string;
  admin_id: string;
  email: string;
  name: string | null;
  /** False once the session ended, ran out or lay idle, or the admin was disabled. */
  stands: boolean;
  is_spent: boolean;
  /** Spent seconds ago, and its successor was never used. */
  may_repeat: boolean;
  successor_salt: Buffer | null;
}

/** Look only after `lockSessionOfToken`, so that what is seen is what the last user of the family has left. */
export async function findRefreshToken(tx: Tx, token_hash: Buffer): Promise<FoundToken | undefined> {
  const [row] = await tx<FoundToken[]>`
    select t.session_id, s.admin_id, a.email, a.name, t.successor_salt,
      s.ended_at is null and s.expires_at > clock_timestamp() and a.disabled_at is null
        and s.last_used_at > clock_timestamp() - interval '12 hours' as stands,
      t.spent_at is not null as is_spent,
      coalesce(t.spent_at > clock_timestamp() - interval '10 seconds', false)
        and exists (select from refresh_tokens n where n.token_hash = t.successor_hash and n.spent_at is null) as may_repeat
    from refresh_tokens t join sessions s on s.id = t.session_id join admins a on a.id = s.admin_id
    where t.token_hash = ${token_hash}
  `;
  return row;
}

/** Serialises all uses of one family. */
export async function lockSessionOfToken(tx: Tx, token_hash: Buffer): Promise<void> {
  await tx`
    select from sessions where id = (select session_id from refresh_tokens where token_hash = ${token_hash}) for update
  `;
}

export async function insertRefreshToken(tx: Tx, session_id: string, token_hash: Buffer): Promise<void> {
  await tx`insert into refresh_tokens ${tx({ session_id, token_hash })}`;
}

export async function spendRefreshToken(
  tx: Tx,
  token_hash: Buffer,
  successor: { hash: Buffer; salt: Buffer },
): Promise<void> {
  await tx`
    update refresh_tokens
    set spent_at = clock_timestamp(), successor_hash = ${successor.hash}, successor_salt = ${successor.salt}
    where token_hash = ${token_hash}
  `;
}

export async function touchSession(tx: Tx, session_id: string): Promise<void> {
  await tx`update sessions set last_used_at = clock_timestamp() where id = ${session_id}`;
}

// --- one-time tokens ---

type TokenPurpose = 'setup' | 'invite' | 'reset';

export async function replaceSetupToken(sql: Sql, token_hash: Buffer): Promise<Date> {
  return sql.begin(async (tx) => {
    await tx`delete from one_time_tokens where purpose = 'setup'`;
    const [row] = await tx<{ expires_at: Date }[]>`
      insert into one_time_tokens (token_hash, purpose, expires_at)
      values (${token_hash}, 'setup', clock_timestamp() + interval '1 hour')
      returning expires_at
    `;
    if (!row) throw new Error('The set-up token was not stored.');
    return row.expires_at;
  });
}

export async function insertInvitation(tx: Tx, admin_id: string, token_hash: Buffer): Promise<Date> {
  await tx`delete from one_time_tokens where purpose = 'invite' and admin_id = ${admin_id}`;
  const [row] = await tx<{ expires_at: Date }[]>`
    insert into one_time_tokens (token_hash, purpose, admin_id, expires_at)
    values (${token_hash}, 'invite', ${admin_id}, clock_timestamp() + interval '3 days')
    returning expires_at
  `;
  if (!row) throw new Error('The invitation was not stored.');
  return row.expires_at;
}

/**
 * Adds a token beside those that the admin may have already, and answers when it runs out: as long as the admin still
 * has to come for an invitation, or may sign in for a new password.
 */
export async function insertTokenOf(
  sql: Db,
  purpose: 'invite' | 'reset',
  admin_id: string,
  token_hash: Buffer,
): Promise<Date | undefined> {
  const [row] = await sql<{ expires_at: Date }[]>`
    insert into one_time_tokens (token_hash, purpose, admin_id, expires_at)
    select ${token_hash}, ${purpose}, id,
      clock_timestamp() + case when ${purpose} = 'reset' then interval '1 hour' else interval '3 days' end
    from admins
    where id = ${admin_id} and disabled_at is null and (password_hash is not null) = (${purpose} = 'reset')
    returning expires_at
  `;
  return row?.expires_at;
}

/** Ends all tokens of an admin that were not used. */
export async function spendTokensOf(tx: Tx, purpose: 'invite' | 'reset', admin_id: string): Promise<void> {
  await tx`
    update one_time_tokens set spent_at = clock_timestamp()
    where purpose = ${purpose} and admin_id = ${admin_id} and spent_at is null
  `;
}

export async function findOneTimeToken(
  sql: Db,
  purpose: TokenPurpose,
  token_hash: Buffer,
): Promise<{ admin_id: string | null; is_good: boolean } | undefined> {
  const [row] = await sql<{ admin_id: string | null; is_good: boolean }[]>`
    select admin_id, spent_at is null and expires_at > clock_timestamp() as is_good
    from one_time_tokens where purpose = ${purpose} and token_hash = ${token_hash}
  `;
  return row;
}

/** Spends a token; false when someone else was faster, or it ran out. */
export async function spendOneTimeToken(tx: Tx, purpose: TokenPurpose, token_hash: Buffer): Promise<boolean> {
  const rows = await tx`
    update one_time_tokens set spent_at = clock_timestamp()
    where purpose = ${purpose} and token_hash = ${token_hash} and spent_at is null and expires_at > clock_timestamp()
  `;
  return rows.count === 1;
}

/** The names that a password should not be made of. */
export async function readPageName(sql: Db): Promise<string> {
  const [row] = await sql<{ name: string }[]>`select name from settings`;
  return row?.name ?? '';
}

// --- keys ---

export async function lockKeys(tx: Tx): Promise<void> {
  await tx`select pg_advisory_xact_lock(hashtextextended('keys', 20261122))`;
}

/** The keys whose tokens may still be about, oldest first. */
export async function findKeys(sql: Db): Promise<KeyRow[]> {
  return sql<KeyRow[]>`
    select id, public_jwk, private_key, is_encrypted, retired_at from keys
    where purpose = 'access-token' and (retired_at is null or retired_at > clock_timestamp() - interval '1 hour')
    order by created_at, id
  `;
}

/** Since when the key that signs now has done so: since the one before it was retired, or since it was made. */
export async function findSigningSince(sql: Db): Promise<Date | null> {
  const [row] = await sql<{ since: Date | null }[]>`
    select coalesce(max(retired_at), min(created_at)) as since from keys where purpose = 'access-token'
  `;
  return row?.since ?? null;
}

export async function insertKey(
  tx: Tx,
  key: { id: string; public_jwk: JWK; private_key: string; is_encrypted: boolean },
): Promise<void> {
  await tx`
    insert into keys (id, purpose, public_jwk, private_key, is_encrypted)
    values (${key.id}, 'access-token', ${tx.json(key.public_jwk)}, ${key.private_key}, ${key.is_encrypted})
  `;
}

export async function updatePrivateKey(tx: Tx, id: string, private_key: string): Promise<void> {
  await tx`update keys set private_key = ${private_key}, is_encrypted = true where id = ${id}`;
}

export async function retireKey(tx: Tx, id: string): Promise<void> {
  await tx`update keys set retired_at = clock_timestamp() where id = ${id}`;
}
