import type { Incident, Maintenance } from '@allswell/protocol';
import { DomainError } from '@allswell/protocol';
import type { Sql } from '../db/connect.ts';
import { buildIncident } from './build.ts';
import { readIncident } from './read.ts';
import type { Snapshot } from './snapshot.ts';

/** Looks up an incident that the documents no longer hold. */
export type FindOlder = (id: string) => Promise<Incident | Maintenance | undefined>;

const perSecond = 20;

/**
 * The only public read that asks the database: a page about an incident from long ago, before it is kept. Whoever
 * guesses addresses cannot make it ask more than a few times a second.
 */
export function olderIncidents(sql: Sql, publicUrl: string, snapshot: () => Snapshot | undefined): FindOlder {
  let left = perSecond;
  let second = 0;

  return async (id) => {
    const current = snapshot();
    if (!current || !/^[a-z0-9]{12}$/.test(id)) return undefined;
    const now = Math.floor(performance.now() / 1_000);
    if (now !== second) [second, left] = [now, perSecond];
    if (left-- <= 0)
      throw new DomainError('database-unavailable', 'Too many old incidents are asked for. Try again in a second.');
    const rows = await readIncident(sql, id);
    return buildIncident(rows, { settings: current.settings, components: current.summary.components, publicUrl });
  };
}
