import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt, importJWK, jwtVerify } from 'jose';
import webpush from 'web-push';
import { connect } from '../../../db/connect.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/database.ts';
import { ensureVapidKeys, vapidPublicKey } from './vapid-keys.ts';
import { VapidSigner, vapidSubject } from './vapid.ts';

const hour = 3_600_000;
const google = 'https://fcm.googleapis.com';
const masterKey = 'a master key of at least 32 bytes, as it should be';

let database: TestDatabase;
before(async () => {
  database = await createTestDatabase();
});
after(() => database.drop());

async function forgetKeys(): Promise<void> {
  await database.sql`delete from keys where purpose = 'vapid'`;
}

test('many processes that start at once agree on one key, and keep it', async () => {
  await forgetKeys();
  const others = Array.from({ length: 5 }, () => connect(database.address, { max: 1 }));
  const made = await Promise.all(others.map((sql) => vapidPublicKey(sql, undefined)));
  await Promise.all(others.map((sql) => sql.end()));
  assert.equal(new Set(made).size, 1);
  assert.equal(await vapidPublicKey(database.sql, undefined), made[0]);
  assert.equal(Buffer.from(made[0] ?? '', 'base64url').length, 65, 'an uncompressed point, as browsers want it');
});

test('a key that was made openly is sealed once there is a master key, and stays the same', async () => {
  await forgetKeys();
  const { publicKey } = await ensureVapidKeys(database.sql, undefined);
  assert.equal(await vapidPublicKey(database.sql, masterKey), publicKey);
  const [row] = await database.sql<{ private_key: string; is_encrypted: boolean; public_jwk: object }[]>`
    select private_key, is_encrypted, public_jwk from keys where purpose = 'vapid'
  `;
  assert.equal(row?.is_encrypted, true);
  assert.doesNotMatch(row.private_key, /"d"/);
  assert.doesNotMatch(JSON.stringify(row.public_jwk), /"d"/);
  assert.equal(await vapidPublicKey(database.sql, masterKey), publicKey);
  await assert.rejects(vapidPublicKey(database.sql, undefined), /set ALLSWELL_MASTER_KEY/);
});

test('the signature is right, names the service with its port, and the library of the web-push project agrees', async () => {
  await forgetKeys();
  const keys = await ensureVapidKeys(database.sql, masterKey);
  const signer = new VapidSigner(keys, 'mailto:ops@fernhill.example');
  const header = signer.authorizationFor('https://push.example:8443');
  const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(header) ?? [];
  assert.equal(key, keys.publicKey);
  const point = Buffer.from(key, 'base64url');
  const [x = '', y = ''] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
  const { payload } = await jwtVerify(token, await importJWK({ kty: 'EC', crv: 'P-256', x, y }, 'ES256'));
  assert.equal(payload.aud, 'https://push.example:8443');
  assert.equal(payload.sub, 'mailto:ops@fernhill.example');

  const theirs = webpush.getVapidHeaders(
    'https://push.example:8443',
    'mailto:ops@fernhill.example',
    keys.publicKey,
    keys.privateKey.export({ format: 'jwk' }).d ?? '',
    'aes128gcm',
  );
  assert.match(theirs.Authorization, /^vapid t=[^,]+, k=/);
  assert.deepEqual(
    Object.keys(decodeJwt(theirs.Authorization.split(/[= ,]+/)[2] ?? '')).sort(),
    Object.keys(payload).sort(),
  );
});

test('it is signed once in twelve hours for each service, and never claims more than a day', async () => {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const signer = new VapidSigner(await ensureVapidKeys(database.sql, masterKey), undefined, () => now);
  const claims = (header: string) => decodeJwt(header.split(/[= ,]+/)[2] ?? '');
  const first = signer.authorizationFor(google);
  const { exp = 0 } = claims(first);
  assert.ok(exp * 1_000 <= now + 24 * hour && exp * 1_000 > now + 23 * hour);
  assert.notEqual(signer.authorizationFor('https://web.push.apple.com'), first);
  now += 12 * hour - 1;
  assert.equal(signer.authorizationFor(google), first);
  now += 2;
  const second = signer.authorizationFor(google);
  assert.notEqual(second, first);
  now -= 24 * hour;
  assert.ok(
    (claims(signer.authorizationFor(google)).exp ?? Infinity) * 1_000 <= now + 24 * hour,
    'the clock was set back',
  );
});

test('push services are told how to reach the operator, and never of localhost', () => {
  const subject = (set: string | undefined, mailFrom: string | undefined, url: string) =>
    vapidSubject({ vapidSubject: set, mailFrom }, url);
  const page = 'https://status.fernhill.example';
  assert.equal(subject('mailto:a@b.example', 'x@y.example', page), 'mailto:a@b.example');
  assert.equal(subject(undefined, 'Fernhill <status@fernhill.example>', page), 'mailto:status@fernhill.example');
  assert.equal(subject(undefined, 'status@fernhill.example', page), 'mailto:status@fernhill.example');
  assert.equal(subject(undefined, 'status@localhost', page), page);
  assert.equal(subject(undefined, undefined, page), page);
  for (const url of [
    'http://127.0.0.1:8080',
    'https://localhost:8443',
    'https://[::1]',
    'http://status.fernhill.example',
  ])
    assert.equal(subject(undefined, undefined, url), undefined, url);
});
