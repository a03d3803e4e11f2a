import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { AlertCase } from '@allswell/protocol/schema';
import type { Operator } from '../../e2e/operator.ts';
import { addAlertSender, type AlertSender, post, trouble } from '../measure/alert-senders.ts';
import { addComponents } from '../measure/fernhill.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { quantile } from '../measure/statistics.ts';

const runs = 50;
const seenWithinMs = 10_000;

export const proof: Proof = {
  promise:
    'What monitoring reports is answered at once, is a draft in the panel within a second, and with a rule that publishes it is in readers’ streams within two.',
  measure: () =>
    withProduct(async (product, operator) => {
      const [component] = await addComponents(operator);
      if (!component) throw new Error('There is no component.');
      const sender = await addAlertSender(operator, product.page, { kind: 'alertmanager' });
      const drafted = await measureDrafts(sender, operator);
      await operator.post('alert-rules', {
        name: 'What is critical',
        conditions: [{ field: 'severity', is: 'equals', value: 'critical' }],
        action: 'publish',
        incident_name: '{{title}}',
        components: { [component.id]: 'partial_outage' },
      });
      const published = await measurePublishing(sender, operator, product.page);
      return [
        ...figuresOf('answered', drafted.answers.concat(published.answers), 1_000),
        ...figuresOf('a draft in the panel', drafted.delays, 1_000),
        ...figuresOf('an incident in a reader’s stream', published.delays, 2_000),
        { name: 'runs', value: runs, unit: 'alerts of each kind', at_least: runs },
      ];
    }),
};

interface Measured {
  answers: number[];
  delays: number[];
}

function figuresOf(what: string, delays: readonly number[], at_most: number): Figure[] {
  return [
    { name: `${what}, longest`, value: Math.ceil(Math.max(...delays)), unit: 'ms', at_most },
    { name: `${what}, p50`, value: Math.ceil(quantile(delays, 0.5)), unit: 'ms' },
  ];
}

/** Sends it; answers with when that began. */
async function send(sender: AlertSender, key: string, answers: number[]): Promise<number> {
  const start = performance.now();
  const status = await post(sender, trouble(sender, key));
  if (status !== 202) throw new Error(`The delivery was answered with ${status}.`);
  answers.push(performance.now() - start);
  return start;
}

/** From just before the alert is sent until the panel is told of its draft. */
async function measureDrafts(sender: AlertSender, operator: Operator): Promise<Measured> {
  const measured: Measured = { answers: [], delays: [] };
  for (let run = 0; run < runs; run++) {
    const start = await send(sender, `drafted-${run}`, measured.answers);
    const found = await eventually(async () => {
      const cases = await operator.get<AlertCase[]>('alert-cases?state=open&per_page=100');
      return cases.find(({ title, draft_id }) => draft_id !== null && title.endsWith(`drafted-${run}`));
    });
    measured.delays.push(performance.now() - start);
    await operator.post(`alert-cases/${found.id}/dismiss`, {});
  }
  return measured;
}

/** From just before the alert is sent until an open stream has said that there is an incident of its name. */
async function measurePublishing(sender: AlertSender, operator: Operator, page: string): Promise<Measured> {
  const measured: Measured = { answers: [], delays: [] };
  const stream = await openStream(page);
  try {
    for (let run = 0; run < runs; run++) {
      const name = `published-${run}.`;
      const seen = stream.says(name);
      const start = await send(sender, name, measured.answers);
      measured.delays.push((await seen) - start);
      // One rule opens so many incidents at most: the next one is measured on a quiet page again.
      const incidents = await operator.get<{ id: string }[]>('incidents?kind=incident&state=open');
      for (const { id } of incidents) await operator.delete(`incidents/${id}`);
    }
    return measured;
  } finally {
    stream.close();
  }
}

/** Reads what a live banner reads. */
async function openStream(page: string) {
  const request = get(new URL('/api/v2/stream', page));
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
  let text = '';
  let onText = () => {};
  response.on('data', (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-200_000);
    onText();
  });
  return {
    /** When the words come, from now on. */
    says(words: string): Promise<number> {
      const { promise, resolve, reject } = Promise.withResolvers<number>();
      const timer = setTimeout(() => reject(new Error(`No stream said ${words}`)), seenWithinMs);
      onText = () => {
        if (text.includes(words)) resolve(performance.now());
      };
      return promise.finally(() => clearTimeout(timer));
    },
    close: () => request.destroy(),
  };
}

async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  const deadline = performance.now() + seenWithinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error('It did not come to the panel.');
    await pause(2);
  }
}
