import type { ChannelName } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';

/** Of what kind subscribers are made. */
export interface SeededSubscribers {
  channel?: ChannelName;
  /** Where number n is reached; `{n}` stands for the number. */
  address?: string;
  details?: Record<string, unknown>;
  component_ids?: readonly string[];
  group_ids?: readonly string[];
  kinds?: readonly ('incident' | 'maintenance')[];
  incident_id?: string | null;
  /** Taken in turn. */
  locales?: readonly string[];
  time_zone?: string;
  state?: 'pending' | 'confirmed';
}

const atOnce = 10_000;

/** Makes many subscribers fast, numbered from `first` on; a hundred thousand take a few seconds. */
export async function seedSubscribers(
  sql: Sql,
  count: number,
  options: SeededSubscribers & { first?: number } = {},
): Promise<void> {
  const { channel = 'email', address = 'reader{n}@readers.example', locales = ['en'], first = 1 } = options;
  const { state = 'confirmed', incident_id = null, kinds = ['incident', 'maintenance'] } = options;
  for (let done = 0; done < count; done += atOnce) {
    const from = first + done;
    const to = first + Math.min(count, done + atOnce) - 1;
    await sql`
      insert into subscriptions (
        channel, address, address_key, destination, details, component_ids, group_ids, kinds, incident_id, locale,
        time_zone, state, source, confirmed_at
      )
      select ${channel}::text, made.address,
        case when ${channel}::text = 'email' then lower(made.address) else made.address end,
        case when ${channel}::text = 'email' then lower(split_part(made.address, '@', 2))
          else substring(made.address from '^https?://([^/]+)') end,
        ${JSON.stringify(options.details ?? {})}::text::jsonb,
        ${[...(options.component_ids ?? [])]}::text[], ${[...(options.group_ids ?? [])]}::text[], ${[...kinds]}::text[],
        ${incident_id}::text, (${[...locales]}::text[])[1 + made.n % ${locales.length}::int],
        ${options.time_zone ?? 'UTC'}::text, ${state}::text, 'import',
        case when ${state}::text = 'confirmed' then clock_timestamp() end
      from (
        select n, replace(${address}::text, '{n}', n::text) as address from generate_series(${from}::int, ${to}::int) as n
      ) as made
    `;
  }
}
