import type { FakeServer } from './fake-server.ts';

/** The page of the pictures: Fernhill, with trouble in its checkout. */
export function fillFernhill(server: FakeServer, { isEmpty = false, isCalm = false } = {}): void {
  server.addAdmin('maya@fernhill.example', 'correct horse battery');
  server.hasCookie = true;
  if (isEmpty) return;
  const core = server.addGroup('Core');
  const platform = server.addGroup('Developer platform');
  const [, checkout] = [
    server.addComponent('Web app', { group_id: core.id }),
    server.addComponent('Checkout', { group_id: core.id, description: 'Cart, payment and receipts' }),
    server.addComponent('Search', { group_id: core.id }),
  ];
  const api = server.addComponent('Payments API', { group_id: platform.id });
  server.addComponent('Webhooks', { group_id: platform.id });
  server.addComponent('Sandbox');
  if (isCalm || !checkout) return;
  server.addIncident('Search results were up to an hour old', {
    status: 'resolved',
    started_at: '2026-11-18T09:12:00.000Z',
    body: 'An index had stopped following. It is complete again.',
  });
  server.addIncident('Card payments are failing for some customers', {
    status: 'identified',
    hold: { [checkout.id]: 'partial_outage', [api.id]: 'degraded_performance' },
    body: 'A bad certificate at one of our processors rejects **about a third** of card payments. We are moving traffic away from it now.\n\nBank transfers and wallets work.',
  });
  server.audit = [
    {
      id: '2',
      at: '2026-11-22T13:32:00.000Z',
      admin: { id: 'admin0000001', email: 'maya@fernhill.example' },
      action: 'incident.opened',
      subject_type: 'incident',
      subject_id: 'incid0000010',
      changes: { name: 'Card payments are failing for some customers', status: 'identified' },
    },
    {
      id: '1',
      at: '2026-11-22T12:00:00.000Z',
      admin: null,
      action: 'admin.set_up',
      subject_type: 'settings',
      subject_id: null,
      changes: {},
    },
  ];
}
