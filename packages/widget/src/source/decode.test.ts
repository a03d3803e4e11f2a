import { fixture } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import { decodeMonth, decodePast, decodeSummary } from './decode.ts';

describe('a summary from the wire', () => {
  it('is understood', () => {
    const seen = decodeSummary(fixture('several-open').summary);
    expect(seen?.status.indicator).to.equal('major');
    expect(seen?.incidents.map(({ impact }) => impact)).to.deep.equal(['major', 'minor', 'critical']);
    expect(seen?.scheduled_maintenances.length).to.equal(2);
    expect(seen?.allswell?.seq).to.equal(42);
  });

  it('is no summary when it does not say how the page is', () => {
    for (const value of [null, undefined, 7, 'x', [], {}, { components: [] }])
      expect(decodeSummary(value)).to.equal(null);
  });

  it('is read as far as it goes: components and incidents without most of their fields, wrong types, holes', () => {
    const seen = decodeSummary({
      status: {},
      page: { name: 7 },
      components: [{ name: 'API', status: 'operational' }, null, 'x', { id: 3, status: 5, group: 'yes' }],
      incidents: [{ name: 'Down', incident_updates: [{ body: 'x' }, null] }, 9],
      scheduled_maintenances: {},
    });
    expect(seen?.status).to.deep.equal({ indicator: 'unknown', description: '' });
    expect(seen?.page).to.deep.equal({ name: '7', url: '', time_zone: 'UTC' });
    expect(seen?.components.map(({ status }) => status)).to.deep.equal([
      'operational',
      'unknown',
      'unknown',
      'unknown',
    ]);
    expect(seen?.incidents[0]?.impact).to.equal('unknown');
    expect(seen?.incidents[0]?.incident_updates.length).to.equal(2);
    expect(seen?.scheduled_maintenances).to.deep.equal([]);
    expect(seen?.allswell).to.equal(null);
  });

  it('calls every word unknown that it does not know', () => {
    const seen = decodeSummary(fixture('unknown-values').summary);
    expect(seen?.status.indicator).to.equal('unknown');
    expect(seen?.incidents[0]?.status).to.equal('unknown');
    expect(seen?.components.filter(({ status }) => status === 'unknown').length).to.equal(1);
  });

  it('is not fooled by words that every object knows', () => {
    const seen = decodeSummary({ status: { indicator: 'constructor' }, components: [{ status: '__proto__' }] });
    expect(seen?.status.indicator).to.equal('unknown');
    expect(seen?.components[0]?.status).to.equal('unknown');
  });
});

describe('a history from the wire', () => {
  it('tells maintenance from incidents', () => {
    const kinds = decodePast(fixture('maintenance-done').page).stories.map(({ kind }) => kind);
    expect(kinds).to.include('maintenance').and.to.include('incident');
  });

  it('is empty when there is none', () => {
    const nothing = { stories: [], deleted: [], uptime: {} };
    expect(decodePast(null)).to.deep.equal(nothing);
    expect(decodePast({ incidents: 'many', deleted: 7 })).to.deep.equal(nothing);
    expect(decodeMonth(null)).to.equal(null);
    expect(decodeMonth({ month: '2026-10' })).to.deep.equal({
      month: '2026-10',
      earlier: null,
      later: null,
      ...nothing,
    });
  });
});
