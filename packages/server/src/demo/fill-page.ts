import { createComponent } from '../components/create-component.ts';
import { createGroup } from '../components/create-group.ts';
import type { Write } from '../db/write.ts';
import { changeSettings } from '../settings/change-settings.ts';
import { type DemoClock, dayOf } from './clock.ts';
import { components, daysOnline, type DemoComponent, layout, type Part, settings } from './company.ts';

/** The ids that the components of the stories have in this database. */
export type Ids = Record<Part, string>;

/** Makes the page: what it is called, its groups and its components, in their order. */
export async function fillPage(write: Write, clock: DemoClock): Promise<Ids> {
  await changeSettings(write, { ...settings, time_zone: clock.zone });
  const ids: Partial<Ids> = {};
  const create = async (part: Part) => {
    const { daysOld = daysOnline, ...component }: DemoComponent = components[part];
    ids[part] = (await createComponent(write, { ...component, start_date: dayOf(clock, -daysOld) })).id;
    return ids[part];
  };
  for (const one of layout) {
    if (typeof one === 'string') {
      await create(one);
      continue;
    }
    const members: string[] = [];
    for (const part of one.members) members.push(await create(part));
    await createGroup(write, { name: one.name, description: one.description, components: members });
  }
  return ids as Ids;
}
