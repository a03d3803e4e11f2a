import type { Import } from '@allswell/protocol/schema';
import type { Sql } from '../../db/connect.ts';
import { publicUrl } from '../../testing/app.ts';
import { applyImport } from '../apply-import.ts';
import { beginImport, type ImportWish } from '../begin-import.ts';
import { leaseMs } from '../hold-import.ts';
import { readImport } from '../read-import.ts';
import { secretOf } from '../secret.ts';
import { takeLease } from '../store.ts';
import { workOnImport, type WorkOptions } from '../work-on-import.ts';

/** Everything at once: what waits between requests is only counted. */
export function impatient(waits: number[] = []): NonNullable<WorkOptions['patience']> {
  return {
    paceMs: 0,
    backOffMs: 1_000,
    timeoutMs: 5_000,
    pause: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
  };
}

/** Fetches and looks through, as whoever works on imports does. */
export async function checkNow(sql: Sql, wish: ImportWish, options: Partial<WorkOptions> = {}): Promise<Import> {
  const secret = await secretOf(sql, undefined);
  const id = await sql.begin((tx) => beginImport({ tx, by: null }, wish, secret));
  return workNow(sql, id, options);
}

/** Does what is next for one import. */
export async function workNow(sql: Sql, id: string, options: Partial<WorkOptions> = {}): Promise<Import> {
  const leased = await takeLease(sql, { id, forMs: leaseMs });
  if (!leased) throw new Error('Somebody else works on it.');
  await workOnImport(sql, leased, { publicUrl, patience: impatient(), ...options }, new AbortController().signal);
  return readImport(sql, id);
}

/** The whole way, from where it is fetched to where it is here. */
export async function importNow(sql: Sql, wish: ImportWish, options: Partial<WorkOptions> = {}): Promise<Import> {
  const checked = await checkNow(sql, wish, options);
  if (checked.state !== 'checked') return checked;
  await sql.begin((tx) => applyImport({ tx, by: null }, checked.id));
  return workNow(sql, checked.id, options);
}
