import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { violations } from './accessibility.ts';
import type { FakeServer } from './fake-server.ts';
import { mount, unmount } from './mount.ts';
import { shown } from './see.ts';

/** A screen in one state: its name, where it begins, and how one gets to where it is whole. */
export type Look = readonly [name: string, hash: string, ready: () => Promise<unknown>];

const canEmulate = navigator.userAgent.includes('Chrome/');

/**
 * Says that these screens can be used by everyone: nothing for axe to find, light and dark, and nothing cut off on the
 * smallest phone, in both directions. Elements of readers scroll within themselves, and have tests of their own.
 */
export function looksRight(screens: readonly Look[], fill: (server: FakeServer) => void): void {
  afterEach(async () => {
    unmount();
    document.documentElement.dir = '';
    if (canEmulate) {
      await emulateMedia({ colorScheme: 'light' });
      await setViewport({ width: 1280, height: 900 });
    }
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const [name, hash, ready] of screens) {
      it(`are accessible: ${name}, ${scheme}`, async function () {
        // axe reads the document, which is the same everywhere: one engine is enough.
        if (!canEmulate) this.skip();
        this.timeout(30_000);
        await emulateMedia({ colorScheme: scheme });
        document.documentElement.style.colorScheme = scheme;
        mount({ prepare: fill, hash });
        await ready();
        expect(await violations()).to.deep.equal([]);
      });
    }
  }

  for (const dir of ['ltr', 'rtl']) {
    it(`cut nothing and scroll nowhere sideways at 320 px, ${dir}`, async function () {
      if (!canEmulate) this.skip();
      this.timeout(120_000);
      await setViewport({ width: 320, height: 640 });
      document.documentElement.dir = dir;
      for (const [name, hash, ready] of screens) {
        mount({ prepare: fill, hash });
        await ready();
        const root = document.querySelector('status-admin')?.shadowRoot;
        if (!root) throw new Error('There is no panel.');
        const { left, right } = root.host.getBoundingClientRect();
        const outside = [...shown(root)].filter((element) => {
          const box = element.getBoundingClientRect();
          return (
            box.width > 0 &&
            (box.right > right + 1 || box.left < left - 1) &&
            !element.closest('svg, .visually-hidden, status-page, status-banner') &&
            !isWithinMetrics(element) &&
            getComputedStyle(element).position !== 'absolute'
          );
        });
        expect(
          outside.map((element) => element.outerHTML.slice(0, 80)),
          name,
        ).to.deep.equal([]);
        expect(
          [...shown(root)].some((one) => one.matches('img[onerror]')),
          name,
        ).to.equal(false);
      }
    });
  }
}

function isWithinMetrics(element: Element): boolean {
  const root = element.getRootNode();
  return root instanceof ShadowRoot && root.host.matches('status-metrics');
}
