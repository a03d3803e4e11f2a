import type { ComponentStatus } from '@allswell/protocol';
import type { Grip } from './hold.ts';

/** What an update gives components for its own incident, whatever others hold them at. */
export interface Says {
  components: Record<string, ComponentStatus>;
  /** An end that leaves components as they are. */
  keeps?: boolean;
  /** When it took effect: components that change after this are no matter of it. */
  at: string;
}

/** What somebody names in so many words. */
export function saysOf({ statuses, components }: Grip, at: Date): Says {
  const named = components.flatMap(({ id }) => {
    const status = statuses[id];
    return status ? [[id, status] as const] : [];
  });
  return { components: Object.fromEntries(named), at: afterwards(at) };
}

/** The driver cuts off what is less than a millisecond: what is on record by now was before this. */
function afterwards(at: Date): string {
  return new Date(at.getTime() + 1).toISOString();
}

/** What will be told of components that are named for a time of the past. */
export function toldOf(
  { statuses, components }: Grip,
  starts_at: Date,
  usual: ComponentStatus | null = null,
): { component_id: string; starts_at: Date }[] {
  return components
    .filter(({ id }) => (statuses[id] ?? usual ?? 'operational') !== 'operational')
    .map(({ id }) => ({ component_id: id, starts_at }));
}
