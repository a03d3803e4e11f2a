import type { ImportResult } from '@allswell/protocol/schema';
import { recordAudit } from '../../audit/record.ts';
import type { Step } from '../../http/route.ts';
import { type ImportLine, insertLines } from '../admin-store.ts';
import { findComponents, findGroups, readGround } from '../store.ts';
import { readCsv, type Skipped } from './read-csv.ts';
import { createReader } from './read-subscriber.ts';

const atOnce = 2_000;

/**
 * Takes in people who agreed elsewhere to be told. Nobody is written to. Whoever is there already, or is not to be
 * written to, is left out with the reason, so the same file can be sent again.
 */
export async function importSubscribers(text: string, step: Step): Promise<ImportResult> {
  const read = await step(async ({ tx }) => {
    const { default_language, time_zone, now } = await readGround(tx, {
      component_ids: [],
      group_ids: [],
      incident_id: null,
    });
    const [components, groups] = [await findComponents(tx), await findGroups(tx)];
    return createReader({ components, groups, locale: default_language, time_zone, now });
  });

  const skipped: Skipped[] = [];
  const seen = new Map<string, number>();
  const waiting: ImportLine[] = [];
  let imported = 0;
  const store = async () => {
    const lines = waiting.splice(0);
    const outcomes = await step(async ({ tx, by }) => {
      const made = await insertLines(tx, lines);
      const count = made.filter((outcome) => outcome.imported).length;
      if (count > 0) {
        await recordAudit(tx, by, {
          action: 'subscribers.imported',
          subject_type: 'subscriber',
          changes: { imported: { from: null, to: count } },
        });
      }
      return made;
    });
    for (const outcome of outcomes) {
      if (outcome.imported) imported += 1;
      else skipped.push({ line: outcome.line, reason: whyNot(outcome.suppressed) });
    }
  };

  for await (const line of readCsv(text)) {
    const found = 'cells' in line ? read(line) : [line.reason];
    if (Array.isArray(found)) {
      skipped.push({ line: line.line, reason: found.join(' ') });
      continue;
    }
    const key = `${found.channel} ${found.address_key}`;
    const before = seen.get(key);
    if (before !== undefined) {
      skipped.push({ line: line.line, reason: `The same address stands in line ${before}.` });
      continue;
    }
    seen.set(key, line.line);
    waiting.push(found);
    if (waiting.length >= atOnce) await store();
  }
  if (waiting.length > 0) await store();
  return { imported, skipped: skipped.toSorted((one, other) => one.line - other.line) };
}

function whyNot(suppressed: string | null): string {
  if (suppressed === null) return 'This address is subscribed already.';
  return `This address is not written to any more: ${suppressed.replaceAll('_', ' ')}.`;
}
