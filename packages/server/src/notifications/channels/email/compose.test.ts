import assert from 'node:assert/strict';
import { test } from 'node:test';
import { incidentStatuses, maintenanceStatuses } from '@allswell/protocol';
import { makeMaintenanceNotice, makeNotice, makeNoticeUpdate } from '../../../testing/notice-content.ts';
import type { NoticeContent } from '../../channel.ts';
import { composeLetter } from './compose-letter.ts';
import { composeNotice } from './compose-notice.ts';
import { toHtml } from './to-html.ts';
import { toPlain } from './to-plain.ts';
import { mailWords, tongueFor } from './words.ts';

const languages = Object.keys(mailWords);

function compose(notice: NoticeContent, lang = 'en', timeZone = 'Europe/Berlin', followsOne = false) {
  return composeNotice(notice, { tongue: tongueFor(lang), timeZone, followsOne });
}

/** Asserts that the texts stand in this order. */
function inOrder(text: string, ...parts: string[]): void {
  const places = parts.map((part) => text.indexOf(part));
  for (const [index, place] of places.entries()) assert.ok(place >= 0, `“${parts[index]}” is not in:\n${text}`);
  assert.deepEqual(
    places,
    places.toSorted((one, other) => one - other),
    text,
  );
}

const order = [
  'We know the cause and are working on it',
  'Card payments are declined',
  'Began',
  'Sunday, 22 November 2026 at 14:02 CET',
  'Our card processor refuses about',
  'Posted',
  'Checkout',
  'Partial outage',
  'Earlier',
  '22 Nov, 14:05 · Investigating',
  'See it on the status page',
  'Choose what you are told',
  'Unsubscribe',
];

test('both forms say it in the order of the page: the state in words, what, when, the message, what is affected, what was said before, links', () => {
  const mail = compose(makeNotice());
  inOrder(toPlain(mail), ...order);
  inOrder(toHtml(mail).replace(/[\s\S]*<h1/, '<h1'), ...order);
});

test('what stands around a name of another language’s making is right in every language', () => {
  assert.match(toPlain(compose(makeNotice(), 'de')), /Zeitzone: Mitteleuropäische Zeit \(Europe\/Berlin\)\./);
  const french = toPlain(compose(makeNotice(), 'fr', 'Europe/Paris'));
  assert.match(french, /Fuseau horaire\u00a0: heure d’Europe centrale \(Europe\/Paris\)\./);
  // Addresses and times of day have colons of their own.
  const colons = french.match(/^.*\D:$/gm) ?? [];
  assert.ok(colons.length >= 4, french);
  for (const line of colons) assert.match(line, /\u00a0:$/);
});

test('times are the subscriber’s, and the zone is said with each and in full at the end', () => {
  const tokyo = toPlain(compose(makeNotice(), 'en', 'Asia/Tokyo'));
  assert.match(tokyo, /Began: Sunday, 22 November 2026 at 22:02 GMT\+9/);
  assert.match(tokyo, /Times are in Japan (Standard )?Time \(Asia\/Tokyo\)\./);
  assert.match(toPlain(compose(makeNotice(), 'en-US', 'America/New_York')), /Sunday, November 22, 2026 at 8:02 AM EST/);
  assert.match(toPlain(compose(makeNotice(), 'de')), /Sonntag, 22\. November 2026 um 14:02 MEZ/);
  assert.match(toPlain(compose(makeNotice(), 'en', 'UTC')), /Times are in UTC\./);
  assert.match(toPlain(compose(makeNotice(), 'en', 'Mars/Olympus')), /13:02 UTC/);
});

test('a range over a change of clocks names both zones, each where it counts', () => {
  const notice = makeMaintenanceNotice({
    incident: {
      scheduled_for: new Date('2026-10-25T00:30:00Z'),
      scheduled_until: new Date('2026-10-25T02:30:00Z'),
    },
  });
  assert.match(
    toPlain(compose(notice)),
    /When: Sunday,? 25 October 2026 at 02:30 CEST to Sunday,? 25 October 2026 at 03:30 CET/,
  );
});

test('an incident in each of its statuses says what that means, in five languages', () => {
  for (const lang of languages) {
    const said = incidentStatuses.map(
      (status) =>
        compose(makeNotice({ update: makeNoticeUpdate(status, 'Text.', '2026-11-22T14:00:00Z') }), lang).headline,
    );
    assert.equal(new Set(said).size, incidentStatuses.length, lang);
    assert.deepEqual(
      said,
      incidentStatuses.map((status) => tongueFor(lang).words.incident[status]),
    );
  }
});

