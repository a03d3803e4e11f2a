import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Summary } from '@allswell/protocol';
import { allswell, type StartedServer, startServer } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/folder.ts';

const limit = { timeout: 120_000 };

async function read(server: StartedServer): Promise<Summary> {
  return (await (await fetch(`${server.page}/api/v2/summary.json`)).json()) as Summary;
}

test(
  'started with --demo, an empty folder becomes a page full of life, and is the same at the next start',
  limit,
  async () => {
    using folder = temporaryFolder();
    const env = { ALLSWELL_DATA_DIR: folder.path };
    await using first = await startServer(env, ['--demo']);
    const filled = await read(first);
    assert.equal(filled.page.name, 'Larkspur');
    assert.equal(filled.incidents.length, 1);
    assert.ok(first.setupToken, 'its first admin is made by whoever started it');

    const beside = await allswell(['all', '--demo'], { ...env, PORT: '0' });
    assert.equal(beside.code, 75, 'there is one already');
    await first.end();

    await using second = await startServer(env, ['--demo']);
    const again = await read(second);
    assert.deepEqual(
      again.incidents.map((incident) => incident.id),
      filled.incidents.map((incident) => incident.id),
    );
    assert.equal(again.components.length, filled.components.length);
    await second.end();
  },
);

test(
  'a page in use is not filled: --demo ends with 65 and says what to do, and the page stays as it was',
  limit,
  async () => {
    using folder = temporaryFolder();
    const env = { ALLSWELL_DATA_DIR: folder.path };
    const create = ['admin', 'create', '--email', 'maya@fernhill.example', '--password-stdin'];
    assert.equal((await allswell(create, env, 'correct horse battery staple\n')).code, 0);
    const refused = await allswell(['all', '--demo'], { ...env, PORT: '0', ALLSWELL_EXAMPLE_PORT: '0' });
    assert.equal(refused.code, 65, refused.output);
    assert.match(
      refused.output,
      /This database is in use \(admins: 1\).*ALLSWELL_DATA_DIR=\.\/demo npm start -- --demo/s,
    );
    assert.doesNotMatch(refused.output, /^page: /m);

    await using server = await startServer(env);
    assert.deepEqual((await read(server)).components, []);
    await server.end();
  },
);
