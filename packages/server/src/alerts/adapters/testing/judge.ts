import { isDeepStrictEqual } from 'node:util';
import type { AlertState, InnerAlert } from '@allswell/protocol';
import { innerAlertSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { type AlertAdapter, type Reading, UnreadableDelivery } from '../adapter.ts';
import { receivedAt } from './read.ts';
import { isEssential, type Sample } from './sample.ts';

/** What is wrong with how a delivery was read; null where nothing is. `threw`: something else than "unreadable". */
export interface Verdict {
  wrong: string | null;
  threw: boolean;
  unreadable: boolean;
}

/** Reads a delivery as the door does, and judges what came of it. At `changed`, it is not as the vendor has sent it. */
export function judge(adapter: AlertAdapter, sample: Sample, body: unknown, changed: string | null): Verdict {
  let reading: Reading;
  try {
    adapter.deliveryId(body);
    adapter.sentAt(body);
    reading = adapter.read(body, { mapping: sample.mapping ?? null, receivedAt });
  } catch (error) {
    if (!(error instanceof UnreadableDelivery))
      return { wrong: `It threw ${String(error)}.`, threw: true, unreadable: false };
    const isRight = error.message.length > 10 && changed !== null && isEssential(changed, sample);
    return { wrong: isRight ? null : `It is unreadable: ${error.message}`, threw: false, unreadable: true };
  }
  const wrong = wrongForm(reading) ?? wrongMeaning(reading, sample, changed);
  return { wrong, threw: false, unreadable: false };
}

/** What is wrong with alerts whatever was sent. */
export function wrongForm({ alerts, complaints }: Reading): string | null {
  for (const alert of alerts) {
    const parsed = v.safeParse(innerAlertSchema, alert);
    if (!parsed.success) return `The alert has another shape: ${parsed.issues[0].message}`;
    for (const [name, text] of textsOf(alert)) {
      if (!text.isWellFormed() || /[\p{Cc}\u2028\u2029]/u.test(text)) return `The ${name} is not clean.`;
    }
    const length = Array.from(alert.title).length;
    if (length < 1 || length > 200 || alert.title !== alert.title.trim()) return `The title has ${length} characters.`;
    if (alert.key === '' || alert.key.length > 300) return 'The key is empty or too long.';
    if (alert.url !== null && !/^https?:\/\//.test(alert.url)) return `The address ${alert.url} is none.`;
    for (const at of [alert.started_at, alert.ended_at]) {
      if (at === null) continue;
      const ms = Date.parse(at);
      if (!(ms >= Date.UTC(2000) && ms <= receivedAt.getTime() + 86_400_000)) return `The time ${at} cannot be right.`;
    }
  }
  if (complaints.length > 21) return `There are ${complaints.length} complaints.`;
  return complaints.every((one) => one.length > 10 && one.endsWith('.')) ? null : 'A complaint is no sentence.';
}

function textsOf(alert: InnerAlert): [string, string][] {
  const { key, title, labels, entities } = alert;
  return [
    ['key', key],
    ['title', title],
    ...Object.entries(labels)
      .flat()
      .map((one) => ['label', one] as [string, string]),
    ...entities.map((one) => ['entity', one] as [string, string]),
  ];
}

function wrongMeaning({ alerts, complaints }: Reading, sample: Sample, changed: string | null): string | null {
  const read = alerts.map(({ key, state, is_test }) => ({ key, state, is_test }));
  const expected = sample.expects.map(({ is_test = false, ...one }) => ({ ...one, is_test }));
  if (isDeepStrictEqual(read, expected)) return null;
  const seen = JSON.stringify(read);
  if (changed === null || !isEssential(changed, sample)) return `It reads ${seen}.`;
  if (read.every((one) => one.state === sample.otherwise)) return null;

  for (const state of ['firing', 'resolved', 'acknowledged'] as const) {
    const count = (of: AlertState) => expected.filter((one) => one.state === of && !one.is_test).length;
    // An acknowledgement that is no longer told from an alert that fires is complained of.
    const most = count(state) + (state === 'firing' && complaints.length > 0 ? count('acknowledged') : 0);
    const said = read.filter((one) => one.state === state && !one.is_test).length;
    if (said > most) return `${said} are ${state} where ${most} are: ${seen}.`;
  }
  for (const { key, state, is_test } of read) {
    const known = expected.find((one) => one.key === key)?.state ?? state;
    if (known !== state && known !== 'acknowledged' && state !== 'info' && !is_test)
      return `${key} is ${state}: ${seen}.`;
  }
  // A list from which an alert was taken is a shorter list.
  const isShorter = changed.endsWith(']');
  return read.length < expected.length && complaints.length === 0 && !isShorter
    ? `An alert is missing: ${seen}.`
    : null;
}
