import fc from 'fast-check';
import { anyHistory, anyLook } from '../../packages/protocol/src/testing/any-history.ts';
import { judgeGroup, judgeUptime } from '../../packages/protocol/src/testing/judge-uptime.ts';
import { anyChanges, requestOf } from '../../packages/server/src/reclassify/testing/any-change.ts';
import { judgePreview } from '../../packages/server/src/reclassify/testing/judge-preview.ts';
import { createTestApp, setUpAdmin } from '../../packages/server/src/testing/app.ts';
import { createTestDatabase } from '../../packages/server/src/testing/database.ts';
import { anyPast } from '../../packages/server/src/uptime/testing/any-past.ts';
import { judgePast } from '../../packages/server/src/uptime/testing/judge-past.ts';
import { fromMemory, readBack } from '../../packages/server/src/uptime/testing/keep-past.ts';
import type { Figure, Proof } from '../measure/figure.ts';

const histories = 100_000;
const groups = 20_000;
const pages = 50_000;
const databases = 5_000;
const changes = 500;
const atOnce = 1_000;
const shown = 3;

export const proof: Proof = {
  promise:
    'A hundred thousand histories come to what going through them second by second comes to; so do days across changes of clocks, the rows of a database, and what previews say.',
  async measure() {
    const seed = Date.now() % 2 ** 31;
    const start = performance.now();
    const figures = [
      ...told(
        'histories, second by second',
        histories,
        judgeAll(anyLook(), { count: histories, seed }, ({ history, from, until }) =>
          judgeUptime(history, from, until),
        ),
      ),
      ...told(
        'groups of up to five, second by second',
        groups,
        judgeAll(fc.array(anyHistory(), { maxLength: 5 }), { count: groups, seed }, (members) =>
          judgeGroup(members, 0, 60),
        ),
      ),
      ...told(
        'pages of three components, by the quarter of an hour over days on which clocks change',
        pages,
        judgeAll(anyPast(), { count: pages, seed }, (past) => judgePast(past, fromMemory(past))),
      ),
      ...(await judgeDatabases(seed)),
      ...(await judgePreviews(seed)),
    ];
    return [
      ...figures,
      { name: 'time for all of it', value: Math.round((performance.now() - start) / 1_000), unit: 's', at_most: 300 },
      { name: 'seed of the cases', value: seed, unit: '(for information)' },
    ];
  },
};

function told(name: string, count: number, wrong: readonly string[], least = count): Figure[] {
  for (const one of wrong.slice(0, shown)) console.log(`  ${name}: ${one}`);
  return [
    { name, value: count, unit: 'cases', at_least: least },
    { name: `${name}: that come to something else`, value: wrong.length, unit: 'cases', at_most: 0 },
  ];
}

function judgeAll<T>(
  cases: fc.Arbitrary<T>,
  { count, seed }: { count: number; seed: number },
  judge: (one: T) => string | undefined,
): string[] {
  const wrong: string[] = [];
  for (let done = 0; done < count; done += atOnce) {
    for (const one of fc.sample(cases, { numRuns: atOnce, seed: seed + done })) {
      const verdict = judge(one);
      if (verdict !== undefined) wrong.push(`${verdict} ${JSON.stringify(one)}`);
    }
  }
  return wrong;
}

/** The same pasts as tables, read as the server reads them. */
async function judgeDatabases(seed: number): Promise<Figure[]> {
  const { sql, drop } = await createTestDatabase();
  const wrong: string[] = [];
  try {
    for (const past of fc.sample(anyPast(), { numRuns: databases, seed })) {
      const verdict = judgePast(past, await readBack(sql, past));
      if (verdict !== undefined) wrong.push(`${verdict} ${JSON.stringify(past)}`);
    }
  } finally {
    await drop();
  }
  return told('databases, read as the server reads them', databases, wrong);
}

/** Changes of the past on one page, each previewed and then made. */
async function judgePreviews(seed: number): Promise<Figure[]> {
  const test = await createTestApp();
  const wrong: string[] = [];
  let [made, refused] = [0, 0];
  try {
    const admin = await setUpAdmin(test);
    const add = (path: string, body: object) => admin.request<{ id: string }>('POST', `/api/v1/${path}`, { body });
    await admin.request('PATCH', '/api/v1/settings', { body: { time_zone: 'America/New_York' } });
    const start_date = new Date(Date.now() - 400 * 86_400_000).toISOString().slice(0, 10);
    const components: string[] = [];
    for (const name of ['API', 'Web', 'Shop']) components.push((await add('components', { name, start_date })).body.id);
    await add('component-groups', { name: 'Storefront', components: components.slice(1) });
    for (let done = 0; made < changes; done += 1) {
      for (const change of fc.sample(anyChanges(20), { numRuns: 1, seed: seed + done }).flat()) {
        const request = await requestOf(change, { admin, components });
        if (!request) continue;
        const verdict = await judgePreview(test, admin, request);
        if (verdict.wrong !== undefined) wrong.push(`${verdict.wrong} ${JSON.stringify(request)}`);
        if (verdict.refused) refused += 1;
        else made += 1;
      }
    }
  } finally {
    await test.drop();
  }
  return [
    ...told('changes of the past, previewed and then made', made, wrong, changes),
    { name: 'changes that are refused, in the preview as in truth', value: refused, unit: 'changes' },
  ];
}
