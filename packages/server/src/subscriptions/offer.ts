import type { Sql } from '../db/connect.ts';
import type { Looks } from '../page/html/document.ts';
import { findComponents, findGroups, findIncidentName, findPage } from './store.ts';

/** What a subscriber can choose from, in the order of the page. */
export interface Offer {
  page: Looks & { languages: string[]; default_language: string };
  groups: { id: string; name: string }[];
  components: { id: string; name: string; group_id: string | null }[];
  /** The name of the one incident that is followed. */
  incident: string | undefined;
}

/** Reads what there is to choose from. */
export async function readOffer(sql: Sql, incident_id: string | null): Promise<Offer> {
  const [page, groups, components, incident] = await Promise.all([
    findPage(sql),
    findGroups(sql),
    findComponents(sql),
    incident_id === null ? undefined : findIncidentName(sql, incident_id),
  ]);
  return { page, groups, components, incident };
}
