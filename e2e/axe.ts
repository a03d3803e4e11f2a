import axe from 'axe-core';
import type { Page } from 'playwright-core';

const bothSchemes = ['light', 'dark'] as const;

/**
 * What axe-core finds wrong with a page as it stands, shadow roots included: rule and place. In the dark it looks at
 * the colours only, for that is all that the dark changes.
 */
export async function violationsIn(
  page: Page,
  within = 'html',
  schemes: readonly (typeof bothSchemes)[number][] = bothSchemes,
): Promise<string[]> {
  // Evaluated by the browser's own tools, so that the page's policy need not allow it.
  await page.evaluate(axe.source);
  const found: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await page.evaluate(
      ([selector, scheme]) => {
        const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
        const colours = { type: 'rule' as const, values: ['color-contrast', 'link-in-text-block'] };
        return axe.run(selector, { resultTypes: ['violations'], ...(scheme === 'dark' && { runOnly: colours }) });
      },
      [within, colorScheme] as const,
    );
    for (const { id, help, nodes } of violations) {
      for (const { target } of nodes) found.push(`${colorScheme}: ${id} (${help}): ${target.flat().join(' ')}`);
    }
  }
  return found;
}
