import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { type ComponentStatus, worstStatus } from '@allswell/protocol';
import fc from 'fast-check';
import { changeComponent } from '../components/change-component.ts';
import { createComponent } from '../components/create-component.ts';
import type { Write } from '../db/write.ts';
import { createTestDatabase, type TestDatabase } from '../testing/database.ts';
import { historyOf } from '../testing/history-of.ts';
import { cancelMaintenance } from './cancel-maintenance.ts';
import { editIncident } from './edit-incident.ts';
import { moveDue } from './move-due.ts';
import { openIncident } from './open-incident.ts';
import { postUpdate } from './post-update.ts';

// Two incidents, a maintenance and a person, all at one component: what is told of it afterwards against the rules of the
// house, gone through step by step, and against what the page showed.

let t: TestDatabase;
before(async () => {
  t = await createTestDatabase();
});
after(() => t.drop());

const run = <T>(verb: (write: Write) => Promise<T>): Promise<T> =>
  t.sql.begin((tx) => verb({ tx, by: null, publicUrl: 'http://127.0.0.1' })) as Promise<T>;

type Said = ComponentStatus | null;

/** What an incident or a maintenance says of the component. */
interface Teller {
  id: string;
  isOpen: boolean;
  /** It holds the component at this, as far as nobody took it from there by hand. */
  held: Said;
  /** What it holds again as soon as another gives the component back. */
  paper: Said;
  /** What it left behind when it ended. */
  left: Said;
}

class Scene {
  readonly #component: string;
  /** The two incidents and the maintenance of now, and those before them. */
  readonly #tellers: Teller[] = [nobody(), nobody(), nobody()];
  #keeps = false;
  /** Somebody said something better than what another still says: from here on the page may show better than counts. */
  #isContested = false;
  readonly seen: { at: number; counts: ComponentStatus; step: string }[] = [];

  constructor(component: string) {
    this.#component = component;
  }

