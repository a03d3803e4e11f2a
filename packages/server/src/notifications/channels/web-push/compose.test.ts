import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { composePush, type PushPayload, secondsToLive } from './compose.ts';
import { maxPlaintextBytes } from './encrypt.ts';
import { makeNotice, makePlan, type NoticeSketch } from './testing/notice.ts';

const berlin = { locale: 'en', time_zone: 'Europe/Berlin' };

function payloadOf(notice = makeNotice(), to = berlin): PushPayload {
  return JSON.parse(composePush(notice, to).plaintext.toString()) as PushPayload;
}

test('an update says what is wrong, where that stands, and where to read on', () => {
  assert.deepEqual(payloadOf(), {
    title: 'Card payments are failing',
    body: 'Investigating: Some payments are declined. We are looking into it.',
    tag: 'incident1',
    url: 'https://status.fernhill.example/incidents/incident1',
    lang: 'en',
    dir: 'ltr',
    rank: 3,
  });
});

test('subscribers read it in their language, and the link leads to the page in it', () => {
  const bodies = ['de', 'fr', 'es', 'ar', 'de-AT', 'ja'].map((locale) => {
    const { body, lang, dir, url } = payloadOf(makeNotice({ body: 'Text.' }), { ...berlin, locale });
    return [body, lang, dir, new URL(url).search];
  });
  assert.deepEqual(bodies, [
    ['In Untersuchung: Text.', 'de', 'ltr', '?lang=de'],
    ['Analyse en cours : Text.', 'fr', 'ltr', '?lang=fr'],
    ['En investigación: Text.', 'es', 'ltr', '?lang=es'],
    ['قيد التحقيق: Text.', 'ar', 'rtl', '?lang=ar'],
    ['In Untersuchung: Text.', 'de', 'ltr', '?lang=de'],
    ['Investigating: Text.', 'en', 'ltr', ''],
  ]);
});

test('a plan tells its time in the subscriber’s own zone', () => {
  const to = { locale: 'en', time_zone: 'America/New_York' };
  const said = (notice: ReturnType<typeof makePlan>) => payloadOf(notice, to).body.split('\n');
  assert.deepEqual(said(makePlan()), [
    'Planned for Mon 23 Nov, 09:00–10:00 GMT-5',
    'We move the database. Payments pause for a minute.',
  ]);
  assert.match(said(makePlan({ kind: 'reminder' }))[0] ?? '', /^Starts Mon,? 23 Nov, 09:00/);
  assert.match(said(makePlan({ kind: 'rescheduled' }))[0] ?? '', /^Moved to Mon,? 23 Nov, 09:00/);
  assert.match(payloadOf(makePlan(), { ...to, locale: 'ar' }).body, /^الموعد: .*9:00/);
});

test('a maintenance that has begun, is over or is cancelled says so', () => {
  const bodies = [
    makePlan({ incident: { status: 'in_progress' }, body: 'It begins.' }),
    makePlan({ incident: { status: 'completed' }, body: 'All done.' }),
    makePlan({ incident: { cancelled_at: new Date() }, body: 'Not today.' }),
  ].map((notice) => payloadOf(notice).body);
  assert.deepEqual(bodies, ['Under way: It begins.', 'Completed: All done.', 'Cancelled: Not today.']);
});

test('what matters more ranks higher: the worker makes itself heard for it', () => {
  const ranks = [
    makeNotice({ incident: { impact: 'none' } }),
    makeNotice({ incident: { impact: 'minor' } }),
    makeNotice({ incident: { impact: 'major' } }),
    makeNotice({ incident: { impact: 'critical' } }),
    makeNotice({ incident: { impact: 'critical', status: 'resolved' } }),
    makePlan(),
    makePlan({ kind: 'reminder' }),
    makePlan({ incident: { status: 'in_progress' } }),
    makePlan({ incident: { status: 'completed' } }),
  ].map((notice) => payloadOf(notice).rank);
  assert.deepEqual(ranks, [0, 1, 3, 4, 0, 0, 1, 2, 0]);
});

test('only what hurts many wakes a device that saves its battery', () => {
  const urgencies = (['none', 'minor', 'major', 'critical'] as const).map(
    (impact) => composePush(makeNotice({ incident: { impact } }), berlin).urgency,
  );
  assert.deepEqual(urgencies, ['normal', 'normal', 'high', 'high']);
});

test('an incident is kept for a day for whoever is offline, a plan until it comes true', () => {
  const start = new Date('2026-11-23T14:00:00Z');
  const kept = (notice: ReturnType<typeof makeNotice>, now: string) =>
    secondsToLive(composePush(notice, berlin), new Date(now));
  assert.equal(kept(makeNotice(), '2030-01-01T00:00:00Z'), 86_400);
  assert.equal(kept(makePlan({}, start), '2026-11-23T13:00:00Z'), 3_600);
  assert.equal(kept(makePlan({ kind: 'reminder' }, start), '2026-11-23T13:59:59Z'), 60, 'never too short to arrive');
  assert.equal(kept(makePlan({}, start), '2026-01-01T00:00:00Z'), 28 * 86_400, 'never longer than services keep it');
  assert.equal(kept(makePlan({ incident: { status: 'in_progress' } }, start), '2026-11-23T14:00:01Z'), 86_400);
});

test('messages of one incident share a topic, and no two incidents do', () => {
  const topic = (id: string) => composePush(makeNotice({ incident: { id } }), berlin).topic;
  assert.equal(topic('incident1'), topic('incident1'));
  assert.notEqual(topic('incident1'), topic('incident2'));
  assert.match(topic('incident1'), /^[A-Za-z0-9_-]{32}$/);
});

test('a text of any length and script fits, and no sign is cut in two', () => {
  const family = '👩‍👩‍👧‍👦';
  const { body } = payloadOf(makeNotice({ body: family.repeat(1_000) }));
  const [, signs] = /^Investigating: (.*)…$/u.exec(body) ?? [];
  assert.equal(signs?.replaceAll(family, ''), '');

  const units = ['grapheme', 'binary', 'grapheme-composite'] as const;
  const text = fc.oneof(...units.map((unit) => fc.string({ unit, maxLength: 6_000, size: 'max' })));
  const sketch = fc.record({
    body: text,
    incident: fc.record({ name: fc.string({ unit: 'grapheme', maxLength: 200 }) }),
  });
  fc.assert(
    fc.property(sketch, fc.constantFrom('en', 'ar'), (drawn: NoticeSketch, locale) => {
      const { plaintext } = composePush(makeNotice(drawn), { ...berlin, locale });
      assert.ok(plaintext.length <= maxPlaintextBytes, `${plaintext.length} bytes`);
      JSON.parse(plaintext.toString());
    }),
    { numRuns: 60 },
  );
});

test('a text that is too long fills the message to the last bytes', () => {
  const { plaintext } = composePush(makeNotice({ body: 'a'.repeat(25_000) }), berlin);
  assert.equal(plaintext.length, maxPlaintextBytes);
  const one = composePush(makeNotice({ body: `a${'\u0301'.repeat(5_000)}` }), berlin);
  assert.ok(one.plaintext.length < maxPlaintextBytes, 'one sign that is larger than a message is left out');
});
