import { expect } from 'chai';
import { FakeServer } from '../testing/fake-server.ts';
import { composeSummary } from './compose-summary.ts';
import type { PageNow } from './compose-summary.ts';
import { emptyDraft } from './draft.ts';

const now = new Date('2026-11-22T14:32:00Z');

function pageOf(server: FakeServer): PageNow {
  return {
    settings: server.settings,
    components: server.components,
    groups: server.groups,
    openIncidents: server.incidents.filter((one) => one.resolved_at === null),
    summary: server.summary(),
  };
}

describe('what readers will see', () => {
  it('is the page as it is with the new incident in front', () => {
    const server = new FakeServer();
    const part = server.addComponent('Checkout');
    server.addComponent('Search');
    const { summary, status } = composeSummary(pageOf(server), {
      draft: { ...emptyDraft(), name: 'Payments fail', body: 'Looking.', components: { [part.id]: 'partial_outage' } },
      nodes: null,
      incident: null,
      now,
    });
    expect(status.description).to.equal('Minor Service Outage');
    expect(summary.incidents[0]).to.include({ name: 'Payments fail', impact: 'major' });
    expect(summary.components.find((one) => one.id === part.id)?.status).to.equal('partial_outage');
  });

  it('gives components back on a resolve, but not those that another incident holds', () => {
    const server = new FakeServer();
    const one = server.addComponent('Checkout');
    const other = server.addComponent('Search');
    const mine = server.addIncident('Mine', { hold: { [one.id]: 'major_outage', [other.id]: 'major_outage' } });
    server.addIncident('Theirs', { hold: { [other.id]: 'partial_outage' } });
    const { summary } = composeSummary(pageOf(server), {
      draft: { ...emptyDraft('resolved'), body: 'Done.' },
      nodes: null,
      incident: mine,
      now,
    });
    expect(summary.components.map((component) => component.status)).to.deep.equal(['operational', 'partial_outage']);
    expect(summary.incidents.map((incident) => incident.name)).to.deep.equal(['Theirs']);
  });

  it('says when something is open and the page would still say that all is well', () => {
    const server = new FakeServer();
    server.addComponent('Checkout');
    const proposal = {
      draft: { ...emptyDraft(), name: 'Mail is late', body: 'Looking.' },
      nodes: null,
      incident: null,
      now,
    };
    expect(composeSummary(pageOf(server), proposal).isUnfelt).to.equal(true);
    expect(
      composeSummary(pageOf(server), { ...proposal, draft: { ...proposal.draft, impact_override: 'minor' } }).status,
    ).to.deep.equal({
      indicator: 'minor',
      description: 'Minor Service Outage',
    });
  });

  it('shows groups with the worst of their members', () => {
    const server = new FakeServer();
    const group = server.addGroup('Core');
    const part = server.addComponent('Checkout', { group_id: group.id });
    const { summary } = composeSummary(pageOf(server), {
      draft: { ...emptyDraft(), name: 'x', body: 'y', components: { [part.id]: 'major_outage' } },
      nodes: null,
      incident: null,
      now,
    });
    expect(summary.components[0]).to.include({ name: 'Core', group: true, status: 'major_outage' });
  });
});
