import { startSmtpSink } from '../../packages/server/src/testing/smtp-sink.ts';
import { seedSubscribers } from '../../packages/server/src/testing/seed-subscribers.ts';
import type { Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { median, round } from '../measure/statistics.ts';
import {
  allIsSettled,
  type Asked,
  challengeKey,
  createAsker,
  databaseOf,
  emailIsOffered,
} from '../measure/subscribing.ts';

const rounds = 600;
const warmUp = 60;
const kinds = ['new', 'pending', 'confirmed', 'suppressed'] as const;

export const proof: Proof = {
  promise:
    'Whoever asks for somebody to be told cannot see, by the answer or its time, whether they are new, pending, confirmed or suppressed.',
  async measure() {
    const sink = await startSmtpSink();
    const env = {
      ALLSWELL_SMTP_URL: sink.url,
      ALLSWELL_MAIL_FROM: 'status@fernhill.example',
      ALLSWELL_TRUSTED_PROXIES: '127.0.0.1',
    };
    try {
      return await withProduct(
        async (product) => {
          const sql = databaseOf(product);
          try {
            await emailIsOffered(sql);
            await seedSubscribers(sql, rounds + warmUp, { address: 'pending{n}@readers.example', state: 'pending' });
            await seedSubscribers(sql, rounds + warmUp, { address: 'confirmed{n}@readers.example' });
            await sql`
              insert into suppressions (channel, address, address_key, reason)
              select 'email', address, address, 'complained'
              from (select 'suppressed' || n || '@readers.example' as address from generate_series(1, ${rounds + warmUp}::int) n) s
            `;
            const ask = createAsker(product.page, await challengeKey(sql));
            const answers: Record<(typeof kinds)[number], Asked[]> = {
              new: [],
              pending: [],
              confirmed: [],
              suppressed: [],
            };
            for (let n = 1; n <= rounds + warmUp; n++) {
              // In another order each time: what one request leaves to be done must not always fall on the same next one.
              for (const kind of shuffled(kinds)) {
                const asked = await ask(`${kind}${n}@readers.example`, `198.18.${n >> 8}.${n & 255}`);
                if (n > warmUp) answers[kind].push(asked);
                await allIsSettled(sql, 5); // the work that follows an answer is no part of it
              }
            }
            const medians = kinds.map((kind) => median(answers[kind].map(({ ms }) => ms)));
            const said = new Set(
              kinds.flatMap((kind) =>
                answers[kind].map(({ status, headers, body }) => JSON.stringify([status, headers, body])),
              ),
            );
            return [
              { name: 'different answers', value: said.size, unit: 'answers', at_most: 1 },
              { name: 'requests of each kind', value: rounds, unit: 'requests' },
              ...kinds.map((kind, index) => ({
                name: `median, ${kind}`,
                value: round(medians[index] ?? 0),
                unit: 'ms',
              })),
              {
                name: 'slowest median over the fastest',
                value: round(Math.max(...medians) / Math.min(...medians), 4),
                unit: 'x',
                at_most: 1.05,
              },
            ];
          } finally {
            await sql.end();
          }
        },
        { env },
      );
    } finally {
      await sink.stop();
    }
  },
};

function shuffled<T>(all: readonly T[]): T[] {
  return all
    .map((one) => ({ one, at: Math.random() }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
