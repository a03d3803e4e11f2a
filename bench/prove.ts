/**
 * `npm run prove -- NAME`: measures one promise at the size that was promised, and writes bench/results/NAME.json.
 * With --all it proves everything; without a name it lists what can be proved. It exits 1 when a figure misses its limit.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { chosenFrom, namesIn } from './measure/catalogue.ts';
import { describe, holds, type Proof } from './measure/figure.ts';

const folder = new URL('./prove/', import.meta.url);
const results = new URL('./results/', import.meta.url);
const names = namesIn(folder);
const args = process.argv.slice(2);
const chosen = chosenFrom(names, args);

if (!chosen) {
  for (const name of names) console.log(`${name.padEnd(24)}${(await load(name)).promise}`);
  process.exitCode = args.length > 0 ? 64 : 0;
}
for (const name of chosen ?? []) {
  const proof = await load(name);
  console.log(`${name}: ${proof.promise}`);
  const figures = await proof.measure();
  const passed = figures.every(holds);
  const result = {
    name,
    promise: proof.promise,
    passed,
    figures: figures.map((figure) => ({ ...figure, passed: holds(figure) })),
    command: `npm run prove -- ${name}`,
    measured_at: new Date().toISOString(),
    cores: availableParallelism(),
    node: process.versions.node,
  };
  mkdirSync(results, { recursive: true });
  writeFileSync(new URL(`${name}.json`, results), `${JSON.stringify(result, null, 2)}\n`);
  for (const figure of figures) console.log(`  ${describe(figure)}`);
  if (!passed) process.exitCode = 1;
}

async function load(name: string): Promise<Proof> {
  const { proof } = (await import(new URL(`${name}.ts`, folder).href)) as { proof: Proof };
  return proof;
}
