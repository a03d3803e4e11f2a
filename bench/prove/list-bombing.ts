import { startSmtpSink } from '../../packages/server/src/testing/smtp-sink.ts';
import type { Sql } from '../../packages/server/src/db/connect.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { allIsSettled, challengeKey, createAsker, databaseOf, emailIsOffered } from '../measure/subscribing.ts';

const addresses = 1_000;
const perAddress = 10;
const atOnce = 16;

const locals = ['mara.lind', 'maralind', 'm.a.r.a.l.i.n.d', 'Mara.Lind', 'MARALIND', 'mArA.liNd'];
const domains = [
  'bücher.example',
  'BÜCHER.example',
  'bu\u0308cher.example',
  'xn--bcher-kva.example',
  'bücher。example',
  'XN--BCHER-KVA.EXAMPLE',
];

/** One of many spellings of one inbox. */
function spelling(n: number): string {
  const tag = n % 3 === 0 ? '' : `+${n}`;
  return `${locals[n % locals.length]}${tag}@${domains[Math.floor(n / locals.length) % domains.length]}`;
}

export const proof: Proof = {
  promise:
    'Ten thousand requests that name one inbox, spelled in every way, from a thousand addresses, fill it with one letter a day and three in all.',
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
            const ask = createAsker(product.page, await challengeKey(sql));
            const figures: Figure[] = [];
            let taken = 0;
            for (const [day, share] of [1, 0.1, 0.1, 0.1, 0.1].entries()) {
              if (day > 0) await aDayPasses(sql);
              const before = sink.received.length;
              const statuses = await bomb(ask, addresses * perAddress * share);
              taken += statuses.filter((status) => status === 202).length;
              await allIsSettled(sql);
              const name = `letters on day ${day + 1}, after ${statuses.length} requests`;
              figures.push({ name, value: sink.received.length - before, unit: 'letters', at_most: 1 });
            }
            const [rows] = await sql<{ count: number }[]>`select count(*)::int as count from subscriptions`;
            return [
              { name: 'requests that were taken in', value: taken, unit: 'requests', at_least: 10_000 },
              {
                name: 'spellings of the inbox',
                value: new Set(Array.from({ length: 10_000 }, (_, n) => spelling(n))).size,
                unit: '',
              },
              ...figures,
              { name: 'letters in five days', value: sink.received.length, unit: 'letters', at_most: 3, at_least: 1 },
              { name: 'subscriptions that this has made', value: rows?.count ?? 0, unit: '', at_most: 3 },
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

async function bomb(ask: ReturnType<typeof createAsker>, count: number): Promise<number[]> {
  const statuses: number[] = [];
  let next = 0;
  const one = async () => {
    for (let n = next++; n < count; n = next++) {
      const from = n % addresses;
      statuses.push((await ask(spelling(n), `198.18.${from >> 8}.${from & 255}`)).status);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return statuses;
}

/** Everything that is remembered lies a day further back. */
async function aDayPasses(sql: Sql): Promise<void> {
  await sql`update unanswered_letters set last_at = last_at - interval '24 hours'`;
  await sql`update subscriptions set requested_at = requested_at - interval '24 hours'`;
  await sql`update rate_limits set window_started_at = window_started_at - interval '24 hours'`;
}
