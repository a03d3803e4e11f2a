import type { ComponentStatus, FieldError, IncidentStatus } from '@allswell/protocol';
import type { NewIncidentBody, NewUpdateBody } from '../api/admin-api.ts';
import type { Strings } from '../i18n/en.ts';
import { fromLocalField } from '../time/format.ts';

/** Something that was said on the way. */
export interface PastUpdate {
  at: string;
  status: IncidentStatus;
  body: string;
}

/** What happened once, as it is being written down. Times are as their fields show them. */
export interface PastForm {
  kind: 'incident' | 'maintenance';
  name: string;
  start: string;
  end: string;
  /** What each component was, at its worst. */
  components: Record<string, ComponentStatus>;
  /** What a maintenance touched. */
  affected: readonly string[];
  first: string;
  between: readonly PastUpdate[];
  last: string;
}

/** Nothing is written down yet. */
export function emptyPast(): PastForm {
  return {
    kind: 'incident',
    name: '',
    start: '',
    end: '',
    components: {},
    affected: [],
    first: '',
    between: [],
    last: '',
  };
}

/** What has to be put right before anything is sent. */
export function checkPast(form: PastForm, strings: Strings, now = Date.now()): FieldError[] {
  const words = strings.backfill;
  const errors: FieldError[] = [];
  const need = (pointer: string, text: string) => {
    if (text.trim() === '') errors.push({ pointer, detail: strings.forms.required });
  };
  const time = (pointer: string, value: string): number | null => {
    const at = fromLocalField(value);
    if (at === null) errors.push({ pointer, detail: words.missingTime });
    else if (Date.parse(at) > now) errors.push({ pointer, detail: words.future });
    return at === null ? null : Date.parse(at);
  };
  need('#/name', form.name);
  const start = time('#/start', form.start);
  const end = time('#/end', form.end);
  if (start !== null && end !== null && end <= start) errors.push({ pointer: '#/end', detail: words.endFirst });
  need('#/first', form.first);
  if (form.kind === 'maintenance') return errors;
  for (const [index, one] of form.between.entries()) {
    const at = time(`#/between/${index}/at`, one.at);
    if (at !== null && start !== null && end !== null && (at < start || at > end))
      errors.push({ pointer: `#/between/${index}/at`, detail: words.order });
    need(`#/between/${index}/body`, one.body);
  }
  need('#/last', form.last);
  return errors;
}

const instant = (value: string) => fromLocalField(value) ?? '';

/** What is sent first: the incident as it began, or the whole maintenance. */
export function bodyOfPast(form: PastForm): NewIncidentBody {
  const common = { name: form.name.trim(), body: form.first.trim(), backfilled: true, deliver_notifications: false };
  if (form.kind === 'maintenance') {
    return {
      ...common,
      status: 'completed',
      scheduled_for: instant(form.start),
      scheduled_until: instant(form.end),
      component_ids: [...form.affected],
    };
  }
  return {
    ...common,
    status: 'investigating',
    backfill_date: instant(form.start),
    components: form.components,
  };
}

/** What is sent after it, in its order. */
export function updatesOfPast(form: PastForm): NewUpdateBody[] {
  if (form.kind === 'maintenance') return [];
  const between = form.between.map(({ at, status, body }) => ({
    status,
    body: body.trim(),
    display_at: instant(at),
    deliver_notifications: false,
  }));
  return [
    ...between.sort((one, other) => Date.parse(one.display_at) - Date.parse(other.display_at)),
    { status: 'resolved', body: form.last.trim(), display_at: instant(form.end), deliver_notifications: false },
  ];
}
