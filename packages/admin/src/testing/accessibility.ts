import 'axe-core/axe.min.js';
import type axe from 'axe-core';

/** What axe finds wrong in the page, one line a violation. */
export async function violations(): Promise<string[]> {
  const { axe: engine } = globalThis as unknown as { axe: typeof axe };
  // The page around the panel is the test runner's.
  const rules = {
    'page-has-heading-one': { enabled: false },
    'html-has-lang': { enabled: false },
    'document-title': { enabled: false },
  };
  const { violations: found } = await engine.run(document.querySelector('status-admin') ?? document.body, { rules });
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}
