import type { Summary } from '@allswell/protocol';
import { fixture } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import { FakeService } from '../testing/fake-service.ts';
import { until } from '../testing/see.ts';
import { openFeed } from './feed.ts';
import type { Feed, Follower } from './feed.ts';
import { refine, stampOf } from './refine.ts';
import { listen } from './stream.ts';

const follower: Follower = { pollMs: 900_000, wakeAt: Infinity, notify: () => undefined };

let service: FakeService;
let feed: Feed;

const seq = () => stampOf(feed.known?.value)?.seq;

/** What the fixture says, as number so and so. */
function numbered(number: number): Summary {
  const { summary } = fixture('minor');
  return { ...summary, ...(summary.allswell && { allswell: { ...summary.allswell, epoch: 'one', seq: number } }) };
}

describe('the stream of a feed', () => {
  beforeEach(async () => {
    service = new FakeService(fixture('minor'));
    service.summary = numbered(1);
    feed = refine(openFeed(service.origin));
    feed.add(follower);
    await feed.refresh();
    listen(feed);
  });
  afterEach(() => {
    feed.remove(follower);
    service.stop();
  });

  it('is opened once, closed while the page is hidden and when nobody follows', () => {
    listen(feed);
    expect([...service.streams].map(({ url }) => url)).to.deep.equal([`${service.origin}/api/v2/stream`]);
    service.isHidden = true;
    dispatchEvent(new Event('visibilitychange'));
    expect([...service.streams].map(({ readyState }) => readyState)).to.deep.equal([2]);
    listen(feed);
    expect(service.streams.size).to.equal(1);
    service.isHidden = false;
    listen(feed);
    feed.remove(follower);
    expect([...service.streams].map(({ readyState }) => readyState)).to.deep.equal([2, 2]);
  });

  it('brings news with it, and has those fetched that are too large', async () => {
    service.stream('summary', numbered(2));
    expect(seq()).to.equal(2);
    service.summary = numbered(3);
    service.stream('changed', { epoch: 'one', seq: 3 });
    await until(() => seq() === 3);
    const asked = service.asked.length;
    service.stream('changed', { epoch: 'one', seq: 3 });
    await service.settle();
    expect(service.asked.length).to.equal(asked);
  });

  it('asks again when the answer under way is from before the change', async () => {
    const before = feed.refresh();
    service.stream('changed', { epoch: 'one', seq: 2 });
    service.summary = numbered(2);
    await before;
    await until(() => seq() === 2);
  });

  it('proves what is known up to the sign of life before the last one, and nothing by repeating it', async () => {
    const { known } = feed;
    const start = known?.provenAt ?? 0;
    await service.pass(60_000);
    service.stream('summary', numbered(1));
    expect(known?.provenAt).to.equal(start);
    const alive = () =>
      service.stream('alive', { epoch: 'one', seq: 1, verified_at: new Date(Date.now() - 500).toISOString() });
    alive();
    expect(known?.provenAt).to.equal(start);
    const first = Date.now();
    await service.pass(15_000);
    alive();
    expect(known?.provenAt).to.equal(first);
  });

  it('is not proof when the source has lost its database', async () => {
    const { known } = feed;
    const start = known?.provenAt;
    const verified_at = new Date().toISOString();
    for (let turn = 0; turn < 3; turn += 1) {
      await service.pass(15_000);
      service.stream('alive', { epoch: 'one', seq: 1, verified_at });
    }
    expect(known?.provenAt).to.equal(start);
  });
});
