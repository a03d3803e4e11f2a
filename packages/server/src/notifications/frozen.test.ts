import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { startRawSink } from '../testing/smtp-raw-sink.ts';
import { until } from '../testing/until.ts';
import { createTestPage, type TestPage } from './testing/page.ts';
import { createSinkChannel } from './testing/sink-channel.ts';

const script = path.join(import.meta.dirname, 'testing', 'sender-process.ts');
const subscribers = 300;

test('a sender whose clock is set ahead by hours goes on sending', async () => {
  await using page = await createTestPage();
  await page.subscribe(1);
  let aheadMs = 0;
  const sink = createSinkChannel();
  sink.answer = () => {
    aheadMs += 3 * 3_600_000; // while nothing else is under way
    return { kind: 'sent' };
  };
  page.send([sink.channel], { clock: { monotonic: () => performance.now(), wall: () => Date.now() + aheadMs } });
  await page.open();
  await page.settled();
  await page.open({ name: 'Another one' });
  await page.settled();
  assert.deepEqual(await page.counts(), { sent: 2 });
});

test('a sender that was frozen past its lease tells nobody twice what another one took over, and no old news', async () => {
  await using page = await createTestPage();
  await page.subscribe(subscribers);
  const heard = new Map<string, string[]>();
  const sink = await startRawSink({
    onMail({ to: [to = ''], data }) {
      const [news = '?'] = ['kingfisher', 'nightjar', 'redstart'].filter((word) => data.includes(word)).slice(-1);
      heard.set(to, [...(heard.get(to) ?? []), news]);
    },
    slowMs: () => 20,
  });
  const folders = [page.dataDir(), page.dataDir()];
  const senders = folders.map((dataDir) => start(page, dataDir, sink.url));
  const [frozen] = senders;
  try {
    await until(() =>
      assert.ok(
        folders.every((folder) => existsSync(path.join(folder, 'fence'))),
        'both may send',
      ),
    );
    const incident = await page.open({ body: 'Code kingfisher.' });
    await until(() => assert.ok(sink.taken > subscribers / 10));
    frozen?.kill('SIGSTOP');
    await page.post(incident.id, { status: 'resolved', body: 'Code nightjar.' });
    // The other one takes over what the frozen one has claimed, once its leases are over.
    await page.settled();
    frozen?.kill('SIGCONT');
    // It lives again when it has told something new.
    await page.open({ body: 'Code redstart.', name: 'Another one' });
    await page.settled();
    assert.equal(heard.size, subscribers);
    const ofTheFirst = [...heard].map(([to, news]) => ({ to, news: news.filter((word) => word !== 'redstart') }));
    const wrong = ofTheFirst.filter(({ news }) => news.at(-1) !== 'nightjar');
    assert.deepEqual(wrong, [], 'everyone heard the end, and nothing old after it');
    const copies = [...heard.values()].reduce((sum, news) => sum + news.length - new Set(news).size, 0);
    // What the frozen one had just handed over and could not write down is told by the other one again.
    assert.ok(copies <= 20, `${copies} copies`);
  } finally {
    for (const sender of senders) await end(sender);
    await sink.stop();
  }
});

function start({ test: { database } }: TestPage, dataDir: string, smtpUrl: string): ChildProcess {
  const { path: socket, database: name } = database.address;
  const args = ['--conditions=source', script, socket, name, dataDir, smtpUrl, '2000'];
  return spawn(process.execPath, args, { stdio: 'ignore' });
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}
