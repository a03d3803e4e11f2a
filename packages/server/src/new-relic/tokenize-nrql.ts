/** A piece of a query. `end` is where the next one may begin. */
export interface Token {
  kind: 'word' | 'text' | 'number' | 'sign';
  /** Of a word in capitals, so that words can be compared; of everything else as it is written. */
  value: string;
  begin: number;
  end: number;
  /** How many parentheses are open around it. */
  depth: number;
}

/** What keeps a query from being read, in words for whoever wrote it. */
export class UnreadableQuery extends Error {
  override readonly name = 'UnreadableQuery';
}

const blank = /\s/;
const wordBegin = /[\p{L}_$@]/u;
const wordPart = /[\p{L}\p{N}_$@.:]/u;
const digit = /[0-9]/;
const numberPart = /[0-9.eE]/;

/**
 * Takes a query apart, one character at a time: comments go, and what stands in quotes is one piece whatever it says.
 * There is no expression that could take long over a text that was made for it.
 */
export function tokenizeNrql(text: string): Token[] {
  const tokens: Token[] = [];
  let depth = 0;
  let at = 0;
  const push = (kind: Token['kind'], end: number) => {
    const written = text.slice(at, end);
    tokens.push({ kind, value: kind === 'word' ? written.toUpperCase() : written, begin: at, end, depth });
    at = end;
  };
  while (at < text.length) {
    const one = text.charAt(at);
    const two = text.slice(at, at + 2);
    if (blank.test(one)) at += 1;
    else if (two === '--' || two === '//') at = endOf(text, '\n', at + 2, text.length);
    else if (two === '/*') at = endOfComment(text, at);
    else if (one === "'" || one === '"' || one === '`') push('text', endOfText(text, at, one));
    else if (one === '(') {
      push('sign', at + 1);
      depth += 1;
    } else if (one === ')') {
      depth -= 1;
      if (depth < 0) throw new UnreadableQuery('Take away the “)” that has no “(” before it.');
      push('sign', at + 1);
    } else if (wordBegin.test(one)) push('word', endWhile(text, at + 1, wordPart));
    else if (digit.test(one)) push('number', endWhile(text, at + 1, numberPart));
    else push('sign', at + 1);
  }
  if (depth > 0) throw new UnreadableQuery('Close every “(” by a “)”.');
  return tokens;
}

function endWhile(text: string, from: number, part: RegExp): number {
  let end = from;
  while (end < text.length && part.test(text.charAt(end))) end += 1;
  return end;
}

function endOf(text: string, mark: string, from: number, otherwise: number): number {
  const found = text.indexOf(mark, from);
  return found < 0 ? otherwise : found;
}

function endOfComment(text: string, begin: number): number {
  const end = text.indexOf('*/', begin + 2);
  if (end < 0) throw new UnreadableQuery('End the comment by “*/”.');
  return end + 2;
}

/** Where a text in quotes ends; a backslash, or the quote itself written twice, keeps a quote from ending it. */
function endOfText(text: string, begin: number, quote: string): number {
  let at = begin + 1;
  while (at < text.length) {
    const one = text.charAt(at);
    if (one === '\\' && quote !== '`') at += 2;
    else if (one !== quote) at += 1;
    else if (text.charAt(at + 1) === quote) at += 2;
    else return at + 1;
  }
  throw new UnreadableQuery(`Close the text that begins with ${quote} by another ${quote}.`);
}
