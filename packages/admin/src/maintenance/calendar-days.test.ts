import { expect } from 'chai';
import { addMonths, placeOnDays, weeksOf } from './calendar-days.ts';

const at = Date.parse;
const entry = (name: string, from: string, until: string) => ({ id: name, name, from: at(from), until: at(until) });

describe('a month of days', () => {
  it('has whole weeks, beginning with the day that weeks begin with', () => {
    const monday = weeksOf('2026-11', 1);
    expect([monday[0]?.[0], monday.at(-1)?.at(-1), monday.length]).to.deep.equal(['2026-10-26', '2026-12-06', 6]);
    const sunday = weeksOf('2026-11', 7);
    expect([sunday[0]?.[0], sunday.at(-1)?.at(-1), sunday.length]).to.deep.equal(['2026-11-01', '2026-12-05', 5]);
    expect(weeksOf('2027-02', 1)).to.have.length(4);
    expect(weeksOf('2028-02', 6)[0]?.[0]).to.equal('2028-01-29');
  });

  it('turns over the year', () => {
    expect([addMonths('2026-12', 1), addMonths('2026-01', -1), addMonths('2026-11', -24)]).to.deep.equal([
      '2027-01',
      '2025-12',
      '2024-11',
    ]);
  });

  it('shows a plan on each of its days, in the zone of the reader', () => {
    const days = weeksOf('2026-11', 1).flat();
    const long = entry('Move', '2026-11-28T23:30:00Z', '2026-11-30T23:00:00Z');
    const names = (zone: string) =>
      days.filter((day) => placeOnDays([long], days, zone).get(day)?.length).map((day) => day.slice(5));
    expect(names('Europe/Berlin')).to.deep.equal(['11-29', '11-30']);
    expect(names('UTC')).to.deep.equal(['11-28', '11-29', '11-30']);
  });

  it('puts several on one day in their order, and says which go on', () => {
    const days = ['2026-11-29', '2026-11-30'];
    const placed = placeOnDays(
      [
        entry('Late', '2026-11-29T22:00:00Z', '2026-11-30T02:00:00Z'),
        entry('Early', '2026-11-29T05:00:00Z', '2026-11-29T06:00:00Z'),
        entry('Midnight', '2026-11-29T20:00:00Z', '2026-11-30T00:00:00Z'),
      ],
      days,
      'UTC',
    );
    const said = (day: string) => placed.get(day)?.map((one) => `${one.entry.name}${one.goesOn ? ' goes on' : ''}`);
    expect(said('2026-11-29')).to.deep.equal(['Early', 'Midnight', 'Late']);
    expect(said('2026-11-30')).to.deep.equal(['Late goes on']);
  });
});
