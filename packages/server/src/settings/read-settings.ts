import type { Settings } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';
import { stamp } from '../time/stamp.ts';
import { findSettings, type SettingsRow } from './store.ts';

/** The page's settings. */
export async function readSettings(sql: Sql | Tx): Promise<Settings> {
  return toSettings(await findSettings(sql));
}

/** The settings as they cross the wire. */
export function toSettings(row: SettingsRow): Settings {
  return { ...row, updated_at: stamp(row.updated_at, row.time_zone) };
}
