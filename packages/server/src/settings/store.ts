import type { Settings, SettingsChange } from '@allswell/protocol';
import type { Sql, Tx } from '../db/connect.ts';

export interface SettingsRow extends Omit<Settings, 'updated_at'> {
  updated_at: Date;
}

const columns = (sql: Sql | Tx) => sql`
  id, name, url, time_zone, languages, default_language, support_url, logo, favicon, accent_color, theme,
  remind_before_minutes, resolved_shows_minutes, notify_maintenance_announced, notify_maintenance_reminder,
  notify_maintenance_started, notify_maintenance_ended, notify_maintenance_rescheduled, updated_at, version
`;

export async function findSettings(sql: Sql | Tx): Promise<SettingsRow> {
  const [row] = await sql<SettingsRow[]>`select ${columns(sql)} from settings`;
  if (!row) throw new Error('settings has lost its row.');
  return row;
}

export async function lockSettings(tx: Tx): Promise<SettingsRow> {
  const [row] = await tx<SettingsRow[]>`select ${columns(tx)} from settings for update`;
  if (!row) throw new Error('settings has lost its row.');
  return row;
}

export async function updateSettings(tx: Tx, change: SettingsChange): Promise<void> {
  await tx`update settings set ${tx(change)}, version = version + 1, updated_at = clock_timestamp()`;
}
