import { expect } from 'chai';
import { useFakeTimers } from 'sinon';
import type { SinonFakeTimers } from 'sinon';
import { FakeServer } from '../testing/fake-server.ts';
import { FakeStream } from '../testing/fake-stream.ts';
import { PageFollowing } from './follow-page.ts';

describe('following the page', () => {
  let restore: () => void;
  let clock: SinonFakeTimers;
  let news: (string | null)[];
  let lives: boolean[];
  let following: PageFollowing;

  beforeEach(() => {
    restore = new FakeServer().install();
    clock = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
    news = [];
    lives = [];
    following = new PageFollowing(new URL('/api/v2/stream', location.href), {
      onChange: (summary) => news.push(summary),
      onLive: (isLive) => lives.push(isLive),
    });
    following.start();
  });
  afterEach(() => {
    following.stop();
    clock.restore();
    restore();
  });

  it('hears news at once while the stream is open, and does not ask besides', async () => {
    await clock.tickAsync(1);
    FakeStream.send('summary', '{"page":1}');
    FakeStream.send('changed', '{"seq":2}');
    expect(news).to.deep.equal(['{"page":1}', null]);
    await clock.tickAsync(120_000);
    expect(news).to.have.length(2);
    expect(lives).to.deep.equal([true]);
  });

  it('asks every 15 seconds where there is no stream, and tries the stream again', async () => {
    await clock.tickAsync(1);
    FakeStream.refuse();
    await clock.tickAsync(46_000);
    expect(news).to.deep.equal([null, null, null]);
    expect(lives).to.deep.equal([true, false]);
    await clock.tickAsync(20_000);
    expect(lives).to.deep.equal([true, false, true]);
  });

  it('is silent after it stopped', async () => {
    following.stop();
    FakeStream.send('summary', '{}');
    await clock.tickAsync(60_000);
    expect(news).to.deep.equal([]);
  });
});
