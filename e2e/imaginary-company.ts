import type { AdminIncident, AdminMaintenance, Component, Series } from '@allswell/protocol/schema';
import { type Product, startProduct } from './harness.ts';
import { type Operator, signUp } from './operator.ts';

/** A page with ninety days of history, its panel and everything that can be looked at in both. */
export interface Company {
  product: Product;
  operator: Operator;
  /** Addresses of the page: one for each kind. */
  pages: readonly string[];
  /** Addresses of screens behind `#/` beside those of the panel that are always there. */
  screens: readonly string[];
}

/** Starts the product with the imaginary company in it, and an admin. */
export async function startCompany(env: Record<string, string> = {}): Promise<Company> {
  const product = await startProduct({ demo: true, env });
  const operator = await signUp(product);
  const maintenances = await operator.get<AdminMaintenance[]>('incidents?kind=maintenance&state=open');
  const incidents = await operator.get<AdminIncident[]>('incidents?kind=incident&per_page=100');
  const [series] = await operator.get<Series[]>('maintenance-series');
  const components = await operator.get<Component[]>('components');
  const open = incidents.find(({ resolved_at }) => resolved_at === null);
  const learnt = incidents.find(({ status }) => status === 'postmortem');
  const [planned] = maintenances;
  if (!open || !learnt || !planned || !series) throw new Error('The imaginary company lacks something to look at.');
  const month = learnt.started_at.slice(0, 7);
  const [{ id: affected } = { id: '' }] = learnt.components;
  const group = components.find(({ group_id }) => group_id !== null)?.group_id ?? '';
  return {
    product,
    operator,
    pages: [
      '/',
      '/maintenance',
      '/uptime',
      `/uptime/${affected}?days=365`,
      `/uptime/${group}`,
      '/timeline',
      `/timeline?span=quarter&until=${learnt.started_at.slice(0, 10)}`,
      '/history',
      `/history?month=${month}`,
      '/history?q=the',
      `/reports/${month}`,
      `/incidents/${open.id}`,
      `/incidents/${learnt.id}`,
      `/incidents/${planned.id}`,
    ],
    screens: [
      `incidents/${open.id}`,
      `incidents/${learnt.id}`,
      `maintenance/${planned.id}`,
      `maintenance/series/${series.id}`,
    ],
  };
}
