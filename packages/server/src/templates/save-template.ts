import type { NewTemplate, Template, TemplateChange } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import type { Tx } from '../db/connect.ts';
import { newId } from '../db/new-id.ts';
import type { Write } from '../db/write.ts';
import { requireVersion } from '../http/version.ts';
import { readTemplate, templateNotFound } from './read-template.ts';
import { requireTemplate } from './require-template.ts';
import { insertTemplate, lockOrder, lockTemplate, removeTemplate, updateTemplate, writeOrder } from './store.ts';

/** Keeps a text that is written again and again. Its `{{names}}` are filled in by whoever uses it. */
export async function createTemplate({ tx, by }: Write, input: NewTemplate): Promise<Template> {
  await requireTemplate(tx, input.kind, input);
  const order = await lockOrder(tx);
  const id = newId();
  await insertTemplate(tx, {
    id,
    kind: input.kind,
    name: input.name,
    title: input.title,
    body: input.body,
    status: input.status ?? null,
    impact_override: input.impact_override ?? null,
    components: input.components ?? {},
    component_ids: input.component_ids ?? [],
    duration_minutes: input.duration_minutes ?? null,
  });
  await place(tx, [...order, id], id, input.position);
  await recordAudit(tx, by, {
    action: 'template.created',
    subject_type: 'template',
    subject_id: id,
    changes: { name: { from: null, to: input.name } },
  });
  return readTemplate(tx, id);
}

/** Changes the named fields of a template; what was published with it stays as it is. */
export async function changeTemplate(
  { tx, by, ifMatch }: Write,
  id: string,
  change: TemplateChange,
): Promise<Template> {
  const order = change.position === undefined ? [] : await lockOrder(tx);
  const before = await lockTemplate(tx, id);
  if (!before) throw templateNotFound(id);
  await requireVersion(ifMatch, before.version, () => readTemplate(tx, id));
  await requireTemplate(tx, before.kind, change);
  const changes = differences(before, change);
  if (Object.keys(changes).length === 0) return readTemplate(tx, id);

  const { position, ...said } = change;
  await updateTemplate(tx, id, said as Parameters<typeof updateTemplate>[2]);
  if (position !== undefined) await place(tx, order, id, position);
  await recordAudit(tx, by, { action: 'template.changed', subject_type: 'template', subject_id: id, changes });
  return readTemplate(tx, id);
}

/** Deletes a template. */
export async function deleteTemplate({ tx, by, ifMatch }: Write, id: string): Promise<void> {
  const order = await lockOrder(tx);
  const template = await lockTemplate(tx, id);
  if (!template) throw templateNotFound(id);
  await requireVersion(ifMatch, template.version, () => readTemplate(tx, id));
  await removeTemplate(tx, id);
  await writeOrder(
    tx,
    order.filter((one) => one !== id),
  );
  await recordAudit(tx, by, {
    action: 'template.deleted',
    subject_type: 'template',
    subject_id: id,
    changes: { name: { from: template.name, to: null } },
  });
}

/** Puts a template at a position, counted from 1, and shifts the others; without one it stays where it is. */
async function place(tx: Tx, order: readonly string[], id: string, position: number | undefined): Promise<void> {
  const others = order.filter((one) => one !== id);
  if (position !== undefined) others.splice(Math.max(0, position - 1), 0, id);
  await writeOrder(tx, position === undefined ? order : others);
}
