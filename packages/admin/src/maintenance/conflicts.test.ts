import { expect } from 'chai';
import { findConflicts } from './conflicts.ts';
import type { OtherPlan } from './conflicts.ts';

const hour = 3_600_000;
const now = Date.parse('2026-11-22T12:00:00Z');
const plan = (name: string, from: number, part: Partial<OtherPlan> = {}): OtherPlan => ({
  id: name,
  name,
  from: now + from * hour,
  until: now + (from + 2) * hour,
  components: [],
  isUnderWay: false,
  ...part,
});
const spans = [{ from: now + 10 * hour, until: now + 12 * hour }];
const find = (plans: OtherPlan[], components = ['checkout']) =>
  findConflicts(spans, components, { plans, incidents: [] }, now).map((one) => one.kind);

describe('what a plan meets', () => {
  it('is nothing when the times only touch', () => {
    expect(find([plan('Before', 8), plan('After', 12)])).to.deep.equal([]);
  });

  it('is worse when it works on the same components', () => {
    const both = [plan('Elsewhere', 11), plan('Same', 9, { components: ['checkout'] })];
    expect(find(both)).to.deep.equal(['same-components', 'overlap']);
  });

  it('is also what runs over now and works on the same components', () => {
    const late = { isUnderWay: true, until: now - hour, components: ['checkout'] };
    expect(find([plan('Late', -4, late)])).to.deep.equal(['runs-now']);
    expect(find([plan('Late', -4, late)], ['search'])).to.deep.equal([]);
  });

  it('is also an open incident that affects the same components', () => {
    const incidents = [
      { id: 'i', name: 'Payments fail', components: [{ id: 'checkout' }, { id: 'api' }] },
      { id: 'j', name: 'Mail is late', components: [{ id: 'mail' }] },
    ] as never;
    const found = findConflicts(spans, ['checkout'], { plans: [], incidents }, now);
    expect(found).to.deep.equal([{ kind: 'incident', name: 'Payments fail', shared: ['checkout'] }]);
  });
});
