import {
  type AlertMapping,
  type AlertSeverity,
  type AlertState,
  alertStates,
  type InnerAlert,
} from '@allswell/protocol';
import { type AlertAdapter, UnreadableDelivery } from '../adapter.ts';
import { innerAlert, titleFrom } from '../read/inner-alert.ts';
import { Complaints } from '../read/parts.ts';
import { readEach } from '../read/reading.ts';
import { readSeverity } from '../read/severity.ts';
import { quoted } from '../read/text.ts';
import { Mapped } from './mapped.ts';
import { at } from './path.ts';

/** JSON of any shape, in which a mapping says where the parts of an alert stand. */
export const generic: AlertAdapter = {
  kind: 'generic',
  verifications: ['bearer', 'header', 'basic', 'standard_webhooks', 'none'],
  // Where its sender has an id for a delivery it is in a header.
  deliveryId: () => null,
  sentAt: () => null,
  read(body, { mapping, receivedAt }) {
    if (!mapping) throw new UnreadableDelivery('This source has no mapping yet: write one over this delivery.');
    const complaints = new Complaints();
    return readEach(itemsOf(body, mapping), complaints, (item, index) => {
      const path = mapping.alerts === '' ? '' : `${mapping.alerts}[${index}].`;
      return readAlert(new Mapped(item, { path, receivedAt, complaints }), mapping, complaints);
    });
  },
};

/** Any other word of the sender. */
const anyWord = '*';

function itemsOf(body: unknown, { alerts }: AlertMapping): unknown[] {
  if (alerts === '') return [body];
  const items = at(body, alerts);
  if (!Array.isArray(items)) throw new UnreadableDelivery(`The delivery has no list at ${alerts}.`);
  return items as unknown[];
}

function readAlert(item: Mapped, mapping: AlertMapping, complaints: Complaints): InnerAlert {
  const key = item.needed('key', mapping.key);
  const state = stateOf(item.needed('state', mapping.state), mapping);
  const title = item.text('title', mapping.title);
  const severity = item.text('severity', mapping.severity);
  const endedAt = state === 'resolved' ? item.time('ended_at', mapping.ended_at) : null;
  const said = item.time('started_at', mapping.started_at);
  // Some senders have one time for both: since when it is as they say.
  const startedAt = said && endedAt && said >= endedAt ? null : said;
  return innerAlert({
    key,
    state,
    title: titleFrom([title], 'a sender of JSON', complaints),
    severity: severity === null ? null : severityOf(severity, mapping, complaints),
    body: item.text('body', mapping.body),
    url: item.url('url', mapping.url),
    startedAt,
    endedAt,
    labels: Object.entries(mapping.labels).map(([name, part]) => [name, item.words(`labels.${name}`, part)]),
    entities: item.words('entities', mapping.entities),
  });
}

function stateOf(word: string, { states }: AlertMapping): AlertState {
  const own = alertStates.find((one) => one === word.toLowerCase());
  const state = meaningOf(word, states) ?? own ?? meaningOf(anyWord, states);
  if (!state) throw new UnreadableDelivery(`The state ${quoted(word)} is not among those that the mapping knows.`);
  return state;
}

function severityOf(word: string, { severities }: AlertMapping, complaints: Complaints): AlertSeverity | null {
  const severity = meaningOf(word, severities) ?? readSeverity(word) ?? meaningOf(anyWord, severities);
  if (!severity) complaints.add(`The severity ${quoted(word)} is not among those that the mapping knows.`);
  return severity ?? null;
}

/** What a word of the sender means, without regard to case. */
function meaningOf<Meaning>(word: string, meanings: Readonly<Record<string, Meaning>>): Meaning | undefined {
  const sought = word.toLowerCase();
  return Object.entries(meanings).find(([said]) => said.trim().toLowerCase() === sought)?.[1];
}
