import { existsSync } from 'node:fs';
import type { StartExample } from '../serve.ts';

const script = new URL('../../../../examples/script-tag/start.ts', import.meta.url);

/** The example app, where there is one: in a clone of the repository, not in the published package. */
export function findExample(): StartExample | undefined {
  if (!existsSync(script)) return undefined;
  return async (options) => {
    const { startExample } = (await import(script.href)) as { startExample: StartExample };
    return startExample(options);
  };
}
