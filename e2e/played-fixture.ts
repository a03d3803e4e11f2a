import type { Fixture } from '@allswell/protocol/fixtures';
import type { Page } from 'playwright-core';

/** Lets a page of a browser live at a fixture's moment, its status service answering what the fixture says. */
export async function playFixture(page: Page, { now, summary, before }: Fixture): Promise<{ goOn: () => void }> {
  let answer = before ?? summary;
  const headers = {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'ETag, Date, Age, Allswell-Verified-At',
    date: new Date(now).toUTCString(),
    'allswell-verified-at': new Date(now).toISOString(),
  };
  await page.clock.setFixedTime(now);
  await page.route('**/api/v2/stream*', (route) => route.abort());
  await page.route('**/api/v2/summary.json*', (route) => route.fulfill({ json: answer, headers }));
  return {
    /** Comes from what was before, where there was something, to what is now. */
    goOn() {
      answer = summary;
    },
  };
}

/** Lets the app's banner see that what it shows has ended. */
export async function comeToItsEnd(page: Page, played: { goOn: () => void }): Promise<void> {
  played.goOn();
  await page
    .locator('status-banner')
    .evaluate((banner) => (banner as HTMLElement & { refresh(): Promise<void> }).refresh());
  await page.waitForFunction(() => {
    const banner = document.querySelector('status-banner') as HTMLElement & { state: string; phase: string | null };
    return banner.state === 'resolved' || banner.phase === 'done';
  });
}
