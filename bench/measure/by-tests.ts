import { once } from 'node:events';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Proof } from './figure.ts';

/** A promise that tests prove: all of them have to pass, and there has to be at least one. */
export function byTests(promise: string, files: readonly string[]): Proof {
  return {
    promise,
    async measure() {
      const paths = files.map((file) => fileURLToPath(new URL(`../../${file}`, import.meta.url)));
      let passed = 0;
      const failed: string[] = [];
      // The sources are run as they are: the processes of the tests inherit --conditions=source from this one.
      const stream = run({ files: paths, concurrency: 1 });
      stream.on('test:fail', ({ name }) => failed.push(name));
      stream.on('test:pass', ({ skip }) => {
        if (skip === undefined) passed += 1;
      });
      stream.resume();
      await once(stream, 'end');
      for (const name of failed) console.error(`  failed: ${name}`);
      return [
        { name: 'tests that passed', value: passed, unit: 'tests', at_least: 1 },
        { name: 'tests that failed', value: failed.length, unit: 'tests', at_most: 0 },
      ];
    },
  };
}
