import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import { bumpSeq } from '../db/page-state.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { until } from '../testing/until.ts';
import { readBundles } from './bundles.ts';
import { publicUrl, type ServedPage, servePage } from './testing/serve-page.ts';

let database: TestDatabase;
let served: ServedPage;
const folder = temporaryFolder();
interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose?: string;
}
const apple: Icon = { src: '/apple-touch-icon.png', sizes: '180x180', type: 'image/png' };
const script = (name: string) => `console.log(${JSON.stringify(name.repeat(40))});\n`;

/** A built package: its files and the manifest that names them. */
function build(name: string, files: Record<string, string>) {
  const dist = path.join(folder.path, name);
  mkdirSync(dist);
  for (const file of Object.values(files))
    writeFileSync(path.join(dist, file), file === 'sw.js' ? workerSource : script(file));
  writeFileSync(path.join(dist, 'manifest.json'), JSON.stringify({ version: '1.2.3', inputs: 'x', files }));
  return readBundles(dist);
}

const widgetFiles = {
  embed: 'embed.js',
  banner: 'banner-1a2b3c4d.js',
  single: 'status-banner.js',
  page: 'page-5e6f7a8b.js',
};
const workerSource = `importing('__ALLSWELL_PAGE__');${'\n'.repeat(300)}`;

before(async () => {
  database = await createTestDatabase();
  const bundles = {
    widget: build('widget', { ...widgetFiles, worker: 'sw.js' }),
    admin: build('admin', { admin: 'admin-9c0d1e2f.js' }),
  };
  served = await servePage({ sql: database.sql, bundles });
});
after(async () => {
  await served.close();
  await database.drop();
  folder[Symbol.dispose]();
});

test('embed.js is for every page, kept for minutes', async () => {
  const { status, headers, text } = await served.ask('/embed.js');
  assert.equal(status, 200);
  assert.equal(text, script('embed.js'));
  assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
  assert.equal(headers['cache-control'], 'public, max-age=300, stale-while-revalidate=86400');
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  assert.equal(headers['allswell-verified-at'], undefined);
  assert.equal((await served.ask('/embed.js', { 'if-none-match': headers.etag ?? '' })).status, 304);
});

test('pinned and hashed addresses are the same for ever', async () => {
  const addresses = [
    ...Object.values(widgetFiles).map((file) => `/widget/1.2.3/${file}`),
    '/assets/banner-1a2b3c4d.js',
    '/assets/page-5e6f7a8b.js',
    '/assets/admin-9c0d1e2f.js',
  ];
  for (const address of addresses) {
    const { status, headers, text } = await served.ask(address);
    assert.equal(status, 200, address);
    assert.equal(text, script(path.basename(address)));
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(headers['access-control-allow-origin'], '*');
    assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  }
});

test('a name without a hash is pinned by its version only, and other versions are not here', async () => {
  for (const address of [
    '/assets/embed.js',
    '/assets/status-banner.js',
    '/widget/1.2.2/embed.js',
    '/assets/../manifest.json',
  ]) {
    assert.equal((await served.ask(address)).status, 404, address);
  }
});

test('bundles are compressed as well as can be, soon after the start', async () => {
  await until(async () => {
    const { headers, body } = await served.ask('/embed.js', { 'accept-encoding': 'br' });
    assert.match(headers.etag ?? '', /-br"$/);
    assert.equal(brotliDecompressSync(body).toString(), script('embed.js'));
  });
});

test('the panel’s shell holds nothing but the panel, is kept by nobody and framed by nobody', async () => {
  for (const address of ['/admin', '/admin/', '/admin?x=1']) {
    const { status, headers, text } = await served.ask(address);
    assert.equal(status, 200);
    assert.equal(headers['cache-control'], 'no-store');
    const policy = String(headers['content-security-policy']);
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self'/);
    assert.match(policy, /frame-ancestors 'none'/);
    assert.match(policy, /require-trusted-types-for 'script'/);
    assert.doesNotMatch(policy, /unsafe/);
    assert.match(text, /<status-admin locale="auto"><\/status-admin>/);
    assert.match(text, /<script type="module" src="\/assets\/admin-9c0d1e2f\.js"><\/script>/);
    assert.match(text, /<meta name="robots" content="noindex">/);
  }
});

test('the push worker knows where it is from, may rule the whole origin, and is never kept for long', async () => {
  const { status, headers, text } = await served.ask('/sw.js');
  assert.equal(status, 200);
  assert.match(text, new RegExp(`^importing\\('${publicUrl}'\\);`));
  assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
  assert.equal(headers['service-worker-allowed'], '/');
  assert.equal(headers['cache-control'], 'public, max-age=300');
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin', 'apps import it');
  assert.equal((await served.ask('/widget/1.2.3/sw.js')).status, 404, 'it is nobody else’s');
});

test('the page can be put on a home screen, under its name and with icons of every kind', async () => {
  const { status, headers, text } = await served.ask('/manifest.webmanifest');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'application/manifest+json');
  const manifest = JSON.parse(text) as { name: string; start_url: string; display: string; icons: Icon[] };
  assert.equal(manifest.start_url, '/');
  assert.equal(manifest.display, 'standalone');
  for (const { src, sizes, type } of [...manifest.icons, apple]) {
    const icon = await served.ask(src);
    assert.equal(icon.status, 200, src);
    assert.equal(icon.headers['content-type'], type);
    if (type !== 'image/png') continue;
    assert.equal(icon.body.subarray(1, 4).toString(), 'PNG');
    assert.equal(`${icon.body.readUInt32BE(16)}x${icon.body.readUInt32BE(20)}`, sizes, src);
  }
  assert.ok(manifest.icons.some(({ purpose }) => purpose === 'maskable'));
  assert.match((await served.ask('/')).text, /<link rel="manifest" href="\/manifest\.webmanifest">/);
});

test('the manifest follows the settings', async () => {
  await database.sql`update settings set name = 'Fernhill', default_language = 'ar', languages = '{ar}', theme = 'dark'`;
  await database.sql.begin((tx) => bumpSeq(tx));
  await until(async () => {
    const manifest = JSON.parse((await served.ask('/manifest.webmanifest')).text) as Record<string, unknown>;
    assert.equal(manifest['name'], 'Fernhill');
    assert.equal(manifest['dir'], 'rtl');
    assert.equal(manifest['theme_color'], '#11141a');
  });
});

test('icons and robots.txt are there', async () => {
  assert.match((await served.ask('/favicon.svg')).text, /^<svg xmlns/);
  assert.equal((await served.ask('/favicon.svg')).headers['content-type'], 'image/svg+xml');
  const ico = await served.ask('/favicon.ico');
  assert.deepEqual([...ico.body.subarray(0, 6)], [0, 0, 1, 0, 1, 0]);
  const robots = await served.ask('/robots.txt');
  assert.equal(robots.headers['content-type'], 'text/plain; charset=utf-8');
  assert.match(robots.text, /^Disallow: \/admin$/m);
});

test('before the bundles were built, what needs them says so and the page works without', async () => {
  await using bare = await servePage({ sql: database.sql, bundles: { widget: undefined, admin: undefined } });
  for (const address of ['/embed.js', '/admin']) {
    const { status, text } = await bare.ask(address);
    assert.equal(status, 503, address);
    assert.match(text, /npm run build/);
  }
  const { status, text } = await bare.ask('/');
  assert.equal(status, 200);
  assert.doesNotMatch(text, /<script type="module"/);
});
