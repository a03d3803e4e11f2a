/**
 * A maintenance lived through from 49 hours before to ten minutes after its end: by the server with its own clock and
 * by readers in several places with theirs. Each step is held against the model.
 */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdminMaintenance, Maintenance, Summary } from '@allswell/protocol/schema';
import type { Browser } from 'playwright-core';
import { freePort } from '../../bench/measure/free-port.ts';
import { signUp } from '../operator.ts';
import { type Hearing, type Plan, phaseAt, type Truth, truthAt } from './model.ts';
import { openReader, type Place, type Reader } from './reader.ts';
import { startTimeMachine, type TimeMachine } from './time-machine.ts';
import { phaseWords, wallClock } from './words.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const name = 'Moving the ledger to new disks';
/** What is due happens within two seconds; readers hear of it a moment later. */
const settledWithinMs = 6_000;

export interface WalkOptions {
  /** Local times in `timeZone`. */
  from: string;
  until: string;
  timeZone: string;
  /** The same as instants, worked out by hand. */
  startsAt: string;
  endsAt: string;
  endsItself?: boolean;
  /** Switches the server off before the start and before the end, and on again after each. */
  isOffAtTransitions?: boolean;
  places: readonly Place[];
}

/** Walks it; answers with how many comparisons were made. Throws at the first that differs. */
export async function walk(browser: Browser, options: WalkOptions): Promise<number> {
  const plan: Plan = {
    startsAt: Date.parse(options.startsAt),
    endsAt: Date.parse(options.endsAt),
    endsItself: options.endsItself ?? true,
  };
  const begin = plan.startsAt - 49 * hour;
  const machine = await startTimeMachine(begin - minute, await freePort());
  const readers: Reader[] = [];
  let compared = 0;
  const hearing: Hearing = { heardAt: begin, toldAt: plan.endsAt };
  try {
    await announce(machine, plan, options);
    for (const place of options.places) {
      readers.push(await openReader(browser, { page: machine.product.page, place, at: machine.now() }));
    }
    for (const step of stepsOf(plan)) {
      await machine.setTo(step);
      if (options.isOffAtTransitions && isWellAfter(step, plan)) await machine.switchOn();
      const isOn = machine.product.process.exitCode === null && machine.product.process.signalCode === null;
      if (isOn) {
        if (hearing.heardAt < plan.endsAt) hearing.toldAt = Math.max(plan.endsAt, machine.now());
        hearing.heardAt = machine.now();
        compared += await compareDocuments(machine, plan);
      }
      for (const reader of readers) {
        await reader.goTo(machine.now());
        await compareBanner(reader, { plan, now: machine.now(), hearing });
        compared += 1;
      }
      if (options.isOffAtTransitions && isJustBefore(step, plan)) await machine.switchOff();
    }
    return compared;
  } finally {
    for (const reader of readers) await reader.close();
    await machine.close();
  }
}

/** The moments before and after everything that is to happen. */
function stepsOf({ startsAt, endsAt }: Plan): number[] {
  const middle = (startsAt + endsAt) / 2;
  return [
    startsAt - 49 * hour,
    startsAt - 48 * hour - minute,
    startsAt - 48 * hour + 10 * second,
    startsAt - 24 * hour,
    startsAt - hour - minute,
    startsAt - hour + 10 * second,
    startsAt - 5 * minute,
    startsAt + 10 * second,
    startsAt + 6 * minute,
    middle,
    endsAt - 5 * minute,
    endsAt + 10 * second,
    endsAt + 4 * minute,
    endsAt + 6 * minute,
    endsAt + 10 * minute,
  ];
}

const isJustBefore = (step: number, { startsAt, endsAt }: Plan) =>
  step === startsAt - 5 * minute || step === endsAt - 5 * minute;
const isWellAfter = (step: number, { startsAt, endsAt }: Plan) =>
  step === startsAt + 6 * minute || step === endsAt + 4 * minute;

