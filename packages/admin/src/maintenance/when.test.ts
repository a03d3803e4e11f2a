import { expect } from 'chai';
import { maintenanceEn } from '../i18n/maintenance-en.ts';
import { offsetAt, readWall, toWall, withOffset } from '../time/wall-time.ts';
import { notesOn } from './other-zones.ts';
import { choose, emptyWhen, minutesOf, spanOf, whenOf, withEnd, withLength, withStart, withZone } from './when.ts';

const berlin = emptyWhen('Europe/Berlin');
const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

describe('a start and an end on the clocks of a zone', () => {
  it('are the instants that those clocks show', () => {
    const when = withEnd(withStart(berlin, '2026-11-29T02:00'), '2026-11-29T04:30');
    expect(iso(spanOf(when).from)).to.equal('2026-11-29T01:00:00.000Z');
    expect(iso(spanOf(when).until)).to.equal('2026-11-29T03:30:00.000Z');
    expect(minutesOf(when)).to.equal(150);
  });

  it('take an hour unless one says otherwise, and keep their length when the start moves', () => {
    const hour = withStart(berlin, '2026-11-29T02:00');
    expect(minutesOf(hour)).to.equal(60);
    const moved = withStart(withLength(hour, 240), '2026-12-01T22:00');
    expect(moved.end).to.equal('2026-12-02T02:00');
  });

  it('are never in the hour that spring skips: the two nearest times are offered', () => {
    const when = withStart(berlin, '2026-03-29T02:30');
    expect(spanOf(when).from).to.equal(null);
    const reading = readWall('2026-03-29T02:30', 'Europe/Berlin');
    expect(reading).to.deep.equal({
      kind: 'gap',
      earlier: Date.parse('2026-03-29T00:30:00Z'),
      later: Date.parse('2026-03-29T01:30:00Z'),
    });
    expect(choose(when, 'start', 'earlier').start).to.equal('2026-03-29T01:30');
    expect(choose(when, 'start', 'later').start).to.equal('2026-03-29T03:30');
    expect(minutesOf(choose(when, 'start', 'later'))).to.equal(60);
  });

  it('are asked about in the hour that autumn repeats, and then exact', () => {
    const when = withEnd(withStart(berlin, '2026-10-25T01:00'), '2026-10-25T02:30');
    expect(spanOf(when).until).to.equal(null);
    expect(minutesOf(choose(when, 'end', 'earlier'))).to.equal(90);
    expect(minutesOf(choose(when, 'end', 'later'))).to.equal(150);
    expect(minutesOf(withLength(when, 150))).to.equal(150);
    expect(withLength(when, 150).endPick).to.equal('later');
  });

  it('keep the clock times when the zone changes', () => {
    const when = withZone(withStart(berlin, '2026-11-29T02:00'), 'Asia/Kolkata');
    expect(when.start).to.equal('2026-11-29T02:00');
    expect(iso(spanOf(when).from)).to.equal('2026-11-28T20:30:00.000Z');
  });

  it('come back from instants as they were, on both sides of a change of clocks', () => {
    for (const instant of ['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-03-29T01:00:00Z']) {
      const from = Date.parse(instant);
      expect(spanOf(whenOf(from, from + 3_600_000, 'Europe/Berlin'))).to.deep.equal({ from, until: from + 3_600_000 });
    }
  });

  it('are sent with the offset of that moment, whole hours or not', () => {
    expect(withOffset(Date.parse('2026-10-25T00:30:00Z'), 'Europe/Berlin')).to.equal('2026-10-25T02:30:00+02:00');
    expect(withOffset(Date.parse('2026-10-25T01:30:00Z'), 'Europe/Berlin')).to.equal('2026-10-25T02:30:00+01:00');
    expect(withOffset(Date.parse('2026-01-01T00:00:00Z'), 'America/St_Johns')).to.equal('2025-12-31T20:30:00-03:30');
    expect(withOffset(Date.parse('2026-01-01T00:00:00Z'), 'UTC')).to.equal('2026-01-01T00:00:00+00:00');
  });

  it('know zones whose clocks move by half an hour', () => {
    expect(readWall('2026-10-04T02:15', 'Australia/Lord_Howe')?.kind).to.equal('gap');
    expect(readWall('2026-04-05T01:45', 'Australia/Lord_Howe')?.kind).to.equal('fold');
    expect(toWall(Date.parse('2026-04-04T15:00:00Z'), 'Australia/Lord_Howe')).to.equal('2026-04-05T01:30');
    expect(offsetAt(Date.parse('2026-07-01T00:00:00Z'), 'Asia/Kathmandu')).to.equal(345 * 60_000);
  });

  it('are nothing while they are no times', () => {
    for (const wall of ['', '2026-13-01T00:00', '2026-11-29', 'tomorrow'])
      expect(spanOf(withStart(berlin, wall)).from).to.equal(null);
  });
});

describe('what a time means elsewhere', () => {
  const words = maintenanceEn.zones;
  const notes = (zone: string, from: string, hours = 1) => {
    const at = Date.parse(from);
    const options = { ofPlan: 'Europe/Berlin', words, now: Date.parse('2026-03-01T12:00:00Z') };
    return notesOn(zone, { from: at, until: at + hours * 3_600_000 }, options);
  };

  it('says when it is another day there', () => {
    expect(notes('Asia/Tokyo', '2026-03-02T16:00:00Z')).to.deep.equal([words.dayAfter]);
    expect(notes('America/Los_Angeles', '2026-03-02T01:00:00Z')).to.deep.equal([words.dayBefore]);
    expect(notes('Europe/Paris', '2026-03-02T16:00:00Z')).to.deep.equal([]);
  });

  it('says when clocks change meanwhile, or will have changed by then', () => {
    expect(notes('Europe/London', '2026-03-29T00:30:00Z')).to.deep.equal([words.forwardDuring]);
    expect(notes('America/New_York', '2026-03-20T12:00:00Z')).to.deep.equal([words.aheadByThen]);
    expect(notes('Europe/London', '2026-10-25T00:30:00Z')).to.include(words.backDuring);
  });
});
