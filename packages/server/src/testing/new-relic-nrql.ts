// Answers NRQL as far as the tests ask for it, by what New Relic writes about the language. It shares nothing with what
// the server checks queries by.

/** How rows are to look. */
export type RowScene =
  | 'ok'
  | 'plain'
  | 'facet'
  | 'facet-timeseries'
  | 'nulls'
  | 'nan'
  | 'many'
  | 'words'
  | 'nothing'
  | 'objects';

/** What a query was answered with, or what New Relic says that is wrong with it. */
export type NrqlAnswer =
  | { results: Record<string, unknown>[]; facets: string[]; total: unknown; begin: number; end: number }
  | { error: string };

const mostBuckets = 366;
const unitSeconds: Record<string, number> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };

/** Answers one query; `valueAt` is what is measured at an instant in milliseconds. */
export function answerNrql(nrql: string, scene: RowScene, valueAt: (at: number) => number, now: number): NrqlAnswer {
  const select = /\bSELECT\s+(.+?)\s+(?:FROM|WHERE|SINCE|UNTIL|TIMESERIES|FACET|LIMIT)\b/is.exec(`${nrql} LIMIT`)?.[1];
  if (!/^\s*(SELECT|FROM)\b/i.test(nrql) || select === undefined || !/\bFROM\s+\w/i.test(nrql)) return syntaxError(1);
  if (/;|--|\/\*/.test(nrql)) return syntaxError(nrql.search(/;|--|\/\*/) + 1);
  for (const clause of ['SINCE', 'UNTIL', 'TIMESERIES', 'LIMIT', 'FACET'])
    if (nrql.split(new RegExp(`\\b${clause}\\b`, 'i')).length > 2)
      return syntaxError(nrql.toUpperCase().lastIndexOf(clause));
  if ((nrql.match(/'/g)?.length ?? 0) % 2 === 1) return syntaxError(nrql.lastIndexOf("'"));

  const end = instant(/\bUNTIL\s+(\d{13})\b/i.exec(nrql)?.[1]) ?? now;
  const begin = instant(/\bSINCE\s+(\d{13})\b/i.exec(nrql)?.[1]) ?? end - 3_600_000;
  if (begin >= end) return { error: 'NRQL Syntax Error: SINCE must be before UNTIL' };
  const [, count = '', unit = ''] = /\bTIMESERIES\s+(\d+)\s+(second|minute|hour|day)s?\b/i.exec(nrql) ?? [];
  const stepMs = Number(count) * (unitSeconds[unit.toLowerCase()] ?? 0) * 1_000;
  const buckets = stepMs > 0 ? Math.ceil((end - begin) / stepMs) : 0;
  if (buckets > mostBuckets)
    return { error: `NRQL Syntax Error: The number of buckets (${buckets}) exceeds the maximum of ${mostBuckets}` };

  const column = /\bAS\s+'([^']+)'/i.exec(select)?.[1] ?? (/^\s*(\w+)/.exec(select)?.[1] ?? 'figure').toLowerCase();
  const figure = (at: number) => shaped(select, valueAt(at));
  const steps = Array.from({ length: buckets }, (_, index) => begin + index * stepMs);
  const rows: Record<string, unknown>[] =
    stepMs === 0
      ? [{ [column]: figure(end) }]
      : steps.map((at) => ({
          beginTimeSeconds: at / 1_000,
          endTimeSeconds: (at + stepMs) / 1_000,
          [column]: figure(at),
        }));
  return { ...inScene(scene, rows, column, { figure, begin, end, stepMs }), begin, end };
}

function inScene(
  scene: RowScene,
  rows: Record<string, unknown>[],
  column: string,
  { figure, begin, end, stepMs }: { figure: (at: number) => unknown; begin: number; end: number; stepMs: number },
): { results: Record<string, unknown>[]; facets: string[]; total: unknown } {
  const total = { [column]: figure(end) };
  const apps = ['Fernhill checkout', 'Fernhill internal billing'];
  const alter = (change: (value: unknown, at: number) => unknown) =>
    rows.map((row, at) => ({ ...row, [column]: change(row[column], at) }));
  switch (scene) {
    case 'plain':
      return { results: [{ [column]: figure(end) }], facets: [], total };
    case 'facet':
      return {
        results: apps.map((app, at) => ({ facet: app, appName: app, [column]: figure(end + at) })),
        facets: ['appName'],
        total,
      };
    case 'facet-timeseries':
      // With both, totals are a list: one for each step.
      return {
        results: apps.flatMap((app) => rows.map((row) => ({ facet: app, appName: app, ...row }))),
        facets: ['appName'],
        total: rows,
      };
    case 'nulls':
      return { results: alter((value, at) => (at % 2 === 0 ? null : value)), facets: [], total: null };
    case 'nan':
      return { results: alter((value, at) => (at % 2 === 0 ? 'NaN' : JSON.stringify(value))), facets: [], total };
    case 'words':
      return { results: alter(() => 'Fernhill internal billing'), facets: [], total };
    case 'objects':
      return { results: alter((value) => ({ 95: value })), facets: [], total };
    case 'nothing':
      return { results: [], facets: [], total: null };
    case 'many': {
      const step = stepMs || 60_000;
      const results = Array.from({ length: 5_000 }, (_, at) => {
        const from = begin + (at - 4_900) * step;
        return { beginTimeSeconds: from / 1_000, endTimeSeconds: (from + step) / 1_000, [column]: figure(from) };
      });
      return { results, facets: [], total };
    }
    default:
      return { results: rows, facets: [], total };
  }
}

/** Functions that answer with more than a number. */
function shaped(select: string, value: number): unknown {
  if (/^\s*apdex\s*\(/i.test(select)) return { score: value, s: 90, t: 6, f: 4, count: 100 };
  const percentiles = /^\s*percentile\s*\(([^)]*)\)/i.exec(select)?.[1]?.split(',').slice(1) ?? [];
  if (percentiles.length > 0) return Object.fromEntries(percentiles.map((one) => [one.trim(), value]));
  return value;
}

function instant(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function syntaxError(position: number): NrqlAnswer {
  return { error: `NRQL Syntax Error: Error at line 1 position ${Math.max(0, position)}, unexpected input` };
}
