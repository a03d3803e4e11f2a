import { fixture } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import { FakeWindow } from '../testing/fake-window.ts';
import type { SharedService } from '../testing/fake-window.ts';
import { until } from '../testing/see.ts';

const minute = 60_000;
const played = fixture('minor');

let service: SharedService;
let windows: FakeWindow[] = [];

/** Opens some windows with ten banners between them. */
async function open(count: number): Promise<void> {
  for (let opened = 0; opened < count; opened += 1) windows.push(await FakeWindow.open(service, 10 / count));
}

/** Lets time pass in every window, a little at a time. */
async function pass(ms: number, stepMs = 4_000): Promise<void> {
  const end = service.now + ms;
  while (service.now < end) {
    const step = Math.min(stepMs, end - service.now);
    service.now += step;
    for (const one of windows) await one.pass(step);
  }
}

/** How far apart the questions were, from the last of the first ones on: each window asks once as it opens. */
const gaps = () =>
  service.asked.slice(windows.length).map((at, index) => at - (service.asked[windows.length - 1 + index] ?? 0));

describe('the windows of one browser', function () {
  // Minutes of a clock that is played in small steps, in several frames: some engines take long over it.
  this.timeout(120_000);

  beforeEach(() => {
    service = {
      origin: `https://${crypto.randomUUID()}.example`,
      now: Date.parse(played.now),
      summary: played.summary,
      isDown: false,
      asked: [],
    };
  });
  afterEach(() => {
    for (const one of windows) one.close();
    windows = [];
    localStorage.removeItem(`allswell:last:${service.origin}`);
  });

  it('ask a source once between them in each interval, with ten banners in two of them', async () => {
    await open(2);
    expect(service.asked.length).to.equal(2);
    await pass(10 * minute);
    expect(service.asked.length - 2).to.be.within(17, 20);
    expect(Math.min(...gaps())).to.be.at.least(30_000);
    expect(new Set(gaps()).size).to.be.greaterThan(5);
  });

  it('learn from each other what is new', async () => {
    await open(2);
    const { allswell } = played.summary;
    service.summary = {
      ...fixture('critical').summary,
      ...(allswell && { allswell: { ...allswell, seq: allswell.seq + 1 } }),
    };
    await pass(36_000);
    expect(service.asked.length).to.equal(3);
    for (const one of windows) await until(() => one.said === 'Sign-in is down', 'both windows say so');
  });

  it('leave it to the one in front, and ask nothing when none is', async () => {
    await open(2);
    windows[0]?.hide(true);
    await pass(5 * minute);
    expect(service.asked.length - 2).to.be.within(8, 10);
    windows[1]?.hide(true);
    const before = service.asked.length;
    await pass(30 * minute, minute);
    expect(service.asked.length).to.equal(before);
    for (const one of windows) one.hide(false);
    await pass(4_000);
    expect(service.asked.length).to.equal(before + 1);
  });

  it('back off together from a source that answers 503, never in step with everybody else', async () => {
    await open(2);
    service.isDown = true;
    await pass(36 * minute, 15_000);
    const waits = gaps().slice(1);
    expect(waits.length).to.be.within(4, 6);
    for (const [index, wait] of waits.entries()) {
      const least = Math.min(30_000 * 2 ** (index + 1), 15 * minute);
      // The answer is read up to a step later.
      expect(wait).to.be.within(least, least * 1.1 + 19_000);
    }
    expect(new Set(waits.map((wait) => wait % 1_000)).size).to.be.greaterThan(2);
  });

  it('ask once when the network is back', async () => {
    await open(2);
    service.isDown = true;
    await pass(20 * minute, 15_000);
    service.isDown = false;
    const before = service.asked.length;
    for (const one of windows) one.goOnline();
    await pass(4_000);
    expect(service.asked.length).to.equal(before + 1);
  });

  it('ask each for itself where storage is closed', async () => {
    await open(2);
    for (const one of windows) one.closeStorage();
    await pass(5 * minute);
    expect(service.asked.length - 2).to.be.within(16, 20);
    expect(windows.every(({ banners }) => banners.every(({ state }) => state === 'incident'))).to.equal(true);
  });
});
