import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { adoptNrql, checkNrql } from './check-nrql.ts';
import { UnreadableQuery } from './tokenize-nrql.ts';

const good = [
  'SELECT average(duration) * 1000 FROM Transaction',
  "select count(*) from Transaction where appName = 'Fernhill'",
  "FROM Transaction SELECT percentage(count(*), WHERE error IS true) WHERE appName = 'a, b; SINCE -- FACET'",
  "SELECT (count(apm.service.error.count) / count(apm.service.transaction.duration)) * 100 AS 'Error %' FROM Metric",
  'SELECT apdex(duration, t: 0.5) FROM Transaction WHERE `since` = 1 AND limit >= 2 AND order != 3',
  "SELECT filter(count(*), WHERE name LIKE '%it\\'s%') FROM Transaction WHERE a IN ('''', \"FACET\")",
  'SELECT latest(cpuPercent) AS limit FROM SystemSample EXTRAPOLATE',
  "SELECT uniqueCount(user) FROM PageView, Transaction WHERE city = 'Zürich' AND x = '😀'",
];

test('one figure of one SELECT is taken as it is written', () => {
  for (const nrql of good) assert.equal(checkNrql(nrql), nrql);
});

test('comments and the ends of lines leave a blank, so that nothing is hidden behind them', () => {
  assert.equal(
    checkNrql(
      'SELECT count(*) -- all of them\n\tFROM/**/Transaction // since ever\r\n WHERE a=1 /* SINCE 1 day ago */ ;',
    ),
    'SELECT count(*) FROM Transaction WHERE a=1',
  );
});

test('each query that is not one figure is refused with what to change', () => {
  const refused: [string, RegExp][] = [
    ['', /Begin with SELECT/],
    ['SHOW EVENT TYPES', /Begin with SELECT/],
    ['DELETE FROM Transaction', /Begin with SELECT/],
    ["'SELECT' count(*) FROM Transaction", /Begin with SELECT/],
    ['FROM Transaction', /Write a SELECT/],
    ['SELECT count(*)', /behind FROM/],
    ['SELECT count(*) FROM Transaction FROM Span', /one FROM/],
    ['SELECT count(*) FROM Transaction; SELECT count(*) FROM Span', /second one behind the “;”/],
    ['SELECT count(*) FROM Transaction SELECT count(*) FROM Span', /one SELECT/],
    ['SELECT count(*) FROM (SELECT count(*) FROM Transaction)', /one SELECT/],
    ['SELECT * FROM Transaction', /by a function/],
    ['SELECT duration FROM Transaction', /by a function/],
    ['SELECT count(*), average(duration) FROM Transaction', /second one behind the “,”/],
    ['SELECT uniques(appName) FROM Transaction', /one number/],
    ['SELECT histogram(duration) FROM Transaction', /one number/],
    ['SELECT count(*) FROM Transaction SINCE 1 day ago', /Leave out SINCE/],
    ['SELECT count(*) FROM Transaction until now', /Leave out UNTIL/],
    ['SELECT count(*) FROM Transaction TIMESERIES', /Leave out TIMESERIES/],
    ['SELECT count(*) FROM Transaction LIMIT 5', /Leave out LIMIT/],
    ['SELECT count(*) FROM Transaction FACET appName', /Leave out FACET/],
    ['SELECT count(*) FROM Transaction COMPARE WITH 1 day ago', /Leave out COMPARE WITH/],
    ['SELECT count(*) FROM Transaction ORDER BY x', /Leave out ORDER BY/],
    ["SELECT count(*) FROM Transaction WITH TIMEZONE 'UTC'", /Leave out WITH/],
    ['SELECT count(* FROM Transaction', /Close every “\(”/],
    ['SELECT count(*)) FROM Transaction', /Take away the “\)”/],
    ["SELECT count(*) FROM Transaction WHERE a = 'b", /Close the text that begins with '/],
    ['SELECT count(*) FROM Transaction /* SINCE', /End the comment/],
    [`SELECT count(*) FROM Transaction WHERE a = '${'x'.repeat(4_000)}'`, /at most 4,000/],
  ];
  for (const [nrql, says] of refused)
    assert.throws(
      () => checkNrql(nrql),
      (error) => error instanceof UnreadableQuery && says.test(error.message),
      nrql,
    );
});

test('of a query that New Relic wrote for its charts, time and rows are left out', () => {
  assert.equal(
    adoptNrql(
      "SELECT average(a) AS 'Response time' FROM Metric WHERE (entity.guid = 'x') LIMIT MAX SINCE 1 hour ago UNTIL now TIMESERIES AUTO",
    ),
    "SELECT average(a) AS 'Response time' FROM Metric WHERE (entity.guid = 'x')",
  );
  assert.equal(
    adoptNrql('FROM Metric SELECT count(a) TIMESERIES 1 minute WHERE b = 1'),
    'FROM Metric SELECT count(a) WHERE b = 1',
  );
  assert.throws(() => adoptNrql('SELECT count(*) FROM Metric FACET entity.name'), UnreadableQuery);
});

test('whatever is written is taken or refused, and what is taken is taken again as it is', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...['SELECT', 'FROM', 'WHERE', 'SINCE', 'FACET', 'AS', "'", '"', '`', '\\', '(', ')', ',', ';', '--', '/*'],
    ),
    fc.constantFrom(
      ...['*/', '\n', ' ', 'count(*)', 'Transaction', '1 day ago', 'TIMESERIES', "it''s", '😀', '\u2028', '//'],
    ),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.boolean(), (pieces, isGood) => {
      const text = `${isGood ? 'SELECT count(*) FROM Transaction ' : ''}${pieces.join(' ')}`;
      for (const read of [checkNrql, adoptNrql]) {
        let taken: string;
        try {
          taken = read(text);
        } catch (error) {
          assert.ok(error instanceof UnreadableQuery, String(error));
          continue;
        }
        assert.equal(checkNrql(taken), taken);
        assert.doesNotMatch(taken, /\n/.test(text) && !/['"`]/.test(text) ? /\n/ : /^$/);
      }
    }),
    { numRuns: 2_000 },
  );
});

test('a text that was made to take long takes no time', () => {
  const texts = [
    '('.repeat(4_000),
    "'".repeat(4_000),
    "\\'".repeat(2_000),
    '/*'.repeat(2_000),
    'SINCE '.repeat(660),
    'a,'.repeat(2_000),
  ];
  for (const text of texts) {
    const begun = performance.now();
    for (const read of [checkNrql, adoptNrql]) {
      try {
        read(`SELECT count(*) FROM ${text}`.slice(0, 4_000));
      } catch (error) {
        assert.ok(error instanceof UnreadableQuery);
      }
    }
    assert.ok(performance.now() - begun < 2_000, text.slice(0, 6));
  }
});
