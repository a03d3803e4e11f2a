import { openBrowser } from '../../e2e/browser.ts';
import type { Place } from '../../e2e/walk/reader.ts';
import { walk } from '../../e2e/walk/walk.ts';
import type { Proof } from '../measure/figure.ts';

const locales = ['en-US', 'de-DE', 'fr-FR', 'es-ES', 'ar-EG'];
const zones = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland'];
const everywhere: Place[] = zones.flatMap((timeZone) => locales.map((locale) => ({ locale, timeZone })));

const nights = [
  {
    name: 'the night on which an hour is missing, Europe/Berlin',
    timeZone: 'Europe/Berlin',
    from: '2027-03-28T01:30',
    until: '2027-03-28T03:30',
    startsAt: '2027-03-28T00:30:00Z',
    endsAt: '2027-03-28T01:30:00Z',
  },
  {
    name: 'the night on which an hour comes twice, America/New_York, running over',
    timeZone: 'America/New_York',
    from: '2027-11-07T00:30',
    until: '2027-11-07T03:00',
    startsAt: '2027-11-07T04:30:00Z',
    endsAt: '2027-11-07T08:00:00Z',
    endsItself: false,
  },
  {
    name: 'a leap day, Asia/Kolkata, the server off at the start and at the end',
    timeZone: 'Asia/Kolkata',
    from: '2028-02-29T02:00',
    until: '2028-02-29T04:00',
    startsAt: '2028-02-28T20:30:00Z',
    endsAt: '2028-02-28T22:30:00Z',
    isOffAtTransitions: true,
  },
  {
    name: 'a night in April on which an hour comes twice, Pacific/Auckland, the server off at the start and at the end',
    timeZone: 'Pacific/Auckland',
    from: '2027-04-04T01:00',
    until: '2027-04-04T04:00',
    startsAt: '2027-04-03T12:00:00Z',
    endsAt: '2027-04-03T16:00:00Z',
    isOffAtTransitions: true,
  },
];

export const proof: Proof = {
  promise:
    'A maintenance from 49 hours before to 10 minutes after its end, in 4 zones and 5 languages, over nights on which the clocks change, equal to a model at each step.',
  async measure() {
    const browser = await openBrowser();
    try {
      const figures = [];
      for (const { name, ...night } of nights) {
        const compared = await walk(browser, { ...night, places: everywhere });
        figures.push({ name, value: compared, unit: 'comparisons without a difference', at_least: 300 });
      }
      return figures;
    } finally {
      await browser.close();
    }
  },
};
