import * as v from 'valibot';
import { pageSchema } from '../statuspage/shapes.ts';
import { unreadable } from '../unreadable.ts';
import { type Fetching, once } from './fetching.ts';

const root = 'https://api.statuspage.io/v1/pages';
const perPage = 100;

/** Fetches a page by the API of who runs it. */
export async function fetchStatuspageV1(
  page_id: string,
  { subscribers }: { subscribers: boolean },
  fetching: Fetching,
): Promise<void> {
  const page = `${root}/${encodeURIComponent(page_id)}`;
  await once(fetching, ['page', 1], async () => {
    const found = await fetching.ask.json(page);
    if (!v.is(pageSchema, found)) throw unreadable(`${page} is no page of Statuspage: it has no id and no name.`);
    return found;
  });
  const lists: [string, string][] = [
    ['groups', 'component-groups'],
    ['components', 'components'],
    ['incidents', 'incidents'],
    ...(subscribers ? [['subscribers', 'subscribers'] satisfies [string, string]] : []),
  ];
  let done = 1;
  for (const [kind, path] of lists) {
    done = await fetchList(fetching, { kind, address: `${page}/${path}`, done });
  }
  await once(fetching, ['end', 1], () => Promise.resolve({ whole: true }));
}

/** Fetches all pages of a list. How long a page is, is up to them: the end is a page with nothing new. */
async function fetchList(
  fetching: Fetching,
  { kind, address, done }: { kind: string; address: string; done: number },
): Promise<number> {
  const seen = new Set<string>();
  for (let number = 1; ; number++) {
    if (number > fetching.mostPages) {
      throw unreadable(`${address} has no end: ${fetching.mostPages} pages were read.`);
    }
    const body = await once(fetching, [kind, number], async () => {
      const found = await fetching.ask.json(`${address}?page=${number}&per_page=${perPage}`);
      if (!Array.isArray(found)) throw unreadable(`${address} is no list.`);
      return found as unknown[];
    });
    await fetching.progress(++done, null);
    const ids = (body as { id?: unknown }[]).map((one) => String(one?.id));
    const fresh = ids.filter((id) => !seen.has(id));
    // Who does not know pages gives all there is each time.
    if (fresh.length === 0 && ids.length >= perPage)
      throw unreadable(`${address} gives the same page again and again.`);
    if (fresh.length === 0) return done;
    for (const id of fresh) seen.add(id);
  }
}
