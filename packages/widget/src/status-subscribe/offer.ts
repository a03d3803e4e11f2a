import type { ChannelName, PageDocument, SubscriptionKind, Summary } from '@allswell/protocol';
import { subscribeEn } from '../i18n/subscribe-en.ts';
import type { SeenComponent, SeenSummary, Story } from '../source/decode.ts';
import { decodePast, decodeSummary } from '../source/decode.ts';
import { readJson } from '../source/read-json.ts';
import { safeHref } from '../templates/safe-href.ts';
import { isOver } from '../templates/story-status.ts';

/** Something that can be followed: a component. */
export interface Part {
  id: string;
  name: string;
}

/** A group with its components; without an id, those that belong to none. */
export interface PartGroup extends Part {
  members: Part[];
}

/** One incident or maintenance that can be followed. */
export interface Followed extends Part {
  kind: SubscriptionKind;
}

/** What a page offers to those who want to hear of it. */
export interface Offer {
  /** Where the service is, without a slash at the end; empty for the one that this page comes from. */
  root: string;
  /** The address of the status page, for people. */
  page: string | undefined;
  name: string;
  /** Whether it is a page of Allswell: others have none of this. */
  isOurs: boolean;
  channels: ChannelName[];
  vapidPublicKey: string | undefined;
  groups: PartGroup[];
  /** What is open or planned. */
  stories: Followed[];
}

/** What is known already, where the element stands in something that knows it. */
export interface Known {
  summary: Summary | null;
  document: PageDocument | null;
}

const summaryPath = '/api/v2/summary.json';

/** Asks the sources, in order of trust, what the page offers; undefined when none answers. */
export async function readOffer(src: string, { summary, document }: Known): Promise<Offer | undefined> {
  for (const source of src.split(/\s+/).filter(Boolean)) {
    const address = source.includes('.json') ? source : source.replace(/\/*$/, '') + summaryPath;
    try {
      const [known, more] = await Promise.all([
        summary ?? readJson(address).then(({ value }) => value),
        // Pages of others have no such document.
        document ??
          readJson(address.replace('summary.json', 'page.json')).then(
            ({ value }) => value,
            () => null,
          ),
      ]);
      const seen = decodeSummary(known);
      if (seen) return offerOf(seen, more, address);
    } catch {
      // The next one may answer.
    }
  }
  return undefined;
}

function offerOf(seen: SeenSummary, document: unknown, address: string): Offer {
  const { subscribe } = (document ?? {}) as Partial<PageDocument>;
  const key: unknown = subscribe?.vapid_public_key;
  const page = safeHref(seen.page.url);
  const isOurs = seen.allswell !== null;
  const vapidPublicKey = typeof key === 'string' ? key : undefined;
  return {
    // A copy of the documents that lies elsewhere takes no requests: they go to the page itself.
    root: address.endsWith(summaryPath) ? address.slice(0, -summaryPath.length) : (page ?? '').replace(/\/*$/, ''),
    page,
    name: seen.page.name,
    isOurs,
    channels: isOurs ? channelsIn(subscribe?.channels, vapidPublicKey !== undefined) : [],
    vapidPublicKey,
    groups: groupsOf(seen.components),
    stories: [...seen.incidents, ...seen.scheduled_maintenances, ...decodePast(document).stories]
      .filter((story) => !isOver(story))
      .map(({ id, name, kind }: Story) => ({ id, name, kind })),
  };
}

/** The channels of which there are words here, in the order of the page. */
function channelsIn(offered: unknown, hasKey: boolean): ChannelName[] {
  if (!Array.isArray(offered)) return [];
  const isKnown = (name: unknown): name is ChannelName =>
    typeof name === 'string' && (name === 'web_push' ? hasKey : Object.hasOwn(subscribeEn.address, name));
  return offered.filter(isKnown);
}

function groupsOf(components: readonly SeenComponent[]): PartGroup[] {
  const groups = components.filter(({ group }) => group);
  const ids = new Set(groups.map(({ id }) => id));
  const membersOf = (groupId: string | null) =>
    components
      .filter(({ group, group_id }) => !group && (ids.has(group_id ?? '') ? group_id : null) === groupId)
      .map(({ id, name }) => ({ id, name }));
  const rest = membersOf(null);
  return [
    ...groups.map(({ id, name }) => ({ id, name, members: membersOf(id) })),
    ...(rest.length > 0 ? [{ id: '', name: '', members: rest }] : []),
  ];
}
