import { fillIn, variablesIn } from './apply-template.ts';

/** What a form's texts are filled from: as they were written, with their variables, and what was typed for these. */
export interface Filling {
  title: string;
  body: string;
  values: Record<string, string>;
}

/** What is known without asking; a name that stands here with nothing is known later, and never asked for. */
export type Known = Readonly<Record<string, string>>;

/** The texts as they are to be published. */
export function filled({ title, body, values }: Filling, known: Known): { title: string; body: string } {
  const all = { ...values, ...known };
  return { title: fillIn(title, all), body: fillIn(body, all) };
}

/** The names to ask for. */
export function askedFor({ title, body }: Filling, known: Known): string[] {
  return variablesIn(title, body).filter((name) => !Object.hasOwn(known, name));
}

/** Whether anything in it is left to fill in, or to follow. */
export function hasVariables({ title, body }: Filling): boolean {
  return variablesIn(title, body).length > 0;
}

/** Reads a filling that was kept in a draft; null when it is none. */
export function readFilling(data: unknown): Filling | null {
  if (typeof data !== 'object' || data === null) return null;
  const { title, body, values } = data as Partial<Filling>;
  if (typeof title !== 'string' || typeof body !== 'string' || typeof values !== 'object' || values === null)
    return null;
  const texts = Object.entries(values).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { title, body, values: Object.fromEntries(texts) };
}
