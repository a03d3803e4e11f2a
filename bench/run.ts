/**
 * `npm run bench -- NAME`: one part of the product against a yardstick, in turns, in one run.
 * With --json it prints {name, ours, yardstick, ratio, runs, unit}; with --all it runs everything.
 */
import { chosenFrom, namesIn } from './measure/catalogue.ts';
import type { Bench } from './measure/figure.ts';

const folder = new URL('./cases/', import.meta.url);
const names = namesIn(folder);
const args = process.argv.slice(2);
const chosen = chosenFrom(names, args);

if (!chosen) {
  for (const name of names) console.log(`${name.padEnd(24)}${(await load(name)).promise}`);
  process.exitCode = args.length > 0 ? 64 : 0;
}
for (const name of chosen ?? []) {
  const bench = await load(name);
  const result = await bench.measure();
  const passed = result.ratio >= bench.ratio_at_least;
  if (args.includes('--json')) console.log(JSON.stringify({ name, ...result }));
  else {
    console.log(
      `${passed ? 'ok    ' : 'MISSED'}  ${name}: ${result.ratio} of the yardstick (at least ${bench.ratio_at_least}); ` +
        `${result.ours} against ${result.yardstick} ${result.unit}, medians of ${result.runs}`,
    );
  }
  if (!passed) process.exitCode = 1;
}

async function load(name: string): Promise<Bench> {
  const { bench } = (await import(new URL(`${name}.ts`, folder).href)) as { bench: Bench };
  return bench;
}
