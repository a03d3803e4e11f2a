import ICAL from 'ical.js';

/** An entry as a calendar has it. */
export interface ReadEvent {
  uid: string | undefined;
  sequence: number | undefined;
  summary: string | undefined;
  description: string | undefined;
  start: string | undefined;
  end: string | undefined;
  status: string | undefined;
  url: string | undefined;
  modified: string | undefined;
}

/** A calendar as a program reads it that is not ours; it throws for what is not strictly iCalendar. */
export function readCalendar(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const events = calendar.getAllSubcomponents('vevent');
  const valueOf = (component: InstanceType<typeof ICAL.Component>, name: string) =>
    component.getFirstPropertyValue(name) ?? undefined;
  const textOf = (component: InstanceType<typeof ICAL.Component>, name: string) => valueOf(component, name)?.toString();
  const instantOf = (component: InstanceType<typeof ICAL.Component>, name: string) => {
    const value = valueOf(component, name);
    return value instanceof ICAL.Time ? value.toJSDate().toISOString() : undefined;
  };
  return {
    name: unescape(textOf(calendar, 'name')),
    method: textOf(calendar, 'method'),
    refresh: textOf(calendar, 'refresh-interval'),
    /** The names of everything that stands in some entry. */
    properties: events.flatMap((event) => event.getAllProperties().map((property) => property.name)),
    events: events.map(
      (event): ReadEvent => ({
        uid: textOf(event, 'uid'),
        sequence: Number(valueOf(event, 'sequence')),
        summary: textOf(event, 'summary'),
        description: textOf(event, 'description'),
        start: instantOf(event, 'dtstart'),
        end: instantOf(event, 'dtend'),
        status: textOf(event, 'status'),
        url: textOf(event, 'url'),
        modified: instantOf(event, 'last-modified'),
      }),
    ),
  };
}

/** RFC 7986 makes a calendar's name a text; this reader does not know the property, and leaves its escapes as they are. */
function unescape(text = ''): string {
  return text.replace(/\\([\\;,nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped));
}
