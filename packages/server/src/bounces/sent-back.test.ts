import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { openReturnPaths, type ReturnPaths } from '../notifications/channels/email/return-path.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { readSentBack } from './read-dsn.ts';
import { takeSentBack } from './take-sent-back.ts';

const bounceDomain = 'bounces.fernhill.example';
let database: TestDatabase;
let returnPaths: ReturnPaths;
before(async () => {
  database = await createTestDatabase();
  returnPaths = await openReturnPaths(database.sql, undefined);
});
after(() => database.drop());

let people = 0;
async function subscriber(): Promise<{ address: string; returnPath: string }> {
  const address = `ben${people++}@people.example`;
  const [row] = await database.sql<{ id: string }[]>`
    insert into subscriptions (channel, address, address_key, destination, locale, time_zone, state, source, confirmed_at)
    values ('email', ${address}, ${address}, 'people.example', 'en', 'UTC', 'confirmed', 'page', now())
    returning id
  `;
  assert.ok(row);
  return { address, returnPath: returnPaths.addressFor(row.id, bounceDomain) };
}

interface Story {
  head?: string[];
  to?: string;
  recipient?: string;
  action?: string;
  status?: string;
  diagnosis?: string;
  /** Blocks of further recipients. */
  more?: string[][];
}

/** A report in the shape of RFC 3464, appendix E, as an MTA of our own invention writes it. */
function reportOf({
  head = [],
  to = 'x@y.example',
  recipient,
  action = 'failed',
  status,
  diagnosis,
  more = [],
}: Story): string {
  const block = [
    ...(recipient === undefined ? [] : [`Final-Recipient: rfc822; ${recipient}`]),
    `Action: ${action}`,
    ...(status === undefined ? [] : [`Status: ${status}`]),
    'Remote-MTA: dns; mx.people.example',
    ...(diagnosis === undefined ? [] : [`Diagnostic-Code: smtp; ${diagnosis}`]),
  ];
  return [
    ...head,
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.fernhill.example (Mail Delivery System)',
    `To: ${to}`,
    'Subject: Undelivered Mail Returned to Sender',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4C1A2.1795000000/mx.fernhill.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4C1A2.1795000000/mx.fernhill.example',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'I could not hand over your message. Final-Recipient: rfc822; nobody@nowhere.example',
    '',
    '--4C1A2.1795000000/mx.fernhill.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.fernhill.example',
    'Arrival-Date: Sun, 22 Nov 2026 10:00:00 +0000 (UTC)',
    '',
    ...block,
    ...more.flatMap((lines) => ['', ...lines]),
    '',
    '--4C1A2.1795000000/mx.fernhill.example',
    'Content-Type: message/rfc822',
    '',
    'From: Fernhill Status <status@fernhill.example>',
    'To: someone.else@people.example',
    'Content-Type: message/delivery-status',
    '',
    'Final-Recipient: rfc822; planted@people.example',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--4C1A2.1795000000/mx.fernhill.example--',
    '',
  ].join('\r\n');
}

const take = (mail: string, domain: string | undefined = bounceDomain) =>
  takeSentBack(database.sql, mail, { masterKey: undefined, bounceDomain: domain });
const takeWithoutDomain = (mail: string) =>
  takeSentBack(database.sql, mail, { masterKey: undefined, bounceDomain: undefined });
const reasonOf = async (address: string) => {
  const [row] = await database.sql<{ reason: string; detail: string }[]>`
    select reason, detail from suppressions where address_key = ${address}
  `;
  return row && { ...row };
};
const dead = {
  status: '5.1.1',
  diagnosis: '550 5.1.1 <gone@people.example>:\r\n    Recipient address rejected: unknown user',
};

const ways: [string, (returnPath: string) => Story][] = [
  ['To', (path) => ({ to: `<${path}>` })],
  ['Delivered-To', (path) => ({ head: [`Delivered-To: ${path}`] })],
  ['X-Original-To', (path) => ({ head: [`X-Original-To: ${path}`] })],
  ['Envelope-To, in capitals', (path) => ({ head: [`Envelope-to: ${path.toUpperCase()}`] })],
  ['To, with a name before it', (path) => ({ to: `"Fernhill, Status" <${path}>` })],
];
for (const [name, story] of ways) {
  test(`a report is matched by the return path in ${name}, whomever it says that it was for`, async () => {
    const { address, returnPath } = await subscriber();
    const other = await subscriber();
    assert.equal(await take(reportOf({ ...dead, recipient: other.address, ...story(returnPath) })), 'suppressed');
    assert.deepEqual(await reasonOf(address), {
      reason: 'bounced',
      detail: '550 5.1.1 <gone@people.example>: Recipient address rejected: unknown user',
    });
    assert.equal(await reasonOf(other.address), undefined);
    assert.equal(await reasonOf('planted@people.example'), undefined);
  });
}

test('a report that anybody could have written, naming an address but no return path of ours, changes nothing', async () => {
  const { address, returnPath } = await subscriber();
  const forged = returnPath.replace(/.(?=@)/, (digit) => (digit === '0' ? '1' : '0'));
  for (const to of ['postmaster@fernhill.example', `bounce+1@${bounceDomain}`, forged])
    assert.equal(await take(reportOf({ ...dead, to, recipient: address })), 'not ours');
  assert.equal(await reasonOf(address), undefined);
});

