/**
 * A server of its own with nothing but the API, for a test that kills it. It says where it is, and then logs everything.
 * Usage: SOCKET DATABASE PUBLIC_URL
 */
import { getRequestListener } from '@hono/node-server';
import { createApp } from '../../app.ts';
import { connect } from '../../db/connect.ts';
import { listen } from '../../http/listen.ts';
import { createLog } from '../../log.ts';

/** A test may hold it back for as long as a busy machine takes. */
const patienceMs = 60_000;
const [path = '', database = '', publicUrl = ''] = process.argv.slice(2);
const listening = await listen('127.0.0.1', 0);
const app = createApp({
  sql: connect({ path, user: 'allswell', database }, { deadlineMs: patienceMs }),
  config: { publicUrl, adminOrigins: [], trustedProxies: [] },
  log: createLog({ level: 'trace', write: (line) => void process.stdout.write(line) }),
});
const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
listening.answerBy((req, res) => void answer(req, res));
process.stdout.write(`${listening.url}\n`);
