import type { Sample } from '../sample.ts';

const heartbeat = {
  monitorID: 12,
  status: 0,
  time: '2026-09-21 13:33:20.374',
  msg: 'connect ECONNREFUSED 192.0.2.7:443',
  important: true,
  duration: 60,
  timezone: 'Europe/Berlin',
  timezoneOffset: '+02:00',
  localDateTime: '2026-09-21 15:33:20',
};
const monitor = {
  id: 12,
  name: 'Checkout',
  description: null,
  pathName: 'Shop / Checkout',
  url: 'https://shop.fernhill.example/checkout',
  hostname: null,
  port: null,
  type: 'http',
  interval: 60,
  active: true,
  accepted_statuscodes: ['200-299'],
  notificationIDList: { '1': true },
  tags: [{ tag_id: 1, monitor_id: 12, value: 'shop', name: 'team', color: '#059669' }],
};
const states = { 0: 'firing', 1: 'resolved', 2: 'info', 3: 'info' } as const;

/** What Uptime Kuma sends. */
export const uptimeKumaSamples: readonly Sample[] = [
  ...([0, 1, 2, 3] as const).map(
    (status): Sample => ({
      name: `Uptime Kuma: a monitor of status ${status}`,
      kind: 'uptime_kuma',
      body: { heartbeat: { ...heartbeat, status }, monitor, msg: '[Checkout] [🔴 Down] connect ECONNREFUSED' },
      expects: [{ key: '12', state: states[status] }],
    }),
  ),
  {
    name: 'Uptime Kuma: somebody presses "Test"',
    kind: 'uptime_kuma',
    body: { heartbeat: null, monitor: null, msg: 'Status page Testing' },
    expects: [{ key: 'message', state: 'info', is_test: true }],
  },
  {
    name: 'Uptime Kuma: a certificate is about to expire',
    kind: 'uptime_kuma',
    body: {
      heartbeat: null,
      monitor: null,
      msg: '[Checkout][https://shop.fernhill.example] Server certificate shop.fernhill.example will expire in 7 days',
    },
    decidedBy: ['msg'],
    expects: [{ key: 'message', state: 'info' }],
  },
];
