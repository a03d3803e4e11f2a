import { type AlertSource, DomainError } from '@allswell/protocol';
import type { Sql, Tx } from '../../db/connect.ts';
import { readSettings } from '../../settings/read-settings.ts';
import { stamp } from '../../time/stamp.ts';
import type { Addresses } from './addresses.ts';
import { countSources, findSecrets, findSource, findSources, type SecretRow, type SourceRow } from './store.ts';

/** One source, with the address that its sender posts to. */
export async function readSource(sql: Sql | Tx, addresses: Addresses, id: string): Promise<AlertSource> {
  const row = await findSource(sql, id);
  if (!row) throw sourceNotFound(id);
  const secrets = await findSecrets(sql, [id]);
  return toSource(row, { secrets, addresses, zone: (await readSettings(sql)).time_zone });
}

/** Sources by their name. */
export async function listSources(
  sql: Sql,
  addresses: Addresses,
  part: { limit: number; offset: number },
): Promise<{ sources: AlertSource[]; total: number }> {
  const rows = await findSources(sql, part);
  const ids = rows.map(({ id }) => id);
  const secrets = Map.groupBy(await findSecrets(sql, ids), ({ source_id }) => source_id);
  const { time_zone: zone } = await readSettings(sql);
  const sources = rows.map((row) => toSource(row, { secrets: secrets.get(row.id) ?? [], addresses, zone }));
  return { sources, total: await countSources(sql) };
}

export function sourceNotFound(id: string): DomainError {
  return new DomainError('alert-source-not-found', `There is no source ${id}. It may have been deleted.`);
}

/** A secret as it may be told: never itself. */
export function toSecret({ id, hint, created_at, expires_at }: SecretRow, zone: string) {
  return { id, hint, created_at: stamp(created_at, zone), expires_at: expires_at && stamp(expires_at, zone) };
}

function toSource(
  row: SourceRow,
  { secrets, addresses, zone }: { secrets: readonly SecretRow[]; addresses: Addresses; zone: string },
): AlertSource {
  const { id, kind, name, is_enabled, verification, mapping, topic_arns, version } = row;
  const { previous_address_until: until, last_received_at: last } = row;
  return {
    id,
    kind,
    name,
    is_enabled,
    address: addresses.of(row),
    previous_address_until: until && until > new Date() ? stamp(until, zone) : null,
    verification,
    secrets: secrets.map((secret) => toSecret(secret, zone)),
    mapping,
    topic_arns,
    last_received_at: last && stamp(last, zone),
    created_at: stamp(row.created_at, zone),
    updated_at: stamp(row.updated_at, zone),
    version,
  };
}
