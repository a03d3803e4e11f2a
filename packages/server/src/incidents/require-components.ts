import type { ComponentStatus, FieldError } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { invalidRequest, pointer } from '../http/validate.ts';
import type { Grip } from './hold.ts';
import { findComponentsNow } from './store.ts';

/** Looks up the components that a request names, and refuses the ones that are not on the page. */
export async function requireComponents(
  tx: Tx,
  named: { components?: Record<string, ComponentStatus> | undefined; component_ids?: readonly string[] | undefined },
): Promise<Grip> {
  const statuses = named.components ?? {};
  const ids = named.component_ids ?? [];
  const all = [...new Set([...Object.keys(statuses), ...ids])];
  const components = all.length > 0 ? await findComponentsNow(tx, all) : [];
  const known = new Set(components.map((component) => component.id));

  const detail = 'There is no such component on the page.';
  const errors: FieldError[] = [
    ...Object.keys(statuses).flatMap((id) => (known.has(id) ? [] : [{ pointer: pointer('components', id), detail }])),
    ...ids.flatMap((id, index) => (known.has(id) ? [] : [{ pointer: pointer('component_ids', index), detail }])),
  ];
  if (errors.length > 0) throw invalidRequest(errors);
  const order = new Map(all.map((id, index) => [id, index]));
  return { statuses, ids, components: components.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0)) };
}
