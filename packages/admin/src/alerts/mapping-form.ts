import { alertSeverities, alertStates } from '@allswell/protocol';
import type { AlertMapping, AlertSeverity, AlertState } from '@allswell/protocol';

const plain = ['key', 'title', 'state', 'severity', 'body', 'url', 'started_at', 'ended_at', 'entities'] as const;
type Part = { path: string } | { value: string };

/** A mapping as it is typed: each part a path, or `=` and a word of its own; words and labels one to a line. */
export type MappingForm = Record<(typeof plain)[number] | 'alerts' | 'states' | 'severities' | 'labels', string>;

export function emptyMapping(): MappingForm {
  const parts = Object.fromEntries(plain.map((one) => [one, ''])) as Record<(typeof plain)[number], string>;
  return { ...parts, alerts: '', states: '', severities: '', labels: '' };
}

export function formOfMapping(mapping: AlertMapping): MappingForm {
  const parts = Object.fromEntries(plain.map((one) => [one, sayPart(mapping[one])])) as Record<
    (typeof plain)[number],
    string
  >;
  return {
    ...parts,
    alerts: mapping.alerts,
    states: sayLines(mapping.states),
    severities: sayLines(mapping.severities),
    labels: sayLines(Object.fromEntries(Object.entries(mapping.labels).map(([name, part]) => [name, sayPart(part)]))),
  };
}

export function mappingOf(form: MappingForm): AlertMapping {
  const must = (text: string): Part => readPart(text) ?? { path: '' };
  return {
    alerts: form.alerts.trim(),
    key: must(form.key),
    title: must(form.title),
    state: must(form.state),
    states: wordsIn(form.states, alertStates) as Record<string, AlertState>,
    severity: readPart(form.severity),
    severities: wordsIn(form.severities, alertSeverities) as Record<string, AlertSeverity>,
    body: readPart(form.body),
    url: readPart(form.url),
    started_at: readPart(form.started_at),
    ended_at: readPart(form.ended_at),
    entities: readPart(form.entities),
    labels: Object.fromEntries(
      linesIn(form.labels).flatMap(([name, text]) => {
        const part = readPart(text);
        return part ? [[name, part]] : [];
      }),
    ),
  };
}

/** Paths to everything in a delivery that is a value, for a field to offer; within one alert where there is a list. */
export function pathsIn(body: string, list: string): string[] {
  let data: unknown;
  try {
    data = JSON.parse(body);
  } catch {
    return [];
  }
  const paths: string[] = [];
  const walk = (value: unknown, path: string, depth: number): void => {
    if (paths.length >= mostPaths || depth > 8) return;
    if (Array.isArray(value)) {
      if (value.length > 0) walk(value[0], `${path}[0]`, depth + 1);
      return;
    }
    if (typeof value !== 'object' || value === null) {
      if (path !== '') paths.push(path);
      return;
    }
    for (const [name, below] of Object.entries(value))
      if (/^[^.[\]\s]+$/.test(name)) walk(below, path === '' ? name : `${path}.${name}`, depth + 1);
  };
  const first = list.trim() === '' ? data : firstOf(data, list.trim());
  walk(first, '', 0);
  return paths;
}

const mostPaths = 200;

/** The first alert of the list that a path of names leads to. */
function firstOf(data: unknown, path: string): unknown {
  let found = data;
  for (const name of path.split('.')) {
    found = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)[name] : undefined;
  }
  return Array.isArray(found) ? found[0] : found;
}

function readPart(text: string): Part | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  return trimmed.startsWith('=') ? { value: trimmed.slice(1).trim() } : { path: trimmed };
}

function sayPart(part: Part | null): string {
  if (!part) return '';
  return 'value' in part ? `=${part.value}` : part.path;
}

const sayLines = (map: Record<string, string>) =>
  Object.entries(map)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n');

/** Lines such as `ALARM = firing`. A name may hold the sign itself: the last one counts unless a fixed word follows. */
function linesIn(text: string): [name: string, value: string][] {
  return text.split('\n').flatMap((line): [string, string][] => {
    const found = /^\s*(.+?)\s*=\s*(=?.*?)\s*$/.exec(line);
    return found?.[1] && found[2] ? [[found[1], found[2]]] : [];
  });
}

/** A word that is none of ours is sent as it is, so that the server says so beside its field. */
function wordsIn(text: string, known: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    linesIn(text).map(([theirs, ours]) => [theirs, known.find((one) => one === ours.toLowerCase()) ?? ours]),
  );
}
