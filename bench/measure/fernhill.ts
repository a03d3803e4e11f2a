import type { AdminComponent, AdminIncident } from '@allswell/protocol/schema';
import type { Operator } from '../../e2e/operator.ts';

const components = [
  { name: 'Web app', description: 'app.fernhill.example' },
  { name: 'Checkout' },
  { name: 'Search' },
  { name: 'Payments API', description: 'REST and webhooks' },
  { name: 'Webhooks' },
  { name: 'Help centre' },
];

/** Gives a new page the components of a small company. */
export async function addComponents(operator: Operator): Promise<AdminComponent[]> {
  const made: AdminComponent[] = [];
  for (const component of components) made.push(await operator.post<AdminComponent>('components', component));
  return made;
}

/** Opens an incident that touches some of the components. */
export async function openIncident(operator: Operator, affected: readonly AdminComponent[]): Promise<AdminIncident> {
  return operator.post<AdminIncident>('incidents', {
    name: 'Card payments are failing for some customers',
    status: 'investigating',
    body: 'Some card payments are being declined. We are looking into it.',
    components: Object.fromEntries(affected.map(({ id }) => [id, 'partial_outage'])),
  });
}
