import type { Summary } from '@allswell/protocol';
import { fixture } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import { FakeService } from '../testing/fake-service.ts';
import { openFeed } from './feed.ts';
import type { Feed, Follower } from './feed.ts';
import { refine } from './refine.ts';

const minute = 60_000;
const played = fixture('minor');

let service: FakeService;
let feed: Feed;
let told = 0;
const follower: Follower = { pollMs: 30_000, wakeAt: Infinity, notify: () => (told += 1) };

/** Follows a service and waits for its first answer. */
async function follow(src = service.origin): Promise<void> {
  feed = refine(openFeed(src));
  feed.add(follower);
  await feed.refresh();
}

const pass = (ms: number) => service.pass(ms);
const seq = () => (feed.known?.value as Summary | undefined)?.allswell?.seq;

/** What the fixture says, as number so and so. */
function numbered(number: number, epoch = 'one'): Summary {
  const { allswell } = played.summary;
  return { ...played.summary, ...(allswell && { allswell: { ...allswell, seq: number, epoch } }) };
}

describe('a feed', () => {
  beforeEach(() => {
    service = new FakeService(played);
    told = 0;
    follower.wakeAt = Infinity;
  });
  afterEach(() => {
    feed.remove(follower);
    service.stop();
  });

  it('asks the page for its summary, without cookies, and lets the browser revalidate', async () => {
    await follow();
    expect(service.asked).to.deep.equal([`${service.origin}/api/v2/summary.json`]);
    expect(service.options).to.include({ cache: 'no-cache', credentials: 'omit', referrerPolicy: 'no-referrer' });
    expect(new Headers(service.options?.headers).has('If-None-Match')).to.equal(false);
  });

  it('takes an address of a document as it is, and a page below a folder', async () => {
    service.isDown = true;
    await follow(`${service.origin}/copy.json ${service.origin}/status/`);
    expect(service.asked).to.deep.equal([
      `${service.origin}/copy.json`,
      `${service.origin}/status/api/v2/summary.json`,
    ]);
  });

  it('asks every 30 seconds or so, never all readers at once', async () => {
    await follow();
    await pass(26_900);
    expect(service.asked.length).to.equal(1);
    await pass(6_200);
    expect(service.asked.length).to.equal(2);
  });

  it('asks less and less often while nothing answers, at most every 15 minutes, and at once when the network is back', async () => {
    service.isDown = true;
    await follow();
    await pass(60 * minute);
    expect(service.asked.length).to.be.within(5, 9);
    const before = service.asked.length;
    dispatchEvent(new Event('online'));
    await pass(1_000);
    expect(service.asked.length).to.equal(before + 1);
    await pass(17 * minute);
    expect(service.asked.length).to.be.greaterThan(before + 1);
  });

  it('leaves a service alone for as long as it asks to be', async () => {
    service.isDown = true;
    service.refusal = new Response('', { status: 429, headers: { 'Retry-After': '600' } });
    await follow();
    await pass(9 * minute);
    expect(service.asked.length).to.equal(1);
    await pass(2 * minute);
    expect(service.asked.length).to.equal(2);
  });

  it('gives up on an answer after eight seconds', async () => {
    service.isMute = true;
    const answer = follow();
    expect(feed.pollAt).to.equal(0);
    await pass(8_100);
    await answer;
    expect(feed.pollAt).to.be.greaterThan(0);
  });

  it('refuses an answer of more than half a megabyte, and what is no summary', async () => {
    service.summary = { ...played.summary, noise: 'x'.repeat(600_000) };
    await follow();
    expect(feed.known).to.equal(undefined);
    for (const value of [null, [], 'summary', { page: {} }]) {
      service.summary = value;
      await feed.refresh();
      expect(feed.known).to.equal(undefined);
    }
  });

  it('sleeps while the page is hidden and wakes with it', async () => {
    await follow();
    service.isHidden = true;
    dispatchEvent(new Event('visibilitychange'));
    await pass(60 * minute);
    expect(service.asked.length).to.equal(1);
    service.isHidden = false;
    dispatchEvent(new Event('visibilitychange'));
    await pass(0);
    expect(service.asked.length).to.equal(2);
  });

  it('stops when nobody follows it any more', async () => {
    await follow();
    feed.remove(follower);
    await pass(60 * minute);
    expect(service.asked.length).to.equal(1);
  });

  it('asks when the source said that something will change', async () => {
    const summary = numbered(1);
    if (summary.allswell) summary.allswell.next_change_at = new Date(Date.now() + 5_000).toISOString();
    service.summary = summary;
    await follow();
    await pass(6_100);
    expect(service.asked.length).to.equal(2);
  });

  it('wakes a follower at the moment it waits for', async () => {
    await follow();
    const before = told;
    follower.wakeAt = Date.now() + 4_000;
    feed.schedule();
    follower.wakeAt = Infinity;
    await pass(4_000);
    expect(told).to.equal(before + 1);
  });

  it('asks the second source when the first is gone', async () => {
    await follow(`https://nobody.example ${service.origin}`);
    expect(feed.address).to.equal(`${service.origin}/api/v2/summary.json`);
    expect(seq()).to.equal(42);
  });

  it('asks the second source too when the first has lost its proof', async () => {
    service.provenForMs = 5 * minute;
    await follow(`${service.origin} ${service.origin}/second`);
    expect(service.asked.length).to.equal(2);
    expect(Date.now() - (feed.known?.provenAt ?? 0)).to.be.within(5 * minute, 5 * minute + 2_000);
  });

  it('keeps the newer of two answers, and what a restored database says', async () => {
    service.summary = numbered(7);
    await follow();
    service.summary = numbered(6);
    await feed.refresh();
    expect(seq()).to.equal(7);
    service.summary = numbered(8);
    await feed.refresh();
    expect(seq()).to.equal(8);
    await pass(1_000);
    service.summary = numbered(2, 'two');
    await feed.refresh();
    expect(seq()).to.equal(2);
  });

  it('keeps what it knows, newly proven, when the answer is the same', async () => {
    await follow();
    const { known } = feed;
    const before = known?.provenAt ?? 0;
    await pass(10 * minute);
    await feed.refresh();
    expect(feed.known).to.equal(known);
    expect(known?.provenAt).to.be.greaterThan(before + 5 * minute);
  });
});
