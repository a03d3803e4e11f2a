import { readdirSync } from 'node:fs';

/** The names of what a folder of measurements holds: one file, one name. */
export function namesIn(folder: URL): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .sort();
}

/** Which of the names the command line asks for; undefined when it asks for none or for one that is not there. */
export function chosenFrom(names: readonly string[], args: readonly string[]): string[] | undefined {
  if (args.includes('--all')) return [...names];
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown !== undefined) console.error(`There is no “${unknown}”.`);
  return wanted.length > 0 && unknown === undefined ? wanted : undefined;
}
