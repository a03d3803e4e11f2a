import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { dkimVerify } from 'mailauth/lib/dkim/verify.js';
import { createTestDatabase, type TestDatabase } from '../../../testing/database.ts';
import { temporaryFolder } from '../../../testing/folder.ts';
import { makeMaintenanceNotice, makeNotice, makeRecipient } from '../../../testing/notice-content.ts';
import { openMail } from '../../../testing/open-mail.ts';
import { startSmtpSink } from '../../../testing/smtp-sink.ts';
import { createSigner } from './sign.ts';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

const keys = {
  rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  ed25519: generateKeyPairSync('ed25519'),
};
type Kind = keyof typeof keys;

/** What DNS would say of a public key. */
function record(kind: Kind): string {
  const { publicKey } = keys[kind];
  const der = publicKey.export({ type: 'spki', format: 'der' });
  // Of Ed25519 the bare key stands there (RFC 8463, 4.2): the last 32 bytes.
  const bytes = kind === 'rsa' ? der : der.subarray(-32);
  return `v=DKIM1; k=${kind}; p=${bytes.toString('base64')}`;
}

/** Asks an implementation that is not ours. */
async function verify(raw: string, kind: Kind) {
  const { results } = await dkimVerify(Buffer.from(raw), {
    resolver: async (name: string, type: string) => {
      assert.deepEqual([name, type], ['allswell._domainkey.fernhill.example', 'TXT']);
      return [[record(kind)]];
    },
  });
  return results;
}

