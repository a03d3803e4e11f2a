import type { InnerAlert } from '@allswell/protocol';
import type { AlertAdapter } from '../adapter.ts';
import { innerAlert, titleFrom } from '../read/inner-alert.ts';
import type { Label } from '../read/labels.ts';
import type { Parts, StateWords } from '../read/parts.ts';
import { openDelivery, readOne } from '../read/reading.ts';
import { readWebAddress } from '../read/web-address.ts';

/** Uptime Kuma. It sends nothing twice, so a lost recovery is found only when the monitor speaks again. */
export const uptimeKuma: AlertAdapter = {
  kind: 'uptime_kuma',
  verifications: ['header', 'bearer', 'basic', 'none'],
  deliveryId: () => null,
  sentAt: () => null,
  read(body, { receivedAt }) {
    const delivery = openDelivery(body, receivedAt);
    const saysNothing = isNull(delivery.get('heartbeat')) && isNull(delivery.get('monitor'));
    return readOne(delivery, saysNothing ? readMessage : readHeartbeat);
  },
};

const states: StateWords = new Map([
  ['0', 'firing'],
  ['1', 'resolved'],
  // It is tried again before it is taken for down.
  ['2', 'info'],
  ['3', 'info'],
]);

function readHeartbeat(delivery: Parts): InnerAlert {
  const heartbeat = delivery.in('heartbeat');
  const monitor = delivery.in('monitor');
  const key = heartbeat.text('monitorID') ?? monitor.key('id');
  const state = heartbeat.state('status', states);
  const name = monitor.text('name');
  const at = heartbeat.time('time');
  return innerAlert({
    key,
    state,
    title: titleFrom([name, delivery.text('msg')], 'Uptime Kuma', delivery.complaints),
    body: heartbeat.text('msg'),
    // A monitor that looks at no page has "https://" there.
    url: readWebAddress(monitor.text('url') ?? ''),
    // What is told again while it lasts did not begin now.
    startedAt: state === 'resolved' || heartbeat.get('important') === false ? null : at,
    endedAt: state === 'resolved' ? at : null,
    labels: [
      ['monitor', name],
      ['path', monitor.text('pathName')],
      ['type', monitor.text('type')],
      ['hostname', monitor.text('hostname')],
      ...tagsOf(monitor),
    ],
    entities: [name, monitor.text('hostname')],
  });
}

/** Words without a monitor: somebody presses "Test", or a certificate is about to expire. */
function readMessage(delivery: Parts): InnerAlert {
  const message = delivery.text('msg') ?? '';
  return innerAlert({
    key: 'message',
    state: 'info',
    title: message || 'Test from Uptime Kuma',
    isTest: !/ certificate .{0,500} will expire in /i.test(message),
  });
}

function tagsOf(monitor: Parts): Label[] {
  return (monitor.list('tags') ?? []).map((tag) => [tag.text('name') ?? '', tag.text('value') ?? 'true']);
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined;
}
