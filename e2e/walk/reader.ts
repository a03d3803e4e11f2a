/** A person in some place who has somebody's app open, and what its banner says to them. */
import type { Browser, Page } from 'playwright-core';
import { openContext } from '../browser.ts';
import { openHostPage, snippet } from '../host-page.ts';

/** Where a reader is and which language they read. */
export interface Place {
  /** With its country, such as en-US. */
  locale: string;
  timeZone: string;
}

/** What a banner says; nothing while all is well. */
export interface Said {
  state: string;
  phase: string | null;
  text: string;
}

export interface Reader {
  place: Place;
  /** Lets the clock of the page jump to an instant, as after a sleep: what is due then happens. */
  goTo(instant: number): Promise<void>;
  /** Reads the banner, now. */
  read(): Promise<Said>;
  close(): Promise<void>;
}

/** Opens an app with the one line in it, its clock set to an instant. */
export async function openReader(
  browser: Browser,
  { page: pageUrl, place, at }: { page: string; place: Place; at: number },
): Promise<Reader> {
  const host = await openHostPage({ body: snippet(pageUrl, `data-locale="${place.locale.split('-')[0]}"`) });
  const context = await openContext(browser, { locale: place.locale, timezoneId: place.timeZone });
  const page = await context.newPage();
  await page.clock.install({ time: at });
  let now = at;
  await page.goto(host.url);
  return {
    place,
    async goTo(instant) {
      await page.clock.fastForward(Math.max(0, instant - now));
      now = Math.max(now, instant);
    },
    read: () => read(page),
    async close() {
      await context.close();
      await host.close();
    },
  };
}

function read(page: Page): Promise<Said> {
  return page.evaluate(() => {
    const banner = document.querySelector<HTMLElement & { state: string; phase: string | null }>('status-banner');
    const bar = banner?.shadowRoot?.querySelector<HTMLElement>('[part~=bar]');
    const text = (bar?.innerText ?? '').replace(/[\s\u2009\u202f\u00a0]+/g, ' ').trim();
    return { state: banner?.state ?? 'clear', phase: banner?.phase ?? null, text };
  });
}