  async open(which: number, status: Said): Promise<void> {
    if (this.#teller(which).isOpen) return;
    const one = this.#another(which);
    await this.#step(`open ${which} ${status}`, one, status, async () => {
      const components = { component_ids: [this.#component], ...this.#named(status) };
      one.id = (await run((write) => openIncident(write, { name: 'A', body: 'We look.', ...components }))).id;
      Object.assign(one, { isOpen: true, held: status, paper: status, left: null });
    });
  }

  async say(which: number, status: Said): Promise<void> {
    const one = this.#teller(which);
    if (!one.isOpen) return;
    await this.#step(`say ${which} ${status}`, one, status, async () => {
      await run((write) => postUpdate(write, one.id, { body: 'News.', ...this.#named(status) }));
      if (status) Object.assign(one, { held: status, paper: status });
    });
  }

  async edit(which: number, status: Said): Promise<void> {
    const one = this.#teller(which);
    if (!one.isOpen) return;
    await this.#step(`edit ${which} ${status}`, one, status, async () => {
      await run((write) => editIncident(write, one.id, status ? this.#named(status) : { component_ids: [] }));
      if (status) Object.assign(one, { held: status, paper: status });
      else await this.#giveBack(one);
    });
  }

  async resolve(which: number, status: Said): Promise<void> {
    const one = this.#teller(which);
    if (!one.isOpen) return;
    await this.#step(`resolve ${which} ${status}`, one, status, async () => {
      await run((write) => postUpdate(write, one.id, { status: 'resolved', body: 'Over.', ...this.#named(status) }));
      if (!status) await this.#giveBack(one);
      Object.assign(one, { isOpen: false, held: null, left: status });
    });
  }

  async reopen(which: number, status: Said): Promise<void> {
    const one = this.#teller(which);
    if (one.isOpen || !one.id) return;
    await this.#step(`reopen ${which} ${status}`, one, status, async () => {
      await run((write) => postUpdate(write, one.id, { reopen: true, body: 'Again.', ...this.#named(status) }));
      Object.assign(one, { isOpen: true, held: status, paper: status, left: status ? null : one.left });
    });
  }

  async setByHand(status: ComponentStatus): Promise<void> {
    if (status === (await this.#shown())) return;
    await this.#step(`set by hand ${status}`, null, null, async () => {
      await run((write) => changeComponent(write, this.#component, { status }));
      for (const one of this.#tellers) Object.assign(one, { held: null, left: null });
    });
  }

  async start(keeps: boolean): Promise<void> {
    if (this.#teller(2).isOpen) return;
    const work = this.#another(2);
    // Announced work makes nothing look better that somebody holds, but for what is left of others.
    const status = this.#tellers.some((one) => one.isOpen && one.paper) ? null : 'under_maintenance';
    await this.#step('start', work, status, async () => {
      const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
      const { id } = await run((write) =>
        openIncident(write, {
          name: 'M',
          body: 'We change disks.',
          scheduled_for: inHours(1),
          scheduled_until: inHours(2),
          component_ids: [this.#component],
          auto_transition_to_operational_state: !keeps,
        }),
      );
      await letClock(id, 'scheduled_for');
      this.#keeps = keeps;
      Object.assign(work, { id, isOpen: true, held: 'under_maintenance', paper: 'under_maintenance', left: null });
    });
  }

  async end(isCancelled: boolean): Promise<void> {
    const work = this.#teller(2);
    if (!work.isOpen) return;
    await this.#step(isCancelled ? 'cancel' : 'end', work, null, async () => {
      if (isCancelled) await run((write) => cancelMaintenance(write, work.id, { body: 'Not today.' }));
      else await letClock(work.id, 'scheduled_until');
      const left = this.#keeps && !isCancelled ? work.held : null;
      if (isCancelled || !this.#keeps) await this.#giveBack(work);
      Object.assign(work, { isOpen: false, held: null, left });
    });
  }

  async #step(step: string, by: Teller | null, status: Said, take: () => Promise<void>): Promise<void> {
    const others = this.#tellers.filter((one) => one !== by);
    const rest = worstStatus([await this.#byHand(), ...others.flatMap(says)]);
    this.#contest(status, rest);
    const before = await this.#shown();
    await take();
    const shown = await this.#shown();
    if (shown !== before) for (const one of others) one.left = null;
    const counts = worstStatus([await this.#byHand(), ...this.#tellers.flatMap(says)]);
    if (!this.#isContested) assert.equal(counts, shown, `${this.#story()}${step}: what counts is what the page shows`);
    assert.equal(worstStatus([counts, shown]), counts, `${this.#story()}${step}: nothing counts as better than it`);
    // What is done next is done later.
    const done = Date.now();
    while (Date.now() < done + 4) await turn();
    this.seen.push({ at: done + 2, counts, step });
  }

  /** The worst that another still holds on paper is held again. */
  async #giveBack(one: Teller): Promise<void> {
    const others = this.#tellers.filter((other) => other !== one && other.isOpen && other.paper);
    const worst = worstStatus(others.flatMap((other) => other.paper ?? []));
    const holder = one.paper && others.find((other) => other.paper === worst);
    if (holder) {
      this.#contest(worst, worstStatus([await this.#byHand(), ...others.flatMap(says)]));
      holder.held ??= worst;
    }
    Object.assign(one, { held: null, paper: null });
  }

  #contest(status: Said, rest: ComponentStatus): void {
    if (status && worstStatus([status, rest]) !== status) this.#isContested = true;
  }

  #story(): string {
    return this.seen.map(({ step }) => `${step}; `).join('');
  }

  #teller(which: number): Teller {
    return this.#tellers[which] ?? nobody();
  }

  #another(which: number): Teller {
    this.#tellers.push(this.#teller(which));
    const one = nobody();
    this.#tellers[which] = one;
    return one;
  }

  #named(status: Said) {
    return status ? { components: { [this.#component]: status } } : {};
  }

  async #shown(): Promise<ComponentStatus> {
    const [row] = await t.sql<{ status: ComponentStatus }[]>`
      select status from components where id = ${this.#component}
    `;
    return row?.status ?? 'operational';
  }

  async #byHand(): Promise<ComponentStatus> {
    const [row] = await t.sql<{ status: ComponentStatus }[]>`
      select status from component_changes where component_id = ${this.#component} and incident_id is null and not told
      order by id desc limit 1
    `;
    return row?.status ?? 'operational';
  }
}

function nobody(): Teller {
  return { id: '', isOpen: false, held: null, paper: null, left: null };
}

function says({ held, left }: Teller): ComponentStatus[] {
  return [held, left].filter((status) => status !== null);
}

async function letClock(id: string, due: 'scheduled_for' | 'scheduled_until'): Promise<void> {
  await t.sql`update incidents set ${t.sql(due)} = clock_timestamp() - interval '1 millisecond' where id = ${id}`;
  assert.equal(await moveDue(t.sql), 1);
}

const which = fc.constantFrom(0, 1);
const status = fc.constantFrom<ComponentStatus>(
  'operational',
  'degraded_performance',
  'partial_outage',
  'major_outage',
);
const named = fc.option(status);
const step = fc.oneof(
  fc.tuple(which, named).map(
    ([one, to]) =>
      (scene: Scene) =>
        scene.open(one, to),
  ),
  fc.tuple(which, named).map(
    ([one, to]) =>
      (scene: Scene) =>
        scene.say(one, to),
  ),
  fc.tuple(which, named).map(
    ([one, to]) =>
      (scene: Scene) =>
        scene.edit(one, to),
  ),
  fc.tuple(which, named).map(
    ([one, to]) =>
      (scene: Scene) =>
        scene.resolve(one, to),
  ),
  fc.tuple(which, named).map(
    ([one, to]) =>
      (scene: Scene) =>
        scene.reopen(one, to),
  ),
  status.map((to) => (scene: Scene) => scene.setByHand(to)),
  fc.boolean().map((keeps) => (scene: Scene) => scene.start(keeps)),
  fc.boolean().map((isCancelled) => (scene: Scene) => scene.end(isCancelled)),
);

test('whatever happens, in whatever order: what counts afterwards is what the page showed, or worse where two disagreed', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await t.sql`update incidents set deleted_at = clock_timestamp() where deleted_at is null`;
      const { id } = await run((write) => createComponent(write, { name: 'API' }));
      const scene = new Scene(id);
      for (const take of steps) await take(scene);
      const history = await historyOf(t.sql, id);
      const told = scene.seen.map(({ at, step: taken }) => ({
        step: taken,
        counts: history.find((one) => +one.starts_at <= at && at < +(one.ends_at ?? Infinity))?.status ?? 'operational',
      }));
      assert.deepEqual(
        told,
        scene.seen.map(({ step: taken, counts }) => ({ step: taken, counts })),
      );
    }),
    { numRuns: 50 },
  );
});