/** Sets the product up with one component and plans the maintenance, in local time. */
async function announce(machine: TimeMachine, plan: Plan, { from, until, timeZone }: WalkOptions): Promise<void> {
  const operator = await signUp(machine.product, { page_name: 'Fernhill', time_zone: timeZone });
  const { id } = await operator.post<{ id: string }>('components', { name: 'Ledger' });
  const planned = await operator.post<AdminMaintenance>('incidents', {
    name,
    status: 'scheduled',
    body: 'The ledger is read-only meanwhile.',
    scheduled_for: from,
    scheduled_until: until,
    scheduled_auto_completed: plan.endsItself,
    component_ids: [id],
  });
  assert.equal(Date.parse(planned.scheduled_for), plan.startsAt, 'the local start is the instant it is in that zone');
  assert.equal(Date.parse(planned.scheduled_until), plan.endsAt, 'the local end is the instant it is in that zone');
}

/** Holds what the API says against the model. */
async function compareDocuments({ product, now }: TimeMachine, plan: Plan): Promise<number> {
  // Until the server has looked at its database again, its proof is from before the jump.
  await until(
    async () => (await fetch(new URL('/api/v2/status.json', product.page))).headers.get('allswell-verified-at') ?? '',
    (verifiedAt) => Math.abs(Date.parse(verifiedAt) - now()) < 5 * second,
  );
  const expected = truthAt(plan, now());
  const told = await until(
    () => readDocuments(product.page),
    ({ truth }) => JSON.stringify(truth) === JSON.stringify(documentsOf(expected)),
  );
  assert.deepEqual(told.truth, documentsOf(expected), `documents at ${new Date(now()).toISOString()}`);
  return Object.keys(told.truth).length;
}

type Told = Omit<Truth, 'phase'>;

function documentsOf({ phase: _, ...told }: Truth): Told {
  return told;
}

async function readDocuments(page: string): Promise<{ truth: Told }> {
  const read = async <T>(path: string) => (await (await fetch(new URL(`/api/v2/${path}`, page))).json()) as T;
  const [summary, all, upcoming, active] = await Promise.all([
    read<Summary>('summary.json'),
    read<{ scheduled_maintenances: Maintenance[] }>('scheduled-maintenances.json'),
    read<{ scheduled_maintenances: Maintenance[] }>('scheduled-maintenances/upcoming.json'),
    read<{ scheduled_maintenances: Maintenance[] }>('scheduled-maintenances/active.json'),
  ]);
  const [maintenance] = all.scheduled_maintenances;
  const [component] = summary.components;
  return {
    truth: {
      status: maintenance?.status as Truth['status'],
      component: component?.status as Truth['component'],
      indicator: summary.status.indicator as Truth['indicator'],
      sentence: summary.status.description as Truth['sentence'],
      isUpcoming: upcoming.scheduled_maintenances.length === 1,
      isActive: active.scheduled_maintenances.length === 1,
      isInSummary: summary.scheduled_maintenances.length === 1,
    },
  };
}

/** Holds what a reader sees against the model. */
async function compareBanner(
  reader: Reader,
  { plan, now, hearing }: { plan: Plan; now: number; hearing: Hearing },
): Promise<void> {
  const expected = phaseAt(plan, now, hearing);
  const { place } = reader;
  const said = await until(
    () => reader.read(),
    ({ phase }) => phase === expected,
  );
  const where = `${place.locale} in ${place.timeZone} at ${new Date(now).toISOString()}: ${JSON.stringify(said)}`;
  assert.equal(said.phase, expected, where);
  if (expected === null) {
    assert.equal(said.text, '', where);
    return;
  }
  for (const words of [name, phaseWords[place.locale.split('-')[0] ?? '']?.[expected]]) {
    assert.ok(words && said.text.includes(words), `${words} is missing for ${where}`);
  }
  if (expected === 'ahead') assert.match(said.text, wallClock(plan.startsAt, place), where);
  if (expected === 'under_way') assert.match(said.text, wallClock(plan.endsAt, place), where);
}

/** Reads until it is as wanted, or for as long as it may take; answers with the last that was read. */
async function until<T>(read: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  const deadline = performance.now() + settledWithinMs;
  for (;;) {
    const value = await read();
    if (isWanted(value) || performance.now() > deadline) return value;
    await sleep(50);
  }
}
