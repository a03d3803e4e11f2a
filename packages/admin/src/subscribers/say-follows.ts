import type { Subscriber } from '@allswell/protocol';
import type { PageData } from '../live/page-data.ts';
import type { Strings } from '../i18n/en.ts';

/** An address; of a browser, only by whose service it is reached means something to people. */
export function nameOfSubscriber({ channel, address }: Subscriber, strings: Strings): string {
  if (channel !== 'web_push') return address;
  return strings.subscribers.browser(/^https:\/\/([^/]+)/.exec(address)?.[1] ?? address);
}

/** What somebody follows, by name: "Checkout and all of Core", "Everything, incidents only". */
export function sayFollows(subscriber: Subscriber, data: PageData, strings: Strings): string {
  const words = strings.subscribers;
  const { incident_id, kinds } = subscriber;
  if (incident_id !== null) {
    const found = [...data.openIncidents, ...data.openMaintenances].find((one) => one.id === incident_id);
    return found ? words.thisOne(found.name) : words.oneIncident;
  }
  const only = kinds.length > 1 ? null : kinds[0] === 'maintenance' ? words.onlyMaintenance : words.onlyIncidents;
  const names = namesOf(subscriber, data, strings);
  const what = names.length === 0 ? words.everything : words.follows(names);
  return only === null ? what : `${what} (${only})`;
}

function namesOf({ components, groups }: Subscriber, data: PageData, strings: Strings): string[] {
  const words = strings.subscribers;
  const names = [
    ...groups.map((id) => {
      const name = data.groups.find((one) => one.id === id)?.name;
      return name === undefined ? words.gonePart : words.wholeGroup(name);
    }),
    ...components.map((id) => data.components.find((one) => one.id === id)?.name ?? words.gonePart),
  ];
  return [...new Set(names)];
}
