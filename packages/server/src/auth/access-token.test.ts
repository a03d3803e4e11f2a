import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { JWK, JWTPayload } from 'jose';
import { decodeJwt, exportSPKI, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { createTestApp, publicUrl, setUpAdmin, type TestAdmin, type TestApp } from '../testing/app.ts';
import { createKeyring, ensureKeys, rotateKeys } from './keyring.ts';

let t: TestApp;
let maya: TestAdmin;
before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());

const read = (token: string) =>
  t.request('GET', '/api/v1/components', { headers: { authorization: `Bearer ${token}` } });
const good = () => decodeJwt(maya.session.access_token);

async function forge(claims: JWTPayload, header: Record<string, unknown> = {}, key?: CryptoKey): Promise<string> {
  const signer = await createKeyring(t.sql, undefined).signer();
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: signer.id, ...header })
    .sign(key ?? signer.key);
}

async function assertRefused(token: string, why: string): Promise<void> {
  const reply = await read(token);
  assert.equal(reply.status, 401, why);
  assert.equal(reply.body['type'], `${publicUrl}/problems/not-signed-in`);
  assert.match(reply.headers.get('www-authenticate') ?? '', /^Bearer/);
}

test('a token of ours opens what is behind sign-in', async () => {
  assert.equal((await read(maya.session.access_token)).status, 200);
  assert.equal((await read(await forge(good()))).status, 200);
});

test('without a token, or with something else, nothing opens', async () => {
  for (const authorization of ['', 'Bearer', 'Bearer x', 'Basic bWF5YTpweA==', `Bearer ${'a'.repeat(5_000)}.b.c`]) {
    const reply = await t.request('GET', '/api/v1/components', { headers: authorization ? { authorization } : {} });
    assert.equal(reply.status, 401, authorization.slice(0, 20));
  }
});

test('a token without a signature is refused', async () => {
  const claims = good();
  await assertRefused(new UnsecuredJWT(claims).encode(), 'alg none');
  const [, payload] = maya.session.access_token.split('.');
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url');
  await assertRefused(`${header}.${payload}.`, 'alg none, empty signature');
});

test('a token signed by HS256 with our public key is refused', async () => {
  const [jwk] = await createKeyring(t.sql, undefined).published();
  const { kid, ...bare } = jwk as JWK;
  const spki = await exportSPKI((await importJWK({ ...bare }, 'ES256', { extractable: true })) as CryptoKey);
  for (const secret of [spki, JSON.stringify(bare), JSON.stringify(jwk)]) {
    const token = await new SignJWT(good())
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', ...(kid && { kid }) })
      .sign(new TextEncoder().encode(secret));
    await assertRefused(token, 'HS256');
  }
});

test('a token signed by a foreign key is refused, whatever it says about its key', async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  const { exportJWK } = await import('jose');
  const jwk = await exportJWK(publicKey);
  await assertRefused(await forge(good(), {}, privateKey), 'our kid');
  await assertRefused(await forge(good(), { kid: 'theirs' }, privateKey), 'their kid');
  await assertRefused(await forge(good(), { kid: undefined, jwk }, privateKey), 'jwk in the header');
  await assertRefused(
    await forge(good(), { kid: undefined, jku: 'https://evil.example/jwks' }, privateKey),
    'jku in the header',
  );
});

for (const claim of ['iss', 'aud', 'sub', 'sid', 'jti', 'iat', 'nbf', 'exp']) {
  test(`a token without ${claim} is refused`, async () => {
    const { [claim]: _, ...claims } = good();
    await assertRefused(await forge(claims), claim);
  });
}

test('a token of another kind, issuer, audience or time is refused', async () => {
  const now = Math.floor(Date.now() / 1_000);
  await assertRefused(await forge(good(), { typ: 'JWT' }), 'typ');
  await assertRefused(await forge(good(), { typ: undefined }), 'no typ');
  await assertRefused(await forge({ ...good(), iss: 'https://evil.example' }), 'iss');
  await assertRefused(await forge({ ...good(), aud: 'https://evil.example' }), 'aud');
  await assertRefused(await forge({ ...good(), exp: now - 60 }), 'expired');
  await assertRefused(await forge({ ...good(), nbf: now + 60 }), 'not yet');
  await assertRefused(await forge({ ...good(), sid: 7 }), 'sid is no string');
});

test('a token whose session does not exist can write nothing', async () => {
  const token = await forge({ ...good(), sid: 'nothere00000' });
  const reply = await t.request('POST', '/api/v1/components', {
    headers: { authorization: `Bearer ${token}` },
    body: { name: 'API' },
  });
  assert.equal(reply.status, 401);
});

test('a token whose session belongs to another admin can write nothing', async () => {
  const token = await forge({ ...good(), sub: 'nobody000000' });
  const reply = await t.request('POST', '/api/v1/components', {
    headers: { authorization: `Bearer ${token}` },
    body: { name: 'API' },
  });
  assert.equal(reply.status, 401);
});

test('rotating the keys keeps living tokens good, and new ones are signed by the next key', async () => {
  const before = await createKeyring(t.sql, undefined).published();
  const { active } = await rotateKeys(t.sql, undefined);
  assert.equal(active, before[1]?.kid);
  assert.equal((await read(maya.session.access_token)).status, 200);
  const fresh = await forge(good());
  assert.equal((await read(fresh)).status, 200);
  const published = (await t.request<{ keys: JWK[] }>('GET', '/.well-known/jwks.json')).body.keys;
  assert.ok(published.length >= 2);
  assert.ok(published.every((key) => key.d === undefined && key.alg === 'ES256' && key.use === 'sig'));
});

test('with a master key no private key lies open, also those made before', async () => {
  await ensureKeys(t.sql, 'a master key of at least 32 characters');
  const rows = await t.sql<{ private_key: string; is_encrypted: boolean }[]>`
    select private_key, is_encrypted from keys where retired_at is null
  `;
  assert.ok(rows.every((row) => row.is_encrypted && !row.private_key.includes('"d"')));
  await assert.rejects(ensureKeys(t.sql, undefined), /ALLSWELL_MASTER_KEY/);
  await assert.rejects(ensureKeys(t.sql, 'another master key, also long enough'), /another ALLSWELL_MASTER_KEY/);
  await t.sql`delete from keys`;
});

test('while the database is gone tokens are still read, also after one that names an unknown key', async () => {
  const gone = await createTestApp();
  const omar = await setUpAdmin(gone);
  const keyring = createKeyring(gone.sql, undefined);
  const [known] = await keyring.published();
  await gone.sql.end({ timeout: 0 });
  const clock = performance.now;
  performance.now = () => clock.call(performance) + 5_000;
  try {
    await assert.rejects(keyring.verifier('unknown'), { code: 'database-unavailable' });
  } finally {
    performance.now = clock;
  }
  assert.ok(known?.kid && (await keyring.verifier(known.kid)));
  assert.equal(omar.session.token_type, 'Bearer');
  await gone.drop();
});
