import 'axe-core/axe.min.js';
import type axe from 'axe-core';

/** What axe finds wrong in an element, one line a violation. */
export async function violations(element: Element): Promise<string[]> {
  const { axe: engine } = globalThis as unknown as { axe: typeof axe };
  // The page around is the test runner's.
  const rules = { 'page-has-heading-one': { enabled: false }, region: { enabled: false } };
  const { violations: found } = await engine.run(element, { rules });
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
}
