import { expect } from 'chai';
import { canonicalLocale, timeLocale } from './locale.ts';
import type { Reader } from './say.ts';
import { instantOf, sayDuration, sayInFull, sayLeaf, sayRange, sayTime, sayZone } from './say.ts';

const now = Date.parse('2026-11-22T15:36:00+01:00');
const berlin: Reader = { locale: 'en-GB', timeZone: 'Europe/Berlin', now };
const hour = 3_600_000;

// The server writes these very words, so a browser that wrote others would change the page when it takes over.
describe('times', () => {
  it('are said in the words that the server writes', () => {
    expect(sayTime(now - hour, berlin)).to.equal('14:36');
    expect(sayTime(now - 30 * hour, berlin)).to.equal('21 Nov, 09:36');
    expect(sayTime(now - 400 * 24 * hour, berlin)).to.equal('18 Oct 2025, 16:36');
    expect(sayInFull(now, berlin)).to.equal('Sunday, 22 November 2026 at 15:36 CET');
    expect(sayLeaf(now, berlin)).to.deep.equal(['Nov', '22']);
    // Engines differ by a comma behind the weekday.
    const range = (hours: number) => sayRange(now, now + hours * hour, berlin).replaceAll(/(Sun|Mon),/g, '$1');
    expect(range(2)).to.equal('Sun 22 Nov, 15:36–17:36 CET');
    expect(range(24)).to.equal('Sun 22 Nov, 15:36 CET – Mon 23 Nov, 15:36 CET');
    expect(sayZone(berlin)).to.equal('Central European Time');
  });

  it('are said as other countries say them, with plain blanks and digits', () => {
    const at = (locale: string) => sayRange(now, now + 2 * hour, { ...berlin, locale });
    expect(at('de')).to.equal('So., 22. Nov., 15:36–17:36 Uhr MEZ');
    expect(at('fr')).to.equal('dim. 22 nov., 15:36 – 17:36 UTC+1');
    expect(at('ar')).to.match(/3:36/);
    expect(sayTime(now, { ...berlin, locale: 'en-US' })).to.equal('3:36 PM');
  });

  it('name the day in words that will be read later', () => {
    expect(sayTime(now, { ...berlin, isNow: false })).to.equal('22 Nov, 15:36');
  });

  it('are told in UTC, and say so, where the zone is not known', () => {
    expect(sayInFull(now, { ...berlin, timeZone: 'Mars/Olympus' })).to.equal('Sunday, 22 November 2026 at 14:36 UTC');
    expect(sayZone({ ...berlin, timeZone: 'UTC' })).to.equal('UTC');
  });

  it('leave out what is no time', () => {
    expect(sayTime(instantOf(''), berlin)).to.equal('');
    expect(sayRange(instantOf('soon'), now, berlin)).to.equal('');
    expect(sayRange(now, now - hour, berlin)).to.equal('22 Nov, 15:36');
  });
});

describe('amounts of time', () => {
  it('are said in at most two units', () => {
    expect(sayDuration(35.4 * hour, berlin)).to.equal('1 day 11 hours');
    expect(sayDuration(95 * 60_000, berlin)).to.equal('1 hour 35 minutes');
    expect(sayDuration(6.5 * 24 * hour, berlin)).to.equal('6 days');
    expect(sayDuration(1_000, berlin)).to.equal('1 minute');
    expect(sayDuration(-4 * 60_000, berlin, { unitDisplay: 'short' })).to.equal('4 mins');
    expect(sayDuration(95 * 60_000, berlin, { units: 1 })).to.equal('1 hour');
  });
});

describe('the locale', () => {
  it('is the first one that can be used', () => {
    expect(canonicalLocale('', 'C', 'de_AT', 'en')).to.equal('de-AT');
    expect(canonicalLocale(undefined, 'not a language')).to.equal('en');
  });

  it('follows the reader’s country where they share the page’s language', () => {
    expect(timeLocale('en', ['de-DE', 'en-US', 'en'])).to.equal('en-US');
    expect(timeLocale('en', ['C', 'fr-FR'])).to.equal('en-GB');
    expect(timeLocale('de', ['en-US'])).to.equal('de');
    expect(timeLocale('de-AT', ['de-DE'])).to.equal('de-AT');
  });
});
