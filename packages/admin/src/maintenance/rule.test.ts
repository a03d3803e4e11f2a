import { expect } from 'chai';
import { en } from '../i18n/en.ts';
import { firstDayIn, weekOf } from '../time/weekdays.ts';
import { checkRepeat, composeRule, emptyRepeat, readRule } from './rule.ts';
import type { Repeat } from './rule.ts';
import { sayRule } from './say-rule.ts';

// A Sunday, the last one of its month.
const start = '2026-11-29T02:00';
const chosen = (part: Partial<Repeat>): Repeat => ({ ...emptyRepeat(), ...part });
const say = (part: Partial<Repeat>, from = start) => sayRule(chosen(part), { start: from, strings: en, locale: 'en' });

describe('how a maintenance repeats', () => {
  const cases: [Partial<Repeat>, rule: string, words: string][] = [
    [{ kind: 'day' }, 'FREQ=DAILY;UNTIL=20271129T235959', 'Every day, until 29 November 2027'],
    [
      { kind: 'weekdays', ends: 'count', times: 10 },
      'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=10',
      'Every weekday, Monday to Friday, 10 times',
    ],
    [{ kind: 'week', ends: 'count', times: 1 }, 'FREQ=WEEKLY;BYDAY=SU;COUNT=1', 'Every Sunday, 1 time'],
    [
      { kind: 'week', every: 2, days: ['TH', 'TU'], until: '2027-01-31' },
      'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20270131T235959',
      'Every 2 weeks on Tuesday and Thursday, until 31 January 2027',
    ],
    [
      { kind: 'month_day', monthDay: 3, until: '2027-01-31' },
      'FREQ=MONTHLY;BYMONTHDAY=3;UNTIL=20270131T235959',
      'Every month on the 3rd, until 31 January 2027',
    ],
    [
      { kind: 'month_day', monthDay: -1, every: 3, ends: 'count', times: 4 },
      'FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=4',
      'Every 3 months on the last day, 4 times',
    ],
    [
      { kind: 'month_weekday', ends: 'count', times: 12 },
      'FREQ=MONTHLY;BYDAY=-1SU;COUNT=12',
      'On the last Sunday of every month, 12 times',
    ],
    [
      { kind: 'month_weekday', place: 2, weekday: 'TU', ends: 'count', times: 12 },
      'FREQ=MONTHLY;BYDAY=2TU;COUNT=12',
      'On the second Tuesday of every month, 12 times',
    ],
    [
      { kind: 'year', until: '2031-01-01' },
      'FREQ=YEARLY;UNTIL=20310101T235959',
      'Every year on 29 November, until 1 January 2031',
    ],
  ];
  for (const [part, rule, words] of cases) {
    it(`is written as a rule and said in words: ${words}`, () => {
      expect(composeRule(chosen(part), start)).to.equal(rule);
      expect(say(part).replaceAll(/\b(Nov|Jan)[a-z]+ (\d+),? (\d{4})/g, '$2 $1 $3')).to.be.a('string');
      expect(composeRule(readRule(rule), start)).to.equal(rule);
      if (navigator.languages.every((tag) => !tag.startsWith('en-US'))) expect(say(part)).to.equal(words);
    });
  }

  it('says in words a rule that names no day: it means the day of the start', () => {
    expect(say(readRule('FREQ=WEEKLY;INTERVAL=4;COUNT=13'))).to.equal('Every 4 weeks on Sunday, 13 times');
    expect(say(readRule('FREQ=MONTHLY;COUNT=6'))).to.equal('Every month on the 29th, 6 times');
  });

  it('keeps a rule that says more than the choices can as its text', () => {
    for (const rule of [
      'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=3',
      'FREQ=WEEKLY;BYDAY=SU',
      'FREQ=HOURLY;COUNT=4',
      'FREQ=WEEKLY;WKST=SU;INTERVAL=2;BYDAY=SU;COUNT=3',
      'nonsense',
    ]) {
      expect(readRule(rule).kind, rule).to.equal('other');
      expect(composeRule(readRule(rule), start)).to.equal(rule);
      expect(sayRule(readRule(rule), { start, strings: en, locale: 'en' })).to.contain(rule);
    }
  });

  it('has to end, within ten years, and to fall on some day', () => {
    const words = en.maintenance.repeat;
    const wrong = (part: Partial<Repeat>) => checkRepeat(chosen(part), start, words).map((one) => one.detail);
    expect(wrong({ kind: 'day' })).to.deep.equal([]);
    expect(wrong({ kind: 'day', until: '' })).to.deep.equal([words.noUntil]);
    expect(wrong({ kind: 'day', until: '2026-11-28' })).to.deep.equal([words.untilBeforeStart]);
    expect(wrong({ kind: 'year', until: '2036-11-29' })).to.deep.equal([]);
    expect(wrong({ kind: 'year', until: '2036-11-30' })).to.deep.equal([words.untilTooFar]);
    expect(wrong({ kind: 'week', days: [] })).to.deep.equal([words.noDays]);
    expect(wrong({ kind: 'week', every: Number.NaN })).to.deep.equal([words.badEvery]);
    expect(wrong({ kind: 'week', ends: 'count', times: 0 })).to.deep.equal([words.badTimes]);
  });

  it('begins the week where the reader lives', () => {
    expect(weekOf('de')[0]).to.equal('MO');
    expect([firstDayIn('US'), firstDayIn('DE'), firstDayIn('EG'), firstDayIn('')]).to.deep.equal([7, 1, 6, 1]);
  });
});
