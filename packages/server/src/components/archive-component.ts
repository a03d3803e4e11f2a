import { DomainError } from '@allswell/protocol';
import { recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { closeGap } from './place.ts';
import { componentNotFound } from './read-component.ts';
import { findHolder, lockComponent, markArchived } from './store.ts';

/** Takes a component off the page; its history stays. What is part of an open incident stays, too. */
export async function archiveComponent({ tx, by }: Write, id: string): Promise<void> {
  await bumpSeq(tx);
  const component = await lockComponent(tx, id);
  if (!component) throw componentNotFound(id);
  const holder = await findHolder(tx, id);
  if (holder) {
    throw new DomainError('component-in-use', `Resolve “${holder.name}” first, or take the component out of it.`, {
      extensions: { incident_id: holder.id },
    });
  }
  await markArchived(tx, id);
  await closeGap(tx, component.group_id);
  await recordAudit(tx, by, {
    action: 'component.archived',
    subject_type: 'component',
    subject_id: id,
    changes: { name: { from: component.name, to: null } },
  });
}
