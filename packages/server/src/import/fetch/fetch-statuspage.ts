import * as v from 'valibot';
import { historySchema } from '../statuspage/shapes.ts';
import { requireDocument } from '../statuspage/split-document.ts';
import { unreadable } from '../unreadable.ts';
import { type Fetching, once } from './fetching.ts';

/** After so many quarters of a year without an incident the archive is taken to be over; before there was a component, sooner. */
const quietQuarters = 8;
const quietQuartersBefore = 2;
/** Who does not give single incidents is not asked for hundreds of them. */
const mostMissing = 3;

/** The address that all addresses of a page begin with, whichever of them was given. */
export function rootOf(address: string): string {
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  if (!url || url.hostname === '') throw unreadable(`“${address.slice(0, 200)}” is no address.`);
  return url.origin + url.pathname.replace(/\/(?:api\/v2\b.*|history\b.*|incidents\b.*)$/, '').replace(/\/+$/, '');
}

/** Fetches what a page tells everyone: its documents, and the archive where there is one. */
export async function fetchStatuspage(address: string, fetching: Fetching): Promise<void> {
  const root = rootOf(address);
  const { ask } = fetching;
  const steps: [string, string, string[], boolean][] = [
    ['summary', 'summary', ['components'], false],
    ['components', 'components', ['components'], true],
    ['incidents', 'incidents', ['incidents'], false],
    ['maintenances', 'scheduled-maintenances', ['scheduled_maintenances'], true],
    ['upcoming', 'scheduled-maintenances/upcoming', ['scheduled_maintenances'], true],
    ['active', 'scheduled-maintenances/active', ['scheduled_maintenances'], true],
  ];
  let done = 0;
  const step = async () => fetching.progress(++done, null);
  for (const [kind, path, keys, optional] of steps) {
    const where = `${root}/api/v2/${path}.json`;
    await once(fetching, [kind, 1], async () => {
      const document = await ask.json(where, { optional });
      if (document !== undefined) return requireDocument(document, keys, where);
      return { missing: true };
    });
    await step();
  }
  const codes = await fetchArchive(root, fetching, step);
  if (codes === undefined) {
    await once(fetching, ['atom', 1], async () => ({ text: (await ask.text(`${root}/history.atom`)) ?? '' }));
    await once(fetching, ['end', 1], () => Promise.resolve({ whole: false }));
    return;
  }
  const known = knownIds(fetching);
  const older = codes.filter((code) => !known.has(code));
  let missing = 0;
  for (const [index, code] of older.entries()) {
    const story = await once(fetching, ['story', index + 1], async () => {
      const found =
        missing < mostMissing ? await ask.json(`${root}/incidents/${code}.json`, { optional: true }) : undefined;
      return isStory(found) ? found : { missing: true, code };
    });
    missing = typeof story === 'object' && story !== null && 'missing' in story ? missing + 1 : 0;
    await fetching.progress(++done, done + older.length - index - 1);
  }
  await once(fetching, ['end', 1], () => Promise.resolve({ whole: true }));
}

/** The ids of all incidents that the archive names, newest first; undefined where a page has no archive in JSON. */
async function fetchArchive(
  root: string,
  fetching: Fetching,
  step: () => Promise<void>,
): Promise<string[] | undefined> {
  const codes = new Set<string>();
  const firstYear = yearOfFirstComponent(fetching);
  let quiet = 0;
  for (let number = 1; quiet < quietQuarters; number++) {
    if (number > fetching.mostPages)
      throw unreadable(`${root}/history.json has no end: ${fetching.mostPages} pages were read.`);
    const body = await once(fetching, ['history', number], async () => {
      const found = await fetching.ask.json(`${root}/history.json?page=${number}`, { optional: true });
      return v.is(historySchema, found) ? found : { months: [], missing: true };
    });
    await step();
    const { months } = v.parse(historySchema, body);
    if (months.length === 0) return number === 1 ? undefined : [...codes];
    const found = months.flatMap(({ incidents }) => incidents.map(({ code }) => code));
    const fresh = found.filter((code) => !codes.has(code));
    if (found.length > 0 && fresh.length === 0) {
      throw unreadable(`${root}/history.json gives the same page again and again.`);
    }
    for (const code of fresh) codes.add(code);
    quiet = found.length === 0 ? quiet + 1 : 0;
    const isBefore = months.every(({ year }) => year != null && year < firstYear);
    if (isBefore && quiet >= quietQuartersBefore) break;
  }
  return [...codes];
}

function yearOfFirstComponent({ kept }: Fetching): number {
  const summary = kept('summary', 1)?.body;
  const components =
    typeof summary === 'object' && summary !== null && 'components' in summary ? summary.components : undefined;
  if (!Array.isArray(components)) return 0;
  const made = (components as { created_at?: unknown }[]).map((one) => Number(String(one?.created_at).slice(0, 4)));
  return Math.min(...made.map((year) => (year > 0 ? year : 0)), Number.MAX_SAFE_INTEGER);
}

function knownIds({ all }: Fetching): Set<string> {
  const ids = new Set<string>();
  for (const { body } of all()) {
    if (typeof body !== 'object' || body === null) continue;
    for (const key of ['incidents', 'scheduled_maintenances']) {
      const list = (body as Record<string, unknown>)[key];
      if (!Array.isArray(list)) continue;
      for (const one of list as { id?: unknown }[]) if (typeof one?.id === 'string') ids.add(one.id);
    }
  }
  return ids;
}

function isStory(found: unknown): boolean {
  const story = typeof found === 'object' && found !== null && 'incident' in found ? found.incident : found;
  return (
    typeof story === 'object' && story !== null && 'incident_updates' in story && ('id' in story || 'code' in story)
  );
}
