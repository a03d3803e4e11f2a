import { setTimeout as pause } from 'node:timers/promises';
import { startSmtpSink } from '../../packages/server/src/testing/smtp-sink.ts';
import type { Challenge } from '@allswell/protocol/schema';
import type { Product } from '../../e2e/harness.ts';
import { solve } from '../../packages/server/src/subscriptions/challenge.ts';
import type { Sql } from '../../packages/server/src/db/connect.ts';
import type { Proof } from '../measure/figure.ts';
import { withProduct } from '../measure/running-product.ts';
import { allIsSettled, databaseOf, emailIsOffered } from '../measure/subscribing.ts';

const times = 3;

export const proof: Proof = {
  promise: 'Scanners that open every link of every mail three times change nothing; the buttons behind the links do.',
  async measure() {
    const sink = await startSmtpSink();
    const env = { ALLSWELL_SMTP_URL: sink.url, ALLSWELL_MAIL_FROM: 'status@fernhill.example' };
    try {
      return await withProduct(
        async (product, operator) => {
          const sql = databaseOf(product);
          const refused: string[] = [];
          let opened = 0;
          let changes = 0;
          const scan = async () => {
            await allIsSettled(sql);
            const links = new Set(
              sink.received.flatMap(({ raw, mail }) =>
                linksIn(`${raw.slice(0, raw.indexOf('\r\n\r\n'))}\n${mail.text}\n${mail.html}`, product),
              ),
            );
            const before = await stateOf(sql);
            for (const link of links) {
              for (const method of [...Array<string>(times).fill('GET'), 'HEAD']) {
                const { status } = await fetch(link.replace(/#.*/, ''), { method });
                opened += 1;
                if (status >= 500) refused.push(`${status} ${method} ${link}`);
              }
            }
            if ((await stateOf(sql)) !== before) changes += 1;
            return [...links];
          };
          try {
            await emailIsOffered(sql);
            await ask(product, 'jo@readers.example');
            const [confirm] = (await scan()).filter((link) => link.includes('/subscriptions/confirm/'));
            if (confirm === undefined) throw new Error('The letter has no link to confirm.');
            const state = async () =>
              (await sql<{ state: string }[]>`select state from subscriptions`).map((row) => row.state).join();
            const stillPending = (await state()) === 'pending';
            await fetch(confirm, { method: 'POST' });
            const isConfirmed = (await state()) === 'confirmed';

            await ask(product, 'jo@readers.example'); // gets the letter that says so
            await operator.post('incidents', {
              name: 'Slow sign-in',
              body: 'We are looking.',
              status: 'investigating',
            });
            const soon = new Date(Date.now() + 48 * 60 * 60_000);
            await operator.post('incidents', {
              name: 'Database upgrade',
              body: 'It takes an hour.',
              status: 'scheduled',
              scheduled_for: soon.toISOString(),
              scheduled_until: new Date(soon.getTime() + 3_600_000).toISOString(),
            });
            await operator.post('admins', { email: 'sam@fernhill.example' });
            await operator.post('notifications/test', { channel: 'email' });
            await fetch(new URL('/auth/forgot-password', product.page), {
              method: 'POST',
              headers: { 'content-type': 'application/json', origin: new URL(product.page).origin },
              body: JSON.stringify({ email: 'maya@fernhill.example' }),
            });
            const links = await scan();
            const leave = links.find((link) => link.includes('/subscriptions/unsubscribe/'));
            if (leave === undefined) throw new Error('The news has no link to leave by.');
            const stillThere = (await state()) === 'confirmed';
            const oneClick = () =>
              fetch(leave, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
            const left = [(await oneClick()).status, (await oneClick()).status];
            return [
              { name: 'mails', value: sink.received.length, unit: 'mails', at_least: 7 },
              { name: 'links in them', value: links.length, unit: 'links', at_least: 6 },
              { name: 'times they were opened', value: opened, unit: '' },
              { name: 'times that something changed', value: changes, unit: '', at_most: 0 },
              { name: 'answers of a broken server', value: refused.length, unit: '', at_most: 0 },
              {
                name: 'still pending after opening, confirmed by its button',
                value: Number(stillPending && isConfirmed),
                unit: '',
                at_least: 1,
              },
              {
                name: 'still subscribed after opening, gone after one click, which may be repeated',
                value: Number(stillThere && left.join() === '200,200' && (await state()) === ''),
                unit: '',
                at_least: 1,
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

/** As a browser does: it asks for a challenge, works on it, waits, and sends the form. */
async function ask({ page }: Product, address: string): Promise<void> {
  const challenge = (await (await fetch(new URL('/api/subscriptions/challenge', page))).json()) as Challenge;
  const proof = { challenge: challenge.challenge, nonce: solve(challenge) };
  await pause(Math.max(0, Date.parse(challenge.not_before) - Date.now()) + 20);
  const response = await fetch(new URL('/api/subscriptions', page), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channel: 'email', address, proof }),
  });
  if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
}

/** Every address of ours in a mail, in its head and in both its bodies. */
function linksIn(text: string, { page }: Product): string[] {
  const { origin } = new URL(page);
  return [...text.matchAll(/https?:\/\/[^\s"'<>()]+/g)]
    .map(([link]) => link.replaceAll('&amp;', '&').replace(/[.,]$/, ''))
    .filter((link) => URL.parse(link)?.origin === origin);
}

/** All that is stored, but for what the clock alone moves. */
async function stateOf(sql: Sql): Promise<string> {
  const tables = await sql<{ name: string }[]>`
    select relname as name from pg_stat_user_tables where relname <> all('{sending,rate_limits,page_state,spent_challenges}')
    order by 1
  `;
  const rows = [];
  for (const { name } of tables) {
    const [row] = await sql<{ hash: string }[]>`
      select md5(coalesce(string_agg(t::text, e'\n' order by t::text), '')) as hash from ${sql(name)} t
    `;
    rows.push(`${name} ${row?.hash ?? ''}`);
  }
  return rows.join('\n');
}
