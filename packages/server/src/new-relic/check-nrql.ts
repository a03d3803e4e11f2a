import { type Token, tokenizeNrql, UnreadableQuery } from './tokenize-nrql.ts';

/** A query that gives one figure, without comments and without anything about time. */
export type CheckedNrql = string & { readonly checked: unique symbol };

const mostCharacters = 4_000;

/** Clauses that Allswell writes itself: they are refused rather than overruled, because somebody meant something by them. */
const ownClauses: Record<string, string> = {
  SINCE: 'Leave out SINCE: Allswell asks for the time that it needs, minute by minute.',
  UNTIL: 'Leave out UNTIL: Allswell asks for the time that it needs, minute by minute.',
  TIMESERIES: 'Leave out TIMESERIES: Allswell adds it, with one value a minute.',
  LIMIT: 'Leave out LIMIT: a metric is one number at a time.',
};
/** Clauses that make something else than one figure over time. */
const otherClauses: Record<string, string> = {
  FACET: 'Leave out FACET: a metric is one number at a time. Make a metric of each part, by WHERE.',
  COMPARE: 'Leave out COMPARE WITH: a metric is one number at a time.',
  SLIDE: 'Leave out SLIDE BY: Allswell asks minute by minute.',
  ORDER: 'Leave out ORDER BY: values come in the order of time.',
  WITH: 'Leave out WITH: Allswell says by itself which time is meant.',
  PREDICT: 'Leave out PREDICT: a status page shows what was measured.',
  JOIN: 'Leave out JOIN: ask for one figure of one kind of event.',
};
/** The second words of clauses whose first could be a name as well. */
const secondWords: Record<string, string> = { COMPARE: 'WITH', SLIDE: 'BY', ORDER: 'BY' };
const clauses = new Set([
  ...['SELECT', 'FROM', 'WHERE', 'EXTRAPOLATE'],
  ...Object.keys(ownClauses),
  ...Object.keys(otherClauses),
]);
const givesNoNumber = new Set(['UNIQUES', 'HISTOGRAM', 'KEYSET', 'BUCKETS', 'FUNNEL']);

/** A token, and the clause of the outermost query that it is in. */
interface Part extends Token {
  clause: string;
  beginsClause: boolean;
}

/**
 * Reads what an admin wrote: one SELECT of one figure. Throws an UnreadableQuery that says what to change. Allswell adds
 * the time itself, so what would stand in its way is refused rather than misunderstood.
 */
export function checkNrql(text: string): CheckedNrql {
  const parts = read(text);
  refuse(parts, ownClauses);
  return checked(text, parts);
}

/** Reads a query that New Relic wrote for charts of its own: what it says about time and rows is left out. */
export function adoptNrql(text: string): CheckedNrql {
  return checked(
    text,
    read(text).filter(({ clause }) => !(clause in ownClauses)),
  );
}

function read(text: string): Part[] {
  if (text.length > mostCharacters)
    throw new UnreadableQuery(`Write at most ${mostCharacters.toLocaleString('en')} characters.`);
  const tokens = tokenizeNrql(text);
  if (tokens.at(-1)?.value === ';') tokens.pop();
  let clause = '';
  return tokens.map((token, at) => {
    const beginsClause = isClause(token, tokens[at - 1], tokens[at + 1]);
    if (beginsClause) clause = token.value;
    return { ...token, clause, beginsClause };
  });
}

/** Whether a word begins a part of the query: it is no name behind AS, no attribute, and in no parentheses. */
function isClause({ kind, value, depth }: Token, before: Token | undefined, behind: Token | undefined): boolean {
  if (kind !== 'word' || depth > 0 || !clauses.has(value)) return false;
  if (before?.kind === 'word' && before.value === 'AS') return false;
  if (behind?.kind === 'sign' && '=<>!'.includes(behind.value)) return false;
  return !(value in secondWords) || behind?.value === secondWords[value];
}

function checked(text: string, parts: Part[]): CheckedNrql {
  const [first] = parts;
  if (!first?.beginsClause || !/^(SELECT|FROM)$/.test(first.value))
    throw new UnreadableQuery('Begin with SELECT, such as SELECT average(duration) FROM Transaction.');
  if (parts.some(({ kind, value }) => kind === 'sign' && value === ';'))
    throw new UnreadableQuery('Write one query: there is a second one behind the “;”.');
  const selects = parts.filter(({ kind, value }) => kind === 'word' && value === 'SELECT').length;
  if (selects === 0) throw new UnreadableQuery('Write a SELECT, such as SELECT average(duration) FROM Transaction.');
  if (selects > 1) throw new UnreadableQuery('Write one SELECT, without others in it or behind it.');
  refuse(parts, otherClauses);
  const froms = parts.filter(({ beginsClause, value }) => beginsClause && value === 'FROM').length;
  if (froms === 0) throw new UnreadableQuery('Say behind FROM what is counted, such as FROM Transaction.');
  if (froms > 1) throw new UnreadableQuery('Write one FROM.');
  checkFigure(parts.filter(({ clause, beginsClause }) => clause === 'SELECT' && !beginsClause));
  return write(text, parts);
}

function refuse(parts: Part[], unwanted: Record<string, string>): void {
  const found = parts.find(({ beginsClause, value }) => beginsClause && value in unwanted);
  if (found) throw new UnreadableQuery(unwanted[found.value] ?? '');
}

function checkFigure(figure: Part[]): void {
  if (figure.some(({ kind, value, depth }) => kind === 'sign' && value === ',' && depth === 0))
    throw new UnreadableQuery('Select one figure: there is a second one behind the “,”.');
  const functions = figure.filter(({ kind }, at) => kind === 'word' && figure[at + 1]?.value === '(');
  if (functions.length === 0)
    throw new UnreadableQuery(
      'Select a figure by a function, such as count(*), average(duration) or rate(count(*), 1 minute).',
    );
  if (functions.some(({ value }) => givesNoNumber.has(value)))
    throw new UnreadableQuery('Select a figure that is one number, such as count(*) or average(duration).');
}

/** The query as it was written; a blank stands where there was one, a line's end, a comment or what was left out. */
function write(text: string, parts: Part[]): CheckedNrql {
  const pieces = parts.map(({ begin, end }, at) => {
    const isNextTo = at === 0 || parts[at - 1]?.end === begin;
    return `${isNextTo ? '' : ' '}${text.slice(begin, end)}`;
  });
  return pieces.join('') as CheckedNrql;
}