test('a maintenance in each of its statuses, reminded of, moved and called off says what that means, in five languages', () => {
  for (const lang of languages) {
    const said = [
      ...maintenanceStatuses.map((status) =>
        makeMaintenanceNotice({ update: makeNoticeUpdate(status, 'Text.', '2026-11-22T14:00:00Z') }),
      ),
      makeMaintenanceNotice({ kind: 'reminder' }),
      makeMaintenanceNotice({ kind: 'rescheduled', moved_from: new Date('2026-11-23T01:00:00Z') }),
      makeMaintenanceNotice({
        incident: { cancelled_at: new Date('2026-11-23T01:00:00Z') },
        update: makeNoticeUpdate('completed', 'We do not need it.', '2026-11-23T01:00:00Z'),
      }),
    ].map((notice) => compose(notice, lang).headline);
    assert.equal(new Set(said).size, maintenanceStatuses.length + 3, lang);
  }
});

test('a maintenance that was moved says when it is now, and when it was to be', () => {
  const text = toPlain(
    compose(makeMaintenanceNotice({ kind: 'rescheduled', moved_from: new Date('2026-11-23T01:00:00Z') })),
  );
  inOrder(
    text,
    'Maintenance has a new time',
    'When: Tuesday, 24 November 2026, 02:00–04:00 CET',
    'Before it was: Monday, 23 November 2026 at 02:00 CET',
  );
});

test('what is over says when it began and when it ended; a postmortem as well', () => {
  for (const status of ['resolved', 'postmortem']) {
    const notice = makeNotice({
      incident: { resolved_at: new Date('2026-11-22T15:20:00Z') },
      update: makeNoticeUpdate(status, 'It works.', '2026-11-22T15:20:00Z'),
    });
    const mail = compose(notice);
    inOrder(
      toPlain(mail),
      'Began: Sunday, 22 November 2026 at 14:02 CET',
      'Ended: Sunday, 22 November 2026 at 16:20 CET',
    );
    assert.equal(mail.tone, 'none');
  }
});

test('the subject is the same for all news of an incident; the state stands beside it in the preheader', () => {
  const statuses = ['investigating', 'monitoring', 'resolved'].map((status) =>
    compose(makeNotice({ update: makeNoticeUpdate(status, 'What is new.', '2026-11-22T14:00:00Z') })),
  );
  assert.deepEqual(new Set(statuses.map(({ subject }) => subject)), new Set(['[Fernhill] Card payments are declined']));
  assert.equal(new Set(statuses.map(({ preheader }) => preheader)).size, 3);
  for (const { preheader, headline } of statuses) assert.ok(preheader.startsWith(`${headline}. What is new.`));
});

test('a status that nobody has words for yet is news', () => {
  const mail = compose(makeNotice({ update: makeNoticeUpdate('paused', 'Text.', '2026-11-22T14:00:00Z') }));
  assert.equal(mail.headline, 'There is news');
});

test('who follows one incident is told that this is why', () => {
  assert.match(
    toPlain(compose(makeNotice(), 'en', 'UTC', true)),
    /You follow this incident of Fernhill until it is over\./,
  );
  assert.match(toPlain(compose(makeMaintenanceNotice(), 'en', 'UTC', true)), /You follow this maintenance of Fernhill/);
  assert.match(toPlain(compose(makeNotice())), /You asked for news of Fernhill at this address\./);
});

test('links lead to the public address only, whatever the incident says of itself', () => {
  const notice = makeNotice({ incident: { shortlink: 'https://evil.example/incidents/1' } });
  assert.doesNotMatch(toHtml(compose(notice)) + toPlain(compose(notice)), /evil\.example/);
});

test('HTML brings nothing from outside: no images, scripts, fonts, forms or style sheets', () => {
  const markup = toHtml(compose(makeNotice()));
  assert.doesNotMatch(markup, /<(img|script|link|iframe|form|object|video|svg)\b|url\(|@import|src=/i);
  assert.match(markup, /color-scheme/);
});

test('Arabic is written from right to left', () => {
  const markup = toHtml(compose(makeNotice(), 'ar'));
  assert.match(markup, /<html lang="ar" dir="rtl">/);
  assert.match(markup, /align="right"/);
});

for (const kind of ['confirm', 'already', 'invite', 'reset', 'test'] as const) {
  test(`the letter “${kind}” says what it is, has one link of its own, and what to do if it was not you`, () => {
    for (const lang of languages) {
      const link = 'https://status.fernhill.example/somewhere/TOKEN';
      const mail = composeLetter(kind, {
        tongue: tongueFor(lang),
        page: 'Fernhill',
        url: 'https://status.fernhill.example',
        link,
      });
      const text = toPlain(mail);
      assert.equal(text.split(link).length, 2);
      assert.ok(text.includes(mail.tongue.words.letters[kind].note));
      assert.ok(toHtml(mail).includes(`href="${link}"`));
    }
  });
}
