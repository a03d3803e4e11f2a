import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { until } from '../testing/until.ts';
import { BestCompression } from './background.ts';
import { type Coding, Prepared } from './bytes.ts';

const type = 'application/json; charset=utf-8';
const text = JSON.stringify(
  Array.from({ length: 300 }, (_, index) => ({ id: index, name: `Komponente ${index} — ü` })),
);

const bodyOf = (prepared: Prepared, coding: Coding) => {
  const { body } = prepared.answer(coding, '');
  return typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
};
const headersOf = (flat: string[]): Record<string, string | undefined> =>
  Object.fromEntries(flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]]] : [])));

for (const [size, content] of [
  ['short', text.slice(0, 2_000)],
  ['long', text],
  ['very long', text.repeat(30)],
] as const) {
  test(`a ${size} answer is the same bytes in every coding, before and after the best compression`, async () => {
    const prepared = new Prepared(content, { type });
    const check = () => {
      assert.equal(bodyOf(prepared, 'identity').toString(), content);
      const { headers } = prepared.answer('gzip', '');
      if (headersOf(headers)['Content-Encoding'])
        assert.equal(gunzipSync(bodyOf(prepared, 'gzip')).toString(), content);
      const small = headersOf(prepared.answer('br', '').headers);
      if (small['Content-Encoding']) assert.equal(brotliDecompressSync(bodyOf(prepared, 'br')).toString(), content);
    };
    check();
    await prepared.improve();
    check();
    for (const coding of ['gzip', 'br'] as const) {
      const { headers } = prepared.answer(coding, '');
      assert.equal(headersOf(headers)['Content-Encoding'], coding);
      assert.equal(headersOf(headers)['Content-Length'], String(bodyOf(prepared, coding).length));
    }
  });
}

test('what compression would make longer is sent as it is, under the tag of what is sent', () => {
  const noise = new Prepared(randomBytes(1_000), { type });
  assert.equal(headersOf(noise.answer('br', '').headers)['Content-Encoding'], undefined);
  assert.equal(noise.tagOf('br'), noise.tagOf('identity'));
  assert.ok(noise.notModified('br', noise.tagOf('br'), ''));
});

test('every representation has a tag of its own, and equal content has equal tags', async () => {
  const one = new Prepared(text, { type });
  const quick = (['identity', 'gzip', 'br'] as const).map((coding) => one.tagOf(coding));
  await one.improve();
  const best = (['gzip', 'br'] as const).map((coding) => one.tagOf(coding));
  assert.equal(new Set([...quick, ...best]).size, 5);
  const other = new Prepared(text, { type });
  assert.equal(other.tagOf('br'), quick[2]);
  assert.ok(other.notModified('br', best[1] ?? '', ''), 'who read the best bytes elsewhere has the news');
  assert.equal(other.notModified('gzip', best[1] ?? '', ''), undefined, 'and it was another representation');
  assert.notEqual(new Prepared(`${text} `, { type }).tagOf('identity'), quick[0]);
});

test('the proof of freshness is renewed in every answer without making the lists again', () => {
  const prepared = new Prepared(text, { type, proven: true });
  const first = prepared.answer('br', 'Sun, 22 Nov 2026 14:36:00 GMT').headers;
  assert.equal(headersOf(first)['Allswell-Verified-At'], 'Sun, 22 Nov 2026 14:36:00 GMT');
  const second = prepared.answer('br', 'Sun, 22 Nov 2026 14:36:01 GMT').headers;
  assert.equal(second, first);
  assert.equal(headersOf(second)['Allswell-Verified-At'], 'Sun, 22 Nov 2026 14:36:01 GMT');
  const unchanged = prepared.notModified('gzip', '*', 'Sun, 22 Nov 2026 14:36:02 GMT') ?? [];
  assert.equal(headersOf(unchanged)['Allswell-Verified-At'], 'Sun, 22 Nov 2026 14:36:02 GMT');
});

test('better compression waits until it is quiet, and forgets what was replaced', async () => {
  const compression = new BestCompression(1);
  const [old, fresh, later] = Array.from({ length: 3 }, () => new Prepared(text, { type }));
  assert.ok(old && fresh && later);
  compression.replace([old]);
  compression.replace([fresh]);
  compression.add(later);
  await until(() => assert.doesNotMatch(later.tagOf('br'), /quick/));
  assert.doesNotMatch(fresh.tagOf('br'), /quick/);
  assert.match(old.tagOf('br'), /quick/);
  compression.close();
});
