import { expect } from 'chai';
import { canonicalLocale, timeLocale } from './locale.ts';
import type { Reader } from './say.ts';
import { instantOf, sayAgo, sayDuration, sayInFull, sayLeaf, sayMonth, sayRange, sayTime, sayZone } from './say.ts';

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

  it('name both zones where the clocks change meanwhile', () => {
    const autumn = Date.parse('2026-10-25T01:30:00+02:00');
    const range = (hours: number) => sayRange(autumn, autumn + hours * hour, berlin).replaceAll(/(Sun|Mon),/g, '$1');
    expect(range(2)).to.equal('Sun 25 Oct, 01:30 CEST – 02:30 CET');
    expect(range(26)).to.equal('Sun 25 Oct, 01:30 CEST – Mon 26 Oct, 02:30 CET');
    const spring = Date.parse('2026-03-29T01:30:00+01:00');
    expect(sayRange(spring, spring + hour, berlin).replace('Sun,', 'Sun')).to.equal(
      'Sun 29 Mar, 01:30 CET – 03:30 CEST',
    );
  });

  it('name a month', () => {
    expect(sayMonth('2026-10', { locale: 'de' })).to.equal('Oktober 2026');
    expect(sayMonth('2026-10', { locale: 'ar' })).to.equal('أكتوبر 2026');
    expect(sayMonth('never', { locale: 'en' })).to.equal('');
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
  });

  it('are said before and behind in the grammar of each language', () => {
    expect(sayAgo(4 * 60_000, berlin, 'short')).to.match(/^4 mins? ago$/);
    expect(sayAgo(2 * 24 * hour, { locale: 'de' })).to.equal('vor 2 Tagen');
    expect(sayAgo(-10.4 * hour, { locale: 'fr' })).to.equal('dans 10 heures');
    expect(sayAgo(-2 * hour, { locale: 'es' })).to.equal('dentro de 2 horas');
    expect(sayAgo(2 * hour, { locale: 'ar' })).to.equal('قبل ساعتين');
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
