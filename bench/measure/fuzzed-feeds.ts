import type { BlockNode } from '@allswell/protocol';
import { readCalendar } from '../../packages/server/src/page/calendar/testing/read-calendar.ts';
import { readFeed, textOf } from '../../packages/server/src/page/feeds/testing/read-feed.ts';
import { written } from '../../packages/server/src/page/feeds/testing/write-feeds.ts';
import {
  component,
  id,
  incident,
  maintenance,
  minutes,
  page,
  update,
} from '../../packages/server/src/page/testing/rows.ts';
import { countElements } from '../../packages/server/src/testing/xmllint.ts';
import { clean, cleanLine } from '../../packages/server/src/text/clean.ts';
import { parse } from '../../packages/server/src/text/parse.ts';

/** What became of texts that went out in some format. */
export interface Verdict {
  documents: number;
  texts: number;
  /** Documents that a reader refused, with its words. */
  unreadable: string[];
  /** Texts that came back as others. */
  changed: string[];
  /** Elements, entries or headers that nobody wrote. */
  injected: string[];
}

/** A verdict on nothing yet. */
export function noVerdict(): Verdict {
  return { documents: 0, texts: 0, unreadable: [], changed: [], injected: [] };
}

const harmless =
  /<(?!\/?(?:p|strong|em|code|pre|ul|ol|li)>|br>|\/time>|time datetime="[^"<]*">|\/a>|a href="(?:https?:|mailto:)[^"<]*">)/i;
const nth = (index: number) => id(`n${String(index).padStart(6, '0')}`);
const web = component({ name: 'Web' });

/** The text as it is, beside what the parser of incident text makes of it. */
function rowsOf(pairs: readonly (readonly [name: string, body: string])[], pageName: string) {
  const asItIs = (value: string): BlockNode[] => [
    { type: 'paragraph', children: [{ type: 'text', value }] },
    { type: 'code_block', value },
  ];
  return {
    settings: { ...page().settings, name: pageName },
    components: [{ ...web, name: pageName }],
    affected: pairs.map((_, index) => ({ incident_id: nth(index), component_id: web.id })),
    incidents: pairs.map(([name], index) => incident({ id: nth(index), name })),
    updates: pairs.flatMap(([, body], index) => [
      update({ id: id(`a${nth(index)}`), incident_id: nth(index), body_nodes: asItIs(body) }),
      update({ id: id(`b${nth(index)}`), incident_id: nth(index), body_nodes: parse(body), display_at: minutes(-5) }),
    ]),
  };
}

/** Sends texts through the three kinds of feeds: read by feedsmith, counted by xmllint. */
export async function judgeFeeds(batches: readonly (readonly (readonly [string, string])[])[]): Promise<Verdict> {
  const verdict = noVerdict();
  for (const format of ['atom', 'rss', 'json'] as const) {
    const loud: string[] = [];
    const quiet: string[] = [];
    for (const pairs of batches) {
      const [[pageName = ''] = []] = pairs;
      const text = await written(format, rowsOf(pairs, pageName));
      loud.push(text);
      quiet.push(
        await written(
          format,
          rowsOf(
            pairs.map(() => ['Quiet', 'Words.'] as const),
            'Page',
          ),
        ),
      );
      verdict.documents += 1;
      verdict.texts += pairs.length * 2;
      try {
        judgeEntries(readFeed[format](text), pairs, verdict);
      } catch (error) {
        verdict.unreadable.push(`${format}: ${String(error)}`);
      }
    }
    if (format === 'json') continue;
    try {
      const [found, expected] = [countElements(loud), countElements(quiet)];
      for (const [index, count] of found.entries()) {
        if (count !== expected[index])
          verdict.injected.push(`${format}: ${count} elements in place of ${expected[index]}`);
      }
    } catch (error) {
      verdict.unreadable.push(`${format}: ${String(error)}`);
    }
  }
  return verdict;
}

function judgeEntries(
  { entries, title }: ReturnType<(typeof readFeed)['atom']>,
  pairs: readonly (readonly [string, string])[],
  verdict: Verdict,
): void {
  if (entries.length !== pairs.length) verdict.injected.push(`${entries.length} entries in place of ${pairs.length}`);
  const [[pageName = ''] = []] = pairs;
  if (title !== cleanLine(`${cleanLine(pageName)}: incidents and maintenance`))
    verdict.changed.push(`feed title ${title}`);
  const byId = new Map(entries.map((entry) => [entry.id?.slice(-12), entry]));
  for (const [index, [name, body]] of pairs.entries()) {
    const entry = byId.get(nth(index));
    if ((entry?.title ?? '') !== cleanLine(name)) verdict.changed.push(JSON.stringify({ name, title: entry?.title }));
    const html = entry?.html ?? '';
    if (!html.includes('<pre>') || !textOf(html).includes(clean(body)))
      verdict.changed.push(JSON.stringify({ body, html }));
    if (harmless.test(html)) verdict.injected.push(JSON.stringify({ body, html }));
  }
}

/** Sends texts through the calendar: read by ical.js, which is strict. */
export async function judgeCalendars(batches: readonly (readonly (readonly [string, string])[])[]): Promise<Verdict> {
  const verdict = noVerdict();
  for (const pairs of batches) {
    const [[pageName = ''] = []] = pairs;
    const rows = rowsOf(pairs, pageName);
    const incidents = rows.incidents.map(({ id, name }) => maintenance(60, 120, { id, name }));
    // The calendar tells the latest update: the one that is as it is.
    const updates = rows.updates.filter((row) => row.display_at.getTime() !== minutes(-5).getTime());
    const text = await written('calendar', { ...rows, affected: [], incidents, updates });
    verdict.documents += 1;
    verdict.texts += pairs.length * 2;
    try {
      const calendar = readCalendar(text);
      const known = `uid sequence dtstamp dtstart dtend summary transp description url status x-microsoft-cdo-busystatus last-modified`;
      const strange = calendar.properties.filter((name) => !known.split(' ').includes(name));
      if (strange.length > 0) verdict.injected.push(...strange);
      if (calendar.properties.length !== pairs.length * 12)
        verdict.injected.push(`${calendar.properties.length} properties`);
      if (calendar.name !== cleanLine(`${cleanLine(pageName)}: maintenance`))
        verdict.changed.push(`name ${calendar.name}`);
      const byId = new Map(calendar.events.map((event) => [event.uid?.split('@')[0], event]));
      for (const [index, [name, body]] of pairs.entries()) {
        const event = byId.get(nth(index));
        if (event?.summary !== cleanLine(name)) verdict.changed.push(JSON.stringify({ name, summary: event?.summary }));
        // Twice, as its nodes are: a carriage return at the end of one and the line feed after it are one line end.
        const said = clean(`${body}\n\n${body}\n\n`);
        if (event?.description?.startsWith(said) !== true) verdict.changed.push(JSON.stringify({ body, event }));
      }
    } catch (error) {
      verdict.unreadable.push(String(error));
    }
  }
  return verdict;
}
