/** What is true of a planned maintenance at each moment, worked out anew from what is promised: no code of the product. */

const minute = 60_000;
const hour = 60 * minute;

/** A plan, and whether it ends by itself. Instants in milliseconds since 1970. */
export interface Plan {
  startsAt: number;
  endsAt: number;
  endsItself: boolean;
}

/** What readers, components and documents say. */
export interface Truth {
  phase: 'ahead' | 'soon' | 'under_way' | 'running_over' | 'done' | null;
  status: 'scheduled' | 'in_progress' | 'completed';
  component: 'operational' | 'under_maintenance';
  indicator: 'none' | 'maintenance';
  sentence: 'All Systems Operational' | 'Service Under Maintenance';
  /** In which of the documents' lists it stands. */
  isUpcoming: boolean;
  isActive: boolean;
  isInSummary: boolean;
}

/** How things are at an instant when the server is there to do what is due. */
export function truthAt({ startsAt, endsAt, endsItself }: Plan, now: number): Truth {
  const isOver = endsItself && now >= endsAt;
  const isUnderWay = now >= startsAt && !isOver;
  return {
    phase: phaseAt({ startsAt, endsAt, endsItself }, now),
    status: isOver ? 'completed' : isUnderWay ? 'in_progress' : 'scheduled',
    component: isUnderWay ? 'under_maintenance' : 'operational',
    indicator: isUnderWay ? 'maintenance' : 'none',
    sentence: isUnderWay ? 'Service Under Maintenance' : 'All Systems Operational',
    isUpcoming: now < startsAt,
    isActive: isUnderWay,
    isInSummary: !isOver,
  };
}

/** What a reader has been told, when the server was not always there. */
export interface Hearing {
  /** When they last heard of the server. */
  heardAt: number;
  /** When they were told of the end. */
  toldAt: number;
}

/** The phase a reader is in: nobody has told them of an end while the server was away. */
export function phaseAt({ startsAt, endsAt, endsItself }: Plan, now: number, hearing?: Hearing): Truth['phase'] {
  const { heardAt, toldAt } = hearing ?? { heardAt: now, toldAt: endsAt };
  if (now < startsAt - 48 * hour) return null;
  if (now < startsAt - hour) return 'ahead';
  if (now < startsAt) return 'soon';
  if (now < endsAt) return 'under_way';
  if (!endsItself || heardAt < endsAt) return 'running_over';
  return now < toldAt + 5 * minute ? 'done' : null;
}