test('where there is no domain for bounces, the address that a report names has to be that of a subscriber', async () => {
  const { address } = await subscriber();
  const two = {
    recipient: 'stranger@elsewhere.example',
    more: [[`Final-Recipient: RFC822;<${address}>`, 'Action: failed', 'Status: 5.1.1']],
  };
  assert.equal(await takeWithoutDomain(reportOf({ ...dead, ...two })), 'suppressed');
  assert.equal((await reasonOf(address))?.reason, 'bounced');
  assert.equal(await reasonOf('stranger@elsewhere.example'), undefined);
  assert.equal(await takeWithoutDomain(reportOf({ ...dead, recipient: 'stranger@elsewhere.example' })), 'not ours');
});

const statuses: [string | undefined, string | undefined, 'suppressed' | 'counted'][] = [
  ['5.1.1', undefined, 'suppressed'],
  ['5.1.2', undefined, 'suppressed'],
  ['5.1.10', undefined, 'suppressed'],
  ['5.2.1', undefined, 'suppressed'],
  ['5.4.4', undefined, 'suppressed'],
  ['5.0.0', undefined, 'suppressed'],
  ['5.0.0 (permanent failure)', '550 no such user', 'suppressed'],
  [undefined, '550 no such user', 'suppressed'],
  [undefined, '550 5.1.1 no such user', 'suppressed'],
  ['5.0.0', '552 5.2.2 mailbox full', 'counted'],
  ['5.1.8', undefined, 'counted'],
  ['5.2.2', undefined, 'counted'],
  ['5.3.4', undefined, 'counted'],
  ['5.4.7', undefined, 'counted'],
  ['5.7.1', '554 5.7.1 refused by policy', 'counted'],
  ['5.7.26', undefined, 'counted'],
  ['4.2.2', undefined, 'counted'],
  ['4.4.7', '451 4.4.7 expired', 'counted'],
  [undefined, '421 later', 'counted'],
  [undefined, undefined, 'counted'],
  ['rubbish', 'rubbish', 'counted'],
];
for (const [status, diagnosis, expected] of statuses) {
  test(`status ${status ?? 'missing'}${diagnosis ? ` with "${diagnosis}"` : ''} is ${expected}`, async () => {
    const { address, returnPath } = await subscriber();
    const story = { to: returnPath, recipient: address, ...(status && { status }), ...(diagnosis && { diagnosis }) };
    assert.equal(await take(reportOf(story)), expected);
  });
}

test('a delay, a relay and a receipt are no failures', async () => {
  const { address, returnPath } = await subscriber();
  for (const action of ['delayed', 'relayed', 'delivered', 'expanded'])
    assert.equal(await take(reportOf({ to: returnPath, recipient: address, action, status: '4.4.1' })), 'not ours');
  assert.equal(await reasonOf(address), undefined);
});

test('five passing troubles suppress, and the same report counts once', async () => {
  const { address, returnPath } = await subscriber();
  const trouble = (n: number) =>
    reportOf({ to: returnPath, recipient: address, status: '4.2.2', diagnosis: `452 box full ${n}` });
  for (const n of [1, 2, 3, 4]) assert.equal(await take(trouble(n)), 'counted');
  assert.equal(await take(trouble(4)), 'known');
  assert.equal(await take(trouble(5)), 'suppressed');
});

test('a complaint that a mailbox provider passes on is one, if it came to a return path of ours or from under it', async () => {
  const complaint = (head: string[], fields: string[]) =>
    [
      ...head,
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain',
      '',
      'This is an email abuse report.',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      ...fields,
      '',
      '--b',
      'Content-Type: message/rfc822',
      '',
      'Subject: Slow answers',
      '',
      '--b--',
      '',
    ].join('\n');
  const ana = await subscriber();
  const abuse = [
    'Feedback-Type: abuse',
    'User-Agent: Provider/1',
    'Version: 1',
    `Original-Mail-From: <${ana.returnPath}>`,
  ];
  assert.equal(await take(complaint(['To: abuse@fernhill.example'], abuse)), 'suppressed');
  assert.equal((await reasonOf(ana.address))?.reason, 'complained');
  const ben = await subscriber();
  const fine = ['Feedback-Type: not-spam', 'Version: 1', `Original-Mail-From: <${ben.returnPath}>`];
  assert.equal(await take(complaint([`To: ${ben.returnPath}`], fine)), 'not ours');
  assert.equal(await reasonOf(ben.address), undefined);
});

test('mail that is no report is left alone, also when it comes to a return path', async () => {
  const { returnPath } = await subscriber();
  for (const mail of [
    `To: ${returnPath}\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nI am away. Status: 5.1.1\n`,
    `To: ${returnPath}\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b--\n`,
    `To: ${returnPath}\nContent-Type: multipart/report\n\nno boundary`,
    `To: ${returnPath}`,
    'x',
    '\n\n\n',
    `${'Content-Type: multipart/mixed; boundary=b\n\n--b\n'.repeat(500)}`,
    `To: ${'a@b.example, '.repeat(100_000)}\n\n`,
  ])
    assert.equal(await take(mail), 'no report');
});

test('whatever is cut from a report, or stands in it, it is read or left', async () => {
  const { address, returnPath } = await subscriber();
  const whole = reportOf({ ...dead, to: returnPath, recipient: address });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length),
      fc.nat(400),
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\r\n\r\n', '\0', '--', ':', ';'.repeat(999), '<'.repeat(9_999)),
      ),
      async (from, length, instead) => {
        const sentBack = await readSentBack(whole.slice(0, from) + instead + whole.slice(from + length));
        for (const report of sentBack?.reports ?? [])
          assert.ok(report.detail === null || !/[\r\n]/.test(report.detail));
      },
    ),
    { numRuns: 500 },
  );
});
