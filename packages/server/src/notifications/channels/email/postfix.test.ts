import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { createTestDatabase } from '../../../testing/database.ts';
import { temporaryFolder } from '../../../testing/folder.ts';
import { makeMaintenanceNotice, makeNotice, makeRecipient } from '../../../testing/notice-content.ts';
import { openMail } from '../../../testing/open-mail.ts';
import { noPostfix, startPostfix } from '../../../testing/postfix.ts';
import { startSmtpSink } from '../../../testing/smtp-sink.ts';
import { until } from '../../../testing/until.ts';
import { openReturnPaths } from './return-path.ts';

const never = new AbortController().signal;

test('through a real Postfix everyone gets their message whole and signed, and what cannot be delivered comes back to its return path', {
  skip: noPostfix,
}, async (t) => {
  using folder = temporaryFolder();
  const keyFile = path.join(folder.path, 'dkim.pem');
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const database = await createTestDatabase();
  t.after(() => database.drop());
  // What receives: knows nobody called gone, and is busy for a moment when it first hears of busy.
  const inboxes = await startSmtpSink({
    script: {
      recipient(address, attempt) {
        if (address.startsWith('gone@')) return '550 5.1.1 No such user here';
        return address.startsWith('busy@') && attempt === 1 ? '451 4.3.0 Busy' : undefined;
      },
    },
  });
  t.after(() => inboxes.stop());
  const postfix = await startPostfix({ relayPort: inboxes.port });
  t.after(() => postfix.stop());
  const sender = await openMail(database.sql, {
    ALLSWELL_SMTP_URL: postfix.url,
    ALLSWELL_BOUNCE_DOMAIN: 'bounces.fernhill.example',
    ALLSWELL_DKIM_DOMAIN: 'fernhill.example',
    ALLSWELL_DKIM_SELECTOR: 'allswell',
    ALLSWELL_DKIM_KEY_FILE: keyFile,
  });
  t.after(() => sender.close());

  const people = ['maya', 'busy', 'gone', 'sam', 'lee'].map((name, index) =>
    makeRecipient({
      subscription_id: String(index + 1),
      address: `${name}@readers.example`,
      locale: ['en', 'ar', 'de', 'fr', 'es'][index] ?? 'en',
    }),
  );
  const notice = makeNotice({ incident: { name: 'Zahlungen über „Karte“ schlagen fehl. 支払い' } });
  const outcomes = await Promise.all([
    ...people.map((person) => sender.send(notice, person, never)),
    sender.send(makeMaintenanceNotice(), makeRecipient(), never),
  ]);
  assert.deepEqual(
    outcomes,
    Array.from(outcomes, () => ({ kind: 'sent' })),
    postfix.log(),
  );

  const to = (name: string) => inboxes.received.filter((mail) => mail.to[0] === `${name}@readers.example`);
  const bounced = () => inboxes.received.filter((mail) => mail.from === '');
  await until(() => {
    for (const name of ['busy', 'sam', 'lee']) assert.equal(to(name).length, 1, `${name}\n${postfix.log()}`);
    assert.equal(to('maya').length, 2);
    assert.equal(bounced().length, 1);
  }, 60_000);

  const dns = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`;
  const sent = inboxes.received.filter((mail) => mail.from !== '');
  assert.equal(sent.length, 5);
  for (const mail of sent) {
    assert.equal(mail.to.length, 1);
    const { results } = await dkimVerify(Buffer.from(mail.raw), { resolver: async () => [[dns]] });
    assert.equal(results[0]?.status.result, 'pass', mail.raw.slice(0, 3_000));
  }
  assert.equal(to('sam')[0]?.mail.subject, '[Fernhill] Zahlungen über „Karte“ schlagen fehl. 支払い');
  assert.equal(
    inboxes.received.flatMap(({ mail }) => mail.attachments).filter(({ filename }) => filename === 'maintenance.ics')
      .length,
    1,
  );

  const [report] = bounced();
  const paths = await openReturnPaths(database.sql, undefined);
  assert.equal(paths.subscriptionOf(report?.to[0] ?? ''), '3');
  assert.match(report?.raw ?? '', /Status: 5\.1\.1/);
});
