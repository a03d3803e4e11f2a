import type { FieldError, NewTemplate, Template, TemplateChange } from '@allswell/protocol';
import type { Tx } from '../db/connect.ts';
import { invalidRequest, pointer } from '../http/validate.ts';
import { findKnown } from './store.ts';

/** Refuses components that are not on the page, and fields that this kind of template does not have. */
export async function requireTemplate(
  tx: Tx,
  kind: Template['kind'],
  { components = {}, component_ids = [], status, duration_minutes }: NewTemplate | TemplateChange,
): Promise<void> {
  const named = Object.keys(components);
  const known = new Set(await findKnown(tx, [...named, ...component_ids]));
  const detail = 'There is no such component on the page.';
  const errors: FieldError[] = [
    ...named.flatMap((id) => (known.has(id) ? [] : [{ pointer: pointer('components', id), detail }])),
    ...component_ids.flatMap((id, index) =>
      known.has(id) ? [] : [{ pointer: pointer('component_ids', index), detail }],
    ),
  ];
  if (kind === 'maintenance' && status) {
    errors.push({ pointer: '#/status', detail: 'Remove this field: a maintenance begins as scheduled.' });
  }
  if (kind === 'incident' && duration_minutes) {
    errors.push({ pointer: '#/duration_minutes', detail: 'Remove this field: only a maintenance is planned to end.' });
  }
  if (status === 'postmortem') {
    errors.push({ pointer: '#/status', detail: 'Send investigating, identified, monitoring or resolved.' });
  }
  if (errors.length > 0) throw invalidRequest(errors);
}
