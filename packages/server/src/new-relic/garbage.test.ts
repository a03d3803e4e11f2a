import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { inspect } from 'node:util';
import { MetricError, type Wanted } from '../metrics/source.ts';
import { createNewRelic, type NewRelic } from './create-new-relic.ts';

// Every part of every answer is left out, made null and given another type.

const until = new Date('2026-11-22T10:20:30Z');
const at = (minute: number) => Date.parse('2026-11-22T10:15:00Z') / 1_000 + minute * 60;
const wanted: Wanted = {
  since: new Date('2026-11-22T10:15:00Z'),
  until,
  stepSeconds: 60,
  signal: new AbortController().signal,
};

let server: Server;
let answer: unknown = {};
let client: NewRelic;
before(async () => {
  server = createServer((req, res) => {
    req.resume();
    res.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const upstreams = new Map([
    ['https://api.newrelic.com', `http://127.0.0.1:${(server.address() as AddressInfo).port}`],
  ]);
  const newRelic = { apiKey: 'NRAK-GARBAGE-0001', accountId: 7, region: 'us' as const };
  client = createNewRelic({ newRelic, upstreams }, { now: () => until.getTime() });
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const figure = {
  data: {
    actor: {
      account: {
        w0: {
          results: [0, 1, 2].map((minute) => ({
            beginTimeSeconds: at(minute),
            endTimeSeconds: at(minute + 1),
            apdex: { score: 0.9, s: 9, t: 1, f: 0, count: 10 },
          })),
          metadata: { facets: null, messages: [], timeWindow: { begin: at(0) * 1_000, end: at(3) * 1_000 } },
          totalResult: [{ apdex: 0 }],
        },
      },
    },
  },
  errors: [{ message: 'Deprecated', path: ['actor'], extensions: { errorClass: 'DEPRECATED' } }],
};
const entity = {
  data: {
    actor: {
      entity: {
        domain: 'APM',
        type: 'APPLICATION',
        accountId: 7,
        settings: { apdexTarget: 0.5 },
        goldenMetrics: {
          metrics: [
            {
              title: 'Throughput',
              name: 'throughput',
              unit: 'REQUESTS_PER_MINUTE',
              query: 'SELECT rate(count(a), 1 minute) FROM Metric TIMESERIES',
            },
          ],
        },
      },
      account: figure.data.actor.account,
    },
  },
};
const search = {
  data: {
    actor: {
      entitySearch: {
        results: {
          entities: [{ guid: 'QQ', name: 'Shop', domain: 'APM', type: 'APPLICATION', accountId: 7, reporting: true }],
        },
      },
    },
  },
};
const issues = {
  data: {
    actor: {
      account: {
        aiIssues: {
          issues: { issues: [{ issueId: 'a', state: 'CLOSED', closedAt: at(0) * 1_000 }], nextCursor: null },
        },
      },
    },
  },
};
const list = { applications: [{ id: 3, name: 'Shop', reporting: true }] };
const summary = {
  application: {
    id: 3,
    reporting: true,
    last_reported_at: '2026-11-22T10:20:00Z',
    application_summary: { response_time: 138, throughput: 420, error_rate: 0.25, apdex_score: 0.97 },
  },
};
const failed = {
  data: null,
  errors: [{ message: 'some error', extensions: { errorClass: 'TIMEOUT', error_code: 'X' } }],
};

/** A copy of an answer for each change of each part of it. */
function* changesOf(value: unknown): Generator<unknown> {
  const others = [null, true, false, '', 'words', [], {}, [null], { x: null }, -1.5, 1e308, '\u0000'];
  yield* others;
  if (typeof value !== 'object' || value === null) return;
  const parts = Object.entries(value);
  for (const [name, part] of parts) {
    yield Array.isArray(value)
      ? value.filter((one) => one !== part)
      : Object.fromEntries(parts.filter(([other]) => other !== name));
    for (const changed of changesOf(part))
      yield Array.isArray(value)
        ? value.map((one: unknown, index) => (String(index) === name ? changed : one))
        : { ...value, [name]: changed };
  }
}

async function each(whole: unknown, ask: () => Promise<unknown>, check: (result: unknown) => void): Promise<void> {
  answer = whole;
  let answered = 0;
  for (answer of [whole, ...changesOf(whole)]) {
    const told = JSON.stringify(answer);
    try {
      const result = await ask();
      check(result);
      answered += 1;
    } catch (error) {
      if (error instanceof MetricError) continue;
      assert.fail(`${inspect(error)}\nfor ${told}`);
    }
  }
  assert.ok(answered > 0 || whole === failed);
}

const arePoints = (result: unknown) => {
  const points = result as { at: Date; value: number }[];
  assert.ok(points.length > 0);
  for (const point of points) {
    assert.ok(Number.isFinite(point.value) && point.value !== 0, 'no zero is made of what is none');
    assert.ok(point.at.getTime() <= until.getTime());
  }
};

test('a figure is values as they were, or a reason', async () => {
  await each(figure, () => client.runNrql('SELECT apdex(duration) FROM Transaction', wanted), arePoints);
});

test('an entity is a figure, or a reason', async () => {
  let tries = 0;
  await each(entity, () => client.goldenFigure(`QUFB${(tries += 1)}`, 'throughput', wanted), arePoints);
});

test('what is looked for is a list of what can be chosen, or a reason', async () => {
  await each(
    search,
    () => client.findEntities('shop'),
    (found) => {
      for (const one of found as { guid: unknown; name: unknown }[])
        assert.deepEqual([typeof one.guid, typeof one.name], ['string', 'string']);
    },
  );
  await each(
    list,
    () => client.findApplications('shop'),
    (found) => {
      for (const one of found as { id: unknown }[]) assert.ok(Number.isSafeInteger(one.id));
    },
  );
});

test('an issue is closed only when New Relic says so', async () => {
  await each(
    issues,
    () => client.findIssues(['a']),
    (found) => {
      for (const { issueId, state, closedAt } of found as { issueId: string; state: string; closedAt: Date | null }[]) {
        assert.equal(issueId, 'a');
        assert.ok(state !== 'CLOSED' || JSON.stringify(answer).includes('"state":"CLOSED"'));
        assert.ok(closedAt === null || closedAt.getTime() === at(0) * 1_000);
      }
    },
  );
});

test('an application is the figure that it has, or a reason', async () => {
  for (const name of ['response_time', 'throughput', 'error_rate', 'apdex'] as const)
    await each(
      summary,
      () => client.applicationFigure(3, name, wanted),
      (point) => arePoints([point]),
    );
});

test('an error is told whatever is in it', async () => {
  await each(failed, () => client.runNrql('SELECT count(*) FROM Transaction', wanted), arePoints);
});

test('a million brackets are no answer', async () => {
  for (answer of [
    '['.repeat(1_000_000),
    '{"data":'.repeat(100_000),
    `{"data":${'['.repeat(400_000)}${']'.repeat(400_000)}}`,
  ])
    await assert.rejects(client.runNrql('SELECT count(*) FROM Transaction', wanted), {
      name: 'MetricError',
      code: 'garbled',
    });
});

const captured = process.env['ALLSWELL_PAYLOADS'] ?? '';
const capturedFile = (name: string) => path.join(captured, name);
const isCaptured = captured !== '' && existsSync(capturedFile('newrelic-nrql-facet.json'));

test('answers that were captured are read as what they are', { skip: !isCaptured }, async () => {
  const facet = JSON.parse(readFileSync(capturedFile('newrelic-nrql-facet.json'), 'utf8')) as {
    data: { actor: { account: { nrql: unknown } } };
  };
  answer = { data: { actor: { account: { w0: facet.data.actor.account.nrql } } } };
  const ask = () => client.runNrql('SELECT count(*) FROM Transaction', wanted);
  await assert.rejects(ask(), { code: 'invalid', message: /FACET/ });
  answer = readFileSync(capturedFile('newrelic-error-http200.json'), 'utf8');
  await assert.rejects(ask(), { code: 'unreachable', message: /in time/ });
});
