import type { AdminIncident, AdminMaintenance, IncidentStatus } from '@allswell/protocol';
import type { Sql } from '../../packages/server/src/db/connect.ts';
import { openIncident } from '../../packages/server/src/incidents/open-incident.ts';
import { postUpdate } from '../../packages/server/src/incidents/post-update.ts';
import {
  type RawMail,
  type RawSink,
  type RawSinkOptions,
  startRawSink,
} from '../../packages/server/src/testing/smtp-raw-sink.ts';

export const publicUrl = 'https://status.fernhill.example';

/** Words that stand in one update each, in the order in which they are posted. */
const marks = ['kingfisher', 'nightjar', 'redstart', 'wheatear', 'goldcrest'];

/** Opens an incident whose news can be told apart. */
export async function openNews(sql: Sql): Promise<AdminIncident | AdminMaintenance> {
  return sql.begin((tx) =>
    openIncident(
      { tx, by: null, publicUrl },
      { name: 'Checkout is slow', status: 'investigating', body: `We look into it. Code ${marks[0]}.` },
    ),
  );
}

/** Posts the news of this number; the first were those that it was opened with. */
export async function postNews(sql: Sql, incidentId: string, number: number, status: IncidentStatus): Promise<void> {
  await sql.begin((tx) =>
    postUpdate({ tx, by: null, publicUrl }, incidentId, { status, body: `There is news. Code ${marks[number - 1]}.` }),
  );
}

/** What arrived: for each address the numbers of the news, in the order in which the mail server took them. */
export interface Inboxes {
  sink: RawSink;
  heard: Map<string, number[]>;
  /** Forgets what arrived so far. */
  clear(): void;
}

/** Starts a mail server that counts. */
export async function startInboxes(
  options: Pick<RawSinkOptions, 'recipient' | 'slowMs'> & { onMail?: (mail: RawMail) => void } = {},
): Promise<Inboxes> {
  const heard = new Map<string, number[]>();
  const sink = await startRawSink({
    ...(options.recipient && { recipient: options.recipient }),
    ...(options.slowMs && { slowMs: options.slowMs }),
    onMail(mail) {
      const [to = ''] = mail.to;
      const number = marks.findLastIndex((mark) => mail.data.includes(mark)) + 1;
      const known = heard.get(to);
      if (known) known.push(number);
      else heard.set(to, [number]);
      options.onMail?.(mail);
    },
  });
  return { sink, heard, clear: () => heard.clear() };
}

/** What went wrong, and how much of it there was. */
export interface Account {
  /** Who never heard the last of the news. */
  lost: number;
  extraCopies: number;
  /** The most copies of one piece of news that one person got. */
  mostCopies: number;
  /** Who heard older news after newer ones. */
  outOfOrder: number;
  messages: number;
}

/** Reckons what a fan-out did, over all addresses that should have heard the last of `news` updates. */
export function reckon({ heard }: Inboxes, addresses: Iterable<string>, news: number): Account {
  const account: Account = { lost: 0, extraCopies: 0, mostCopies: 0, outOfOrder: 0, messages: 0 };
  for (const address of addresses) {
    const numbers = heard.get(address) ?? [];
    account.messages += numbers.length;
    if (!numbers.includes(news)) account.lost += 1;
    for (const copies of Map.groupBy(numbers, (number) => number).values()) {
      account.extraCopies += copies.length - 1;
      account.mostCopies = Math.max(account.mostCopies, copies.length);
    }
    if (numbers.some((number, index) => number < (numbers[index - 1] ?? 0))) account.outOfOrder += 1;
  }
  return account;
}

/** Waits until something is so; says what was waited for when it never is. */
export async function waitUntil(what: string, isSo: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`This never came: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Whether nothing is left to be told. A database that is gone for a moment does not say. */
export async function isAllTold(sql: Sql): Promise<boolean> {
  try {
    const [row] = await sql<{ open: boolean }[]>`
      select exists (select from notices where expanded_at is null)
        or exists (select from deliveries where state in ('waiting', 'sending')) as open
    `;
    return row?.open === false;
  } catch {
    return false;
  }
}
