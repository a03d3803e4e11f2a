import { DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import type { Sql } from '../db/connect.ts';
import { readClock } from '../db/read-clock.ts';
import { unseal } from '../db/seal.ts';
import { createEgress } from '../http/safe-fetch.ts';
import { readSettings } from '../settings/read-settings.ts';
import { type Applying, putItem } from './apply/put-item.ts';
import { putSubscribers, subscribersAtOnce } from './apply/put-subscribers.ts';
import { storable } from './clean-text.ts';
import { familyOf } from './family.ts';
import { createAsk, type Patience, usualPatience } from './fetch/ask.ts';
import { fetchStatuspage } from './fetch/fetch-statuspage.ts';
import { fetchStatuspageV1 } from './fetch/fetch-statuspage-v1.ts';
import { gather } from './gather.ts';
import { type HeldImport, withImport } from './hold-import.ts';
import { planImport } from './plan-import.ts';
import { keyName, secretOf } from './secret.ts';
import {
  findAuthor,
  findImported,
  findKey,
  findPages,
  type ImportRow,
  insertPage,
  keepChecked,
  keepFinished,
  removePages,
} from './store.ts';
import { type Warning, Warnings } from './warnings.ts';

/** What the work needs of its surroundings. */
export interface WorkOptions {
  publicUrl: string;
  masterKey?: string | undefined;
  egressAllow?: readonly string[] | undefined;
  upstreams?: ReadonlyMap<string, string> | undefined;
  patience?: Partial<Patience> | undefined;
  mostPages?: number;
}

const usualMostPages = 1_000;
const mostWarnings = 300;

/**
 * Does what is next for an import that is in our hands: fetches all of it and looks it through, or brings in what was
 * looked through. What cannot be imported ends it with the reason; a process that ends lets another go on.
 */
export async function workOnImport(
  sql: Sql,
  leased: ImportRow & { lease: string },
  options: WorkOptions,
  signal: AbortSignal,
): Promise<void> {
  await withImport(sql, leased, signal, async (held) => {
    try {
      if (leased.state === 'applying') await apply(sql, held, options);
      else {
        await fetchAll(sql, held, options);
        await check(sql, held);
      }
    } catch (error) {
      const isFinal =
        error instanceof DomainError && ['import-unreadable', 'upstream-unreachable'].includes(error.code);
      if (!isFinal) throw error;
      const failure = error.message;
      const unreachable = error.code === 'upstream-unreachable';
      await held.end({ state: 'failed', failure, unreachable }, async (tx) => {
        await removePages(tx, leased.id);
        await recordAudit(tx, await findAuthor(tx, leased.created_by), {
          action: 'import.failed',
          subject_type: 'import',
          subject_id: leased.id,
          changes: { failure: { from: null, to: failure } },
        });
      });
    }
  });
}

async function fetchAll(sql: Sql, held: HeldImport, options: WorkOptions): Promise<void> {
  const { row, signal, step } = held;
  if (row.options.given === true) return;
  const pages = new Map((await findPages(sql, row.id)).map((page) => [`${page.kind} ${page.number}`, page]));
  const sealed = await findKey(sql, row.id);
  const key = sealed === null ? undefined : unseal(sealed, await secretOf(sql, options.masterKey), keyName(row.id));
  const egress = createEgress({ allow: options.egressAllow, upstreams: options.upstreams });
  try {
    const ask = createAsk({ egress, patience: { ...usualPatience, ...options.patience }, signal }, key);
    let progress = { done: row.progress_done, total: row.progress_total };
    const fetching = {
      ask,
      mostPages: options.mostPages ?? usualMostPages,
      all: () => [...pages.values()],
      kept: (kind: string, number: number) => pages.get(`${kind} ${number}`),
      keep: async (kind: string, number: number, body: unknown) => {
        const page = { kind, number, body: storable(body) };
        await step((tx) => insertPage(tx, row.id, page), progress);
        pages.set(`${kind} ${number}`, page);
      },
      progress: (done: number, total: number | null) => {
        progress = { done, total };
        return Promise.resolve();
      },
    };
    if (row.source === 'statuspage_v1') {
      const { page_id = '', subscribers = false } = row.options;
      await fetchStatuspageV1(page_id, { subscribers }, fetching);
    } else {
      await fetchStatuspage(row.origin, fetching);
    }
  } finally {
    egress.close();
  }
}

async function understand(sql: Sql, row: ImportRow, warnings: Warnings) {
  const { time_zone: zone } = await readSettings(sql);
  const now = await sql.begin(readClock);
  const gathered = gather(row.source, await findPages(sql, row.id), { warnings, zone, now });
  const subscribers = row.options.subscribers === true ? gathered.subscribers : [];
  const whole = { ...gathered, subscribers };
  const family = familyOf(row.source);
  return { gathered: whole, family, plan: await planImport(sql, family, whole, warnings) };
}

async function check(sql: Sql, { row, end }: HeldImport): Promise<void> {
  const warnings = new Warnings();
  const { plan, gathered } = await understand(sql, row, warnings);
  const total = plan.items.length + gathered.subscribers.length;
  await end({ state: 'checked' }, (tx) =>
    keepChecked(tx, row.id, { counts: plan.counts, warnings: warnings.list(), total }),
  );
}

async function apply(sql: Sql, { row, step, end }: HeldImport, { publicUrl }: WorkOptions): Promise<void> {
  const warnings = new Warnings();
  const { plan, gathered, family } = await understand(sql, row, warnings);
  const imported = await findImported(sql, family);
  const ids = new Map(imported.map((one) => [`${one.kind} ${one.external_id}`, one.id]));
  const applying: Applying = { family, ids, completeSince: gathered.complete_since };
  const by = await findAuthor(sql, row.created_by);
  const total = plan.items.length + gathered.subscribers.length;
  let done = 0;
  for (const item of plan.items) {
    done++;
    if (item.verdict !== 'new' && item.verdict !== 'changed') continue;
    await step((tx) => putItem({ tx, by, publicUrl }, item, applying), { done, total });
  }
  const name = family === 'status_site' ? 'status_site' : 'Statuspage';
  const waiting = gathered.subscribers.filter((one) => !ids.has(`subscriber ${one.external_id}`));
  done += gathered.subscribers.length - waiting.length;
  for (let from = 0; from < waiting.length; from += subscribersAtOnce) {
    const batch = waiting.slice(from, from + subscribersAtOnce);
    done += batch.length;
    await step((tx) => putSubscribers({ tx, by, publicUrl }, batch, { family, ids, warnings, name }), { done, total });
  }
  await end({ state: 'done' }, async (tx) => {
    await keepFinished(tx, row.id, { warnings: joined(row.warnings, warnings.list()), total });
    // They hold what was not asked for, such as addresses; what became of it is remembered elsewhere.
    await removePages(tx, row.id);
    await recordAudit(tx, by, {
      action: 'import.finished',
      subject_type: 'import',
      subject_id: row.id,
      changes: { origin: { from: null, to: row.origin } },
    });
  });
}

/** What was found when it was looked through, and what came up since. */
function joined(before: readonly Warning[], since: readonly Warning[]): Warning[] {
  const known = new Set(before.map((one) => JSON.stringify([one.code, one.detail, one.subject])));
  const added = since.filter((one) => !known.has(JSON.stringify([one.code, one.detail, one.subject])));
  return [...before, ...added].slice(0, mostWarnings);
}
