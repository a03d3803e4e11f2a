/** A planned maintenance from two days before to its end, over the night on which the clocks change. */
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { openBrowser, skipWithoutBrowser } from './browser.ts';
import { fakeTimeLibrary } from './walk/time-machine.ts';
import { walk } from './walk/walk.ts';

const skip = skipWithoutBrowser || (fakeTimeLibrary ? false : 'no libfaketime on this machine');
let browser: Browser;

before(async () => {
  if (!skip) browser = await openBrowser();
});
after(() => browser?.close());

test('over the night on which an hour is missing, in two places and languages', { skip }, async () => {
  await walk(browser, {
    from: '2027-03-28T01:30',
    until: '2027-03-28T03:30',
    timeZone: 'Europe/Berlin',
    startsAt: '2027-03-28T00:30:00Z',
    endsAt: '2027-03-28T01:30:00Z',
    places: [
      { locale: 'en-US', timeZone: 'America/New_York' },
      { locale: 'de-DE', timeZone: 'Europe/Berlin' },
    ],
  });
});

test('with the server switched off when it starts and when it ends', { skip }, async () => {
  await walk(browser, {
    from: '2026-12-06T02:00',
    until: '2026-12-06T04:00',
    timeZone: 'Asia/Kolkata',
    startsAt: '2026-12-05T20:30:00Z',
    endsAt: '2026-12-05T22:30:00Z',
    isOffAtTransitions: true,
    places: [{ locale: 'ar-EG', timeZone: 'Asia/Kolkata' }],
  });
});
