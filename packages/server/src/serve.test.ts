import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { readRunFile } from './lifecycle/run-file.ts';
import { allswell, startServer } from './testing/command-line.ts';
import { temporaryFolder } from './testing/folder.ts';
import { childrenOf } from './testing/postgres.ts';
import { timed, until } from './testing/until.ts';

const limit = { timeout: 120_000 };
const password = 'correct horse battery staple';

const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Signs in as the first admin and answers with a way to write. */
async function writer(page: string, setupToken: string | undefined) {
  const answer = await fetch(`${page}/auth/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: page },
    body: JSON.stringify({ token: setupToken, email: 'maya@fernhill.example', password }),
  });
  assert.equal(answer.status, 201, await answer.clone().text());
  const { access_token } = (await answer.json()) as { access_token: string };
  return (name: string, description: string | null = null) =>
    fetch(`${page}/api/v1/components`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${access_token}` },
      body: JSON.stringify({ name, description }),
    });
}

async function componentNames(page: string): Promise<string[]> {
  const summary = (await (await fetch(`${page}/api/v2/summary.json`)).json()) as { components: { name: string }[] };
  return summary.components.map((component) => component.name);
}

test('a server says where it is, tells nobody else, and takes everything along when it ends', limit, async () => {
  using folder = temporaryFolder();
  await using server = await startServer({ ALLSWELL_DATA_DIR: folder.path });
  assert.match(server.output(), /^setup: http:\/\/127\.0\.0\.1:\d+\/admin#setup=\S+$/m);
  assert.match(server.output(), /^page: http:\/\/127\.0\.0\.1:\d+$/m);
  assert.match(server.output(), /^panel: http:\/\/127\.0\.0\.1:\d+\/admin$/m);
  assert.equal(statSync(path.join(folder.path, 'run.json')).mode & 0o777, 0o600);
  assert.equal(server.pid, server.process.pid);
  assert.ok(server.postgres_pid && lives(server.postgres_pid));
  for (const check of ['livez', 'readyz']) assert.equal((await fetch(`${server.page}/${check}`)).status, 200);

  const stream = await fetch(`${server.page}/api/v2/stream`);
  assert.ok((await timed(server.end())) < 10_000, 'an open stream does not keep it');
  assert.equal(server.process.exitCode, 0);
  await stream.body?.cancel().catch(() => {});
  assert.equal(existsSync(path.join(folder.path, 'run.json')), false);
  const { postgres_pid } = server;
  // It has ended, and stays in the table of processes until the system has taken note.
  await until(() => assert.equal(lives(postgres_pid), false), 10_000);
});

test('a second server on the same folder ends with 75 and says who is there', limit, async () => {
  using folder = temporaryFolder();
  await using server = await startServer({ ALLSWELL_DATA_DIR: folder.path });
  const second = await allswell(['all'], { ALLSWELL_DATA_DIR: folder.path, PORT: '0' });
  assert.equal(second.code, 75);
  assert.match(second.output, new RegExp(`process ${server.pid}`));
  assert.equal((await fetch(`${server.page}/readyz`)).status, 200);
  await server.end();
});

test('commands join the Postgres of a running server and leave it running', limit, async () => {
  using folder = temporaryFolder();
  const env = { ALLSWELL_DATA_DIR: folder.path };
  await using server = await startServer(env);
  const link = await allswell(['setup-link'], env);
  assert.match(link.output, new RegExp(`^setup: ${server.page}/admin#setup=\\S+\n$`));
  const create = ['admin', 'create', '--email', 'maya@fernhill.example', '--password-stdin'];
  assert.equal((await allswell(create, env, `${password}\n`)).code, 0);
  assert.equal((await allswell(create, env, password)).code, 65, 'there is one with this address already');
  assert.match((await allswell(['admin', 'list'], env)).output, /^maya@fernhill\.example\t\tactive$/m);
  assert.equal(readRunFile(folder.path)?.postgres_pid, server.postgres_pid);
  assert.ok(server.postgres_pid && lives(server.postgres_pid));
  await server.end();
});

test('whoever writes reads what they wrote', limit, async () => {
  using folder = temporaryFolder();
  await using server = await startServer({ ALLSWELL_DATA_DIR: folder.path });
  const write = await writer(server.page, /#setup=(\S+)/.exec(server.output())?.[1]);
  for (let count = 1; count <= 10; count++) {
    assert.equal((await write(`Component ${count}`)).status, 201);
    assert.equal((await componentNames(server.page)).length, count);
  }
  await server.end();
});

test('after kill -9 the next start has everything that was acknowledged', limit, async () => {
  using folder = temporaryFolder();
  const env = { ALLSWELL_DATA_DIR: folder.path };
  await using first = await startServer(env);
  const write = await writer(first.page, first.setupToken);
  assert.equal((await write('API')).status, 201);
  await first.end('SIGKILL');
  await using second = await startServer(env);
  assert.deepEqual(await componentNames(second.page), ['API']);
  assert.equal(second.setupToken, undefined, 'there is an admin');
  await second.end();
});

test(
  'while Postgres is dead readers read on, writers are told within two seconds, and it comes back',
  limit,
  async () => {
    using folder = temporaryFolder();
    await using server = await startServer({ ALLSWELL_DATA_DIR: folder.path });
    const write = await writer(server.page, server.setupToken);
    await write('API');
    await until(async () => assert.deepEqual(await componentNames(server.page), ['API']));

    const postgres = server.postgres_pid as number;
    for (const pid of [postgres, ...childrenOf(postgres)]) process.kill(pid, 'SIGSTOP');
    const took = await timed(write('Web').then((answer) => assert.equal(answer.status, 503)));
    assert.ok(took < 2_000, `took ${took} ms`);
    assert.deepEqual(await componentNames(server.page), ['API']);

    for (const pid of [postgres, ...childrenOf(postgres)]) process.kill(pid, 'SIGKILL');
    const back = await timed(until(async () => assert.equal((await write('Web')).status, 201)));
    assert.ok(back < 5_000, `took ${back} ms`);
    await until(() => assert.notEqual(readRunFile(folder.path)?.postgres_pid, postgres));
    await until(async () => assert.deepEqual(await componentNames(server.page), ['API', 'Web']));
    await server.end();
  },
);

test('a start without a database serves what was last known', limit, async () => {
  using folder = temporaryFolder();
  await using first = await startServer({ ALLSWELL_DATA_DIR: folder.path });
  const write = await writer(first.page, first.setupToken);
  await write('API');
  await until(async () => assert.deepEqual(await componentNames(first.page), ['API']));
  await first.end();

  const nowhere = { ALLSWELL_DATA_DIR: folder.path, DATABASE_URL: 'postgres://127.0.0.1:1/allswell' };
  await using second = await startServer(nowhere);
  assert.deepEqual(await componentNames(second.page), ['API']);
  assert.equal((await fetch(`${second.page}/readyz`)).status, 200);
  const refused = await fetch(`${second.page}/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: second.page },
    body: JSON.stringify({ email: 'maya@fernhill.example', password }),
  });
  assert.equal(refused.status, 503);
  assert.equal((await allswell(['admin', 'list'], nowhere)).code, 69);
  await second.end();
});

test('the operations port tells operators how it stands', limit, async () => {
  using folder = temporaryFolder();
  await using server = await startServer({ ALLSWELL_DATA_DIR: folder.path, ALLSWELL_OPS_PORT: '0' });
  const metrics = await (await fetch(`${server.operations}/metrics`)).text();
  assert.match(metrics, /^allswell_ready 1$/m);
  assert.match(metrics, /^allswell_page_verified_age_seconds [\d.]+$/m);
  const details = (await (await fetch(`${server.operations}/readyz`)).json()) as { postgres_pid: number };
  assert.equal(details.postgres_pid, server.postgres_pid);
  await server.end();
});

test('mistakes in the environment are all told at once, with 78', async () => {
  const { code, output } = await allswell(['all'], {
    PORT: 'http',
    ALLSWELL_PUBLIC_URL: 'status',
    ALLSWELL_MASTER_KEY: 'short',
  });
  assert.equal(code, 78);
  for (const name of ['PORT', 'ALLSWELL_PUBLIC_URL', 'ALLSWELL_MASTER_KEY'])
    assert.match(output, new RegExp(`^  ${name}: `, 'm'));
});

test('a command that does not exist ends with 64, and every command explains itself', async () => {
  assert.equal((await allswell(['sreve'], {})).code, 64);
  const { output } = await allswell(['--help'], {});
  const names = [...output.matchAll(/^ {2}([a-z-]+(?: [a-z-]+)?) {2,}/gm)].map(([, name]) => name as string);
  assert.ok(names.length >= 13);
  for (const name of names) {
    const help = await allswell([...name.split(' '), '--help'], {});
    assert.equal(help.code, 0);
    assert.match(help.output, new RegExp(`^Usage: allswell ${name}`));
  }
});

test('a password never stands in the arguments, and a bad one is refused with 65', async () => {
  assert.equal((await allswell(['admin', 'create', '--email', 'maya@fernhill.example'], {})).code, 64);
  const words = ['admin', 'create', '--email', 'maya@fernhill.example', '--password-stdin'];
  assert.equal((await allswell(words, {}, 'short')).code, 65);
});

test('a backup of a running server restores to the same page, in a new epoch', limit, async () => {
  using from = temporaryFolder();
  using to = temporaryFolder();
  await using server = await startServer({ ALLSWELL_DATA_DIR: from.path });
  const write = await writer(server.page, server.setupToken);
  await write('API', 'A line\nand \\. another,\u2028 with “quotes”, \\N and a\ttab');
  await write('Web');
  await until(async () => assert.equal((await componentNames(server.page)).length, 2));
  const before = (await (await fetch(`${server.page}/api/v2/summary.json`)).json()) as {
    allswell: { epoch: string };
    components: unknown;
  };
  const file = path.join(from.path, 'allswell.backup');
  assert.equal((await allswell(['backup', file], { ALLSWELL_DATA_DIR: from.path })).code, 0);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(
    (await allswell(['restore', file], { ALLSWELL_DATA_DIR: from.path })).code,
    75,
    'the database is in use',
  );
  const nowhere = await allswell(['backup', path.join(from.path, 'nowhere', 'backup')], {
    ALLSWELL_DATA_DIR: from.path,
  });
  assert.equal(nowhere.code, 65);
  assert.match(nowhere.output, /nowhere\/backup cannot be written\. Choose another place\./);
  await server.end();

  assert.equal((await allswell(['restore', file], { ALLSWELL_DATA_DIR: to.path })).code, 0);
  await using restored = await startServer({ ALLSWELL_DATA_DIR: to.path });
  const after = (await (await fetch(`${restored.page}/api/v2/summary.json`)).json()) as typeof before;
  assert.deepEqual(after.components, before.components);
  assert.notEqual(after.allswell.epoch, before.allswell.epoch);
  assert.match((await allswell(['admin', 'list'], { ALLSWELL_DATA_DIR: to.path })).output, /maya@fernhill\.example/);
  await restored.end();
  assert.equal(
    (await allswell(['restore', file], { ALLSWELL_DATA_DIR: to.path })).code,
    75,
    'there is something in it',
  );
  assert.equal(readFileSync(file).subarray(0, 2).toString('hex'), '1f8b');
});
