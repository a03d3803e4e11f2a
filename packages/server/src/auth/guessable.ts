import { invalidRequest, pointer } from '../http/validate.ts';

// What people choose first, from the top of every published list of leaked passwords. At twelve characters and more
// those lists hold hardly anything but one such word with digits and signs around it, or said twice.
const commonWords = new Set(
  `
  password passwort motdepasse contrasena senha parola wachtwoord haslo admin administrator root user guest login letmein
  welcome willkommen iloveyou loveyou sunshine princess football baseball basketball superman batman spiderman starwars
  pokemon dragon monkey tiger shadow master michael jennifer jessica ashley daniel jordan charlie thomas andrew joshua
  george matthew hannah nicole summer winter spring autumn january february march april june july august september
  october november december monday friday sunday secret changeme change default computer internet samsung google
  facebook linkedin twitter amazon microsoft windows apple android trustno hello freedom whatever killer mustang corvette
  ferrari harley liverpool chelsea arsenal juventus barcelona manchester america england germany london berlin paris
  qwerty qwertz azerty asdf zxcv qazwsx qweasd abc test testing demo status statuspage allswell server company business
  family forever flower cookie banana chocolate production staging temporary
  `
    .trim()
    .split(/\s+/),
);
const runs = [
  'abcdefghijklmnopqrstuvwxyz',
  '12345678901234567890',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1q2w3e4r5t6y7u8i9o0p',
  '1qaz2wsx3edc4rfv5tgb6yhn',
].flatMap((run) => [run, [...run].reverse().join('')]);
const disguises: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

/** Refuses a password that attackers try first, or that is made of the names around it. */
export function refuseGuessable(
  password: string,
  context: readonly (string | null | undefined)[],
  field = 'password',
): void {
  if (!isGuessable(password, context)) return;
  const detail =
    'Choose another password: this one is common, or made of names that belong to this page. Four random words do well.';
  throw invalidRequest([{ pointer: pointer(field), detail }]);
}

/**
 * True for a password that is one common word, run or repetition with digits and signs around it, or made of nothing
 * but words of its context: the address, the page's name.
 */
export function isGuessable(password: string, context: readonly (string | null | undefined)[] = []): boolean {
  const text = password.normalize('NFKC').toLowerCase();
  const names = context.flatMap((name) => wordsOf(name ?? '')).sort((a, b) => b.length - a.length);
  return [text, undisguise(text)].some((form) => isCommon(form) || isMadeOf(form, names));
}

function isCommon(form: string): boolean {
  const unit = unitOf(form);
  if (unit.length < 4 || isRun(unit)) return true;
  const core = unitOf(form.replace(/^[\d\p{P}\p{S}\s]+|[\d\p{P}\p{S}\s]+$/gu, ''));
  return core !== '' && (core.length < 3 || commonWords.has(core) || isRun(core));
}

function isMadeOf(form: string, names: readonly string[]): boolean {
  let rest = form;
  for (const name of names) rest = rest.replaceAll(name, ' ');
  return rest !== form && !/\p{L}/u.test(rest);
}

/** The shortest piece that makes the text by repetition: "abab" is "ab" twice. */
function unitOf(text: string): string {
  return text.slice(0, `${text}${text}`.indexOf(text, 1));
}

/** Neighbours on the keyboard, in the alphabet or among the digits. */
function isRun(text: string): boolean {
  return runs.some((run) => run.includes(text));
}

function undisguise(text: string): string {
  return [...text].map((character) => disguises[character] ?? character).join('');
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= 3);
}
