import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { AdminComponent, AdminIncident, AdminMaintenance, ComponentStatus } from '@allswell/protocol';
import { moveDue } from './incidents/move-due.ts';
import { readPage } from './page/read.ts';
import { takeSnapshot } from './page/snapshot.ts';
import { createTestApp, publicUrl, setUpAdmin, type TestAdmin, type TestApp } from './testing/app.ts';

// Two incidents and a maintenance on one component, begun and ended in every order, against what the contract says of it,
// written down anew.

let t: TestApp;
let maya: TestAdmin;
let api: AdminComponent;

before(async () => {
  t = await createTestApp();
  maya = await setUpAdmin(t);
});
after(() => t.drop());
beforeEach(async () => {
  await t.sql`delete from incidents`;
  await t.sql`delete from components`;
  api = (await maya.request<AdminComponent>('POST', '/api/v1/components', { body: { name: 'API' } })).body;
  await maya.request('POST', '/api/v1/components', { body: { name: 'Website' } });
});

const stories = ['outage', 'trouble', 'maintenance'] as const;
type Story = (typeof stories)[number];
const held = { outage: 'major_outage', trouble: 'partial_outage', maintenance: 'under_maintenance' } as const;
const worstFirst: ComponentStatus[] = ['major_outage', 'partial_outage', 'under_maintenance', 'operational'];
/** What a page with this and one healthy component says. */
const sentences: Partial<Record<ComponentStatus, string>> = {
  major_outage: 'Partial System Outage',
  partial_outage: 'Minor Service Outage',
  under_maintenance: 'Service Under Maintenance',
  operational: 'All Systems Operational',
};

/** The component as it should be. */
class Model {
  #open: Story[] = [];
  history: ComponentStatus[];

  constructor(status: ComponentStatus) {
    this.history = [status];
  }

  get status(): ComponentStatus {
    return this.history.at(-1) ?? 'operational';
  }

  /** What a person says holds; what begins by itself never makes it look better than it is. */
  begin(story: Story): void {
    const isAnnounced = story === 'maintenance' && this.#open.length > 0;
    this.#become(isAnnounced ? this.#worst([this.status, held[story]]) : held[story]);
    this.#open.push(story);
  }

  /** The worst that is left, else what was before them all. */
  end(story: Story): void {
    this.#open = this.#open.filter((one) => one !== story);
    const first = this.history[0] ?? 'operational';
    this.#become(this.#open.length > 0 ? this.#worst(this.#open.map((one) => held[one])) : first);
  }

  #worst(statuses: ComponentStatus[]): ComponentStatus {
    return worstFirst.find((status) => statuses.includes(status)) ?? 'operational';
  }

  #become(status: ComponentStatus): void {
    if (status !== this.status) this.history.push(status);
  }
}

const ids = new Map<Story, string>();

/** Opens an incident by hand; lets the clock start the maintenance. */
async function begin(story: Story): Promise<void> {
  if (story === 'maintenance') return letClock('scheduled_for');
  const { body } = await maya.request<AdminIncident>('POST', '/api/v1/incidents', {
    body: { name: story, body: 'We look.', components: { [api.id]: held[story] } },
  });
  ids.set(story, body.id);
}

async function end(story: Story): Promise<void> {
  if (story === 'maintenance') return letClock('scheduled_until');
  const reply = await maya.request('POST', `/api/v1/incidents/${ids.get(story) ?? ''}/updates`, {
    body: { status: 'resolved', body: 'Over.' },
  });
  assert.equal(reply.status, 201);
}

async function letClock(due: 'scheduled_for' | 'scheduled_until'): Promise<void> {
  const justNow = t.sql`clock_timestamp() - interval '1 millisecond'`;
  await t.sql`update incidents set ${t.sql(due)} = ${justNow} where id = ${ids.get('maintenance') ?? ''}`;
  assert.equal(await moveDue(t.sql), 1);
}

async function planMaintenance(): Promise<void> {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const { body } = await maya.request<AdminMaintenance>('POST', '/api/v1/incidents', {
    body: {
      name: 'maintenance',
      body: 'We change disks.',
      scheduled_for: inHours(1),
      scheduled_until: inHours(2),
      component_ids: [api.id],
    },
  });
  ids.set('maintenance', body.id);
}

async function matches(model: Model, step: string): Promise<void> {
  const { summary } = takeSnapshot(await readPage(t.sql), publicUrl);
  assert.equal(summary.components.find((one) => one.id === api.id)?.status, model.status, step);
  assert.equal(summary.status.description, sentences[model.status], step);
  const rows = await t.sql<{ status: ComponentStatus; starts_at: Date; ends_at: Date | null }[]>`
    select status, starts_at, ends_at from component_changes where component_id = ${api.id} and not told order by id
  `;
  assert.deepEqual(
    rows.map((row) => row.status),
    model.history,
    step,
  );
  for (const [index, row] of rows.entries()) assert.deepEqual(row.ends_at, rows[index + 1]?.starts_at ?? null, step);
}

for (const opening of orders(stories)) {
  for (const closing of orders(stories)) {
    test(`${opening.join(', ')} begin; ${closing.join(', ')} end: component, page and history are right at each step`, async () => {
      const model = new Model('operational');
      await planMaintenance();
      for (const story of opening) {
        await begin(story);
        model.begin(story);
        await matches(model, `${story} has begun`);
      }
      for (const story of closing) {
        await end(story);
        model.end(story);
        await matches(model, `${story} has ended`);
      }
    });
  }
}

function orders<T>(all: readonly T[]): T[][] {
  if (all.length <= 1) return [[...all]];
  return all.flatMap((first) => orders(all.filter((one) => one !== first)).map((rest) => [first, ...rest]));
}