async function signedMails(kind: Kind): Promise<string[]> {
  using folder = temporaryFolder();
  const keyFile = path.join(folder.path, 'dkim.pem');
  writeFileSync(keyFile, keys[kind].privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const sink = await startSmtpSink();
  const sender = await openMail(database.sql, {
    ALLSWELL_SMTP_URL: sink.url,
    ALLSWELL_DKIM_DOMAIN: 'fernhill.example',
    ALLSWELL_DKIM_SELECTOR: 'allswell',
    ALLSWELL_DKIM_KEY_FILE: keyFile,
  });
  const never = new AbortController().signal;
  const odd = {
    page: { name: 'Färnhügel  “Inc.”' },
    incident: { name: '支払い   が失敗する: a long name, with   many blanks   in it and more than one line' },
  };
  for (const [notice, locale] of [
    [makeNotice(), 'en'],
    [makeNotice(odd), 'ar'],
    [makeMaintenanceNotice(), 'fr'],
  ] as const) {
    assert.deepEqual(await sender.send(notice, makeRecipient({ locale }), never), { kind: 'sent' });
  }
  const letter = {
    id: '1',
    kind: 'test' as const,
    address: 'ops@fernhill.example',
    locale: 'de',
    subscription_id: null,
    admin_id: null,
  };
  assert.deepEqual(await sender.sendLetter(letter, never), { kind: 'sent' });
  await sender.close();
  await sink.stop();
  return sink.received.map(({ raw }) => raw);
}

for (const kind of ['rsa', 'ed25519'] as const) {
  test(`emails signed by ${kind} are judged good by another implementation, and bad once anything is changed`, async () => {
    const mails = await signedMails(kind);
    assert.equal(mails.length, 4);
    for (const raw of mails) {
      const [result] = await verify(raw, kind);
      assert.equal(result?.status.result, 'pass', JSON.stringify(result?.status));
      assert.equal(result?.signingDomain, 'fernhill.example');
      for (const change of [
        (text: string) => text.replace(/^Subject:\s+.{3}/m, 'Subject: Evil'),
        (text: string) => text.replace(/^From: /m, 'From: "Eve" <eve@evil.example>\r\nFrom: '),
        (text: string) => text.replace(/^To: maya/m, 'To: eve').replace(/^To: ops/m, 'To: eve'),
        (text: string) => text.replace('</html>', 'x</html>'),
        (text: string) => `Subject: second\r\n${text}`,
      ]) {
        const changed = change(raw);
        assert.notEqual(changed, raw);
        const [judged] = await verify(changed, kind);
        assert.notEqual(judged?.status.result, 'pass', changed.slice(0, 2_000));
      }
    }
  });

  test(`what one-click unsubscribing needs is covered by the ${kind} signature (RFC 8058)`, async () => {
    const [raw = ''] = await signedMails(kind);
    const [result] = await verify(raw, kind);
    const signed = String(result?.signingHeaders?.keys).toLowerCase();
    for (const name of [
      'list-unsubscribe',
      'list-unsubscribe-post',
      'list-id',
      'from',
      'subject',
      'message-id',
      'references',
    ]) {
      assert.match(signed, new RegExp(`(^|[:, ])${name}($|[:, ])`), name);
    }
    for (const name of ['List-Unsubscribe', 'List-Unsubscribe-Post']) {
      const [judged] = await verify(raw.replace(new RegExp(`^${name}:`, 'm'), `${name}: x`), kind);
      assert.notEqual(judged?.status.result, 'pass', name);
    }
  });
}

test('relays that fold lines anew and trim blanks leave the signature whole', async () => {
  const [raw = ''] = await signedMails('rsa');
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const refolded = head
    .replace(/^List-Unsubscribe:\s+/m, 'List-Unsubscribe:   ')
    .replace(/^Subject: (\S+) /m, 'SUBJECT:\t$1\r\n  ');
  const [result] = await verify([refolded, ...rest].join('\r\n\r\n') + '\r\n\r\n', 'rsa');
  assert.equal(result?.status.result, 'pass');
});

test('openssl agrees with the RSA signature over the header', async () => {
  const [raw = ''] = await signedMails('rsa');
  using folder = temporaryFolder();
  const file = (name: string, content: string | Buffer) => {
    const full = path.join(folder.path, name);
    writeFileSync(full, content);
    return full;
  };
  const fields = (raw.split('\r\n\r\n', 1)[0] ?? '')
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => {
      const colon = line.indexOf(':');
      return {
        name: line.slice(0, colon).toLowerCase(),
        value: line
          .slice(colon + 1)
          .replace(/[ \t]+/g, ' ')
          .trim(),
      };
    });
  const signature = fields.find(({ name }) => name === 'dkim-signature')?.value ?? '';
  const names = /h=([^;]+);/.exec(signature)?.[1]?.split(':') ?? [];
  const b = /b=([^;]*)$/.exec(signature)?.[1]?.replace(/ /g, '') ?? '';
  const left = [...fields].reverse();
  const data = names.map((name) => {
    const index = left.findIndex((field) => field.name === name);
    const [field] = index < 0 ? [] : left.splice(index, 1);
    return field ? `${field.name}:${field.value}\r\n` : '';
  });
  const unsigned = `dkim-signature:${signature.replace(/b=[^;]*$/, 'b=')}`;
  const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' });
  const output = execFileSync('openssl', [
    ...['dgst', '-sha256', '-verify', file('key.pem', pem(createPublicKey(keys.rsa.privateKey)))],
    ...['-signature', file('signature', Buffer.from(b, 'base64')), file('data', data.join('') + unsigned)],
  ]);
  assert.match(output.toString(), /Verified OK/);
});

test('a key that cannot sign says so when email is opened', async () => {
  const ec = generateKeyPairSync('ec', { namedCurve: 'prime256v1' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  assert.throws(
    () => createSigner({ domain: 'x.example', selector: 's', pem: String(ec) }),
    /make an RSA or Ed25519 one/,
  );
  await assert.rejects(
    openMail(database.sql, {
      ALLSWELL_SMTP_URL: 'smtp://127.0.0.1:25',
      ALLSWELL_DKIM_DOMAIN: 'fernhill.example',
      ALLSWELL_DKIM_SELECTOR: 'allswell',
      ALLSWELL_DKIM_KEY_FILE: '/nowhere/dkim.pem',
    }),
    /ALLSWELL_DKIM_KEY_FILE cannot be used: ENOENT/,
  );
});
