import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident } from '@allswell/protocol';
import type { Challenge, Suppression } from '@allswell/protocol/schema';
import { solve } from '../subscriptions/challenge.ts';
import { allswell, startServer } from '../testing/command-line.ts';
import { temporaryFolder } from '../testing/folder.ts';
import { type SmtpSink, startSmtpSink } from '../testing/smtp-sink.ts';
import { until } from '../testing/until.ts';

const email = 'maya@fernhill.example';
const password = 'four random words do well';

/** The newest mail to somebody. */
async function mailTo(sink: SmtpSink, address: string, after = 0) {
  return until(() => {
    const found = sink.received.slice(after).findLast(({ to }) => to[0] === address);
    assert.ok(found, `no mail to ${address}`);
    return found;
  });
}

function speaker(page: string) {
  return async (method: string, path: string, body?: unknown, token?: string) => {
    const answer = await fetch(`${page}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        origin: page,
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text) as never,
    };
  };
}

test('with a real server: a subscriber who bounces, a webhook that says yes, and an admin who forgot a password', {
  timeout: 120_000,
}, async () => {
  using folder = temporaryFolder();
  const sink = await startSmtpSink();
  const calls: Record<string, unknown>[] = [];
  const endpoint = createServer((req, res) => {
    void (async () => {
      let text = '';
      for await (const chunk of req.setEncoding('utf8')) text += String(chunk);
      const call = JSON.parse(text) as Record<string, unknown>;
      calls.push(call);
      res.end(JSON.stringify({ challenge: call['challenge'] }));
    })();
  }).listen(0, '127.0.0.1');
  await once(endpoint, 'listening');
  const hook = `127.0.0.1:${(endpoint.address() as AddressInfo).port}`;
  const env = {
    ALLSWELL_DATA_DIR: folder.path,
    ALLSWELL_SMTP_URL: sink.url,
    ALLSWELL_BOUNCE_DOMAIN: 'bounces.fernhill.example',
    ALLSWELL_EGRESS_ALLOW: hook,
  };
  try {
    await using server = await startServer(env);
    const say = speaker(server.page);
    const setUp = await say('POST', '/auth/setup', { token: server.setupToken, email, password });
    const { access_token: token } = setUp.body as { access_token: string };

    const ask = async (wish: object) => {
      const { challenge, difficulty, not_before } = (await say('GET', '/api/subscriptions/challenge'))
        .body as Challenge;
      const nonce = solve({ challenge, difficulty });
      await sleep(Math.max(0, Date.parse(not_before) - Date.now() + 50)); // the server takes it no sooner
      return say('POST', '/api/subscriptions', { ...wish, proof: { challenge, nonce } });
    };
    await until(async () => {
      const { subscribe } = (await say('GET', '/api/v2/page.json')).body as { subscribe: { channels: string[] } };
      assert.deepEqual(
        subscribe.channels.filter((way) => way === 'email' || way === 'webhook'),
        ['email', 'webhook'],
      );
    });
    assert.equal((await ask({ channel: 'email', address: 'ana@people.example' })).status, 202);
    assert.equal((await ask({ channel: 'webhook', address: `http://${hook}/in` })).status, 202);
    const confirm = /\/subscriptions\/confirm\/[\w-]+/.exec(
      (await mailTo(sink, 'ana@people.example')).mail.text ?? '',
    )?.[0];
    assert.equal((await say('POST', confirm ?? '')).status, 200);
    await until(() => assert.equal(calls.length, 1));
    await until(async () => {
      const { confirmed } = (await say('GET', '/api/v1/subscribers/counts', undefined, token)).body as {
        confirmed: object;
      };
      assert.deepEqual(confirmed, { email: 1, webhook: 1 });
    });

    const opened = (await say('POST', '/api/v1/incidents', { name: 'Slow answers', body: 'We look into it.' }, token))
      .body as Incident;
    const news = await until(() => {
      const found = sink.received.find(({ mail }) => mail.subject?.includes('Slow answers'));
      assert.ok(found);
      return found;
    });
    assert.match(news.from, /^bounce\+[\w-]+@bounces\.fernhill\.example$/);
    await until(() => assert.equal((calls[1]?.['incident'] as Incident | undefined)?.name, 'Slow answers'));

    const report = [
      `To: ${news.from}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
      '',
      '--b',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.people.example',
      '',
      'Final-Recipient: rfc822; ana@people.example',
      'Action: failed',
      'Status: 5.1.1',
      '',
      '--b--',
      '',
    ].join('\n');
    const taken = await allswell(['bounce'], env, report);
    assert.equal(taken.code, 0, taken.output);
    assert.match(taken.output, /not written to any more/);
    const suppressed = (await say('GET', '/api/v1/suppressions', undefined, token)).body as Suppression[];
    assert.deepEqual(
      suppressed.map(({ address, reason }) => [address, reason]),
      [['ana@people.example', 'bounced']],
    );
    await say('POST', `/api/v1/incidents/${opened.id}/updates`, { status: 'resolved', body: 'It is over.' }, token);
    await until(() => assert.equal((calls[2]?.['incident'] as Incident | undefined)?.status, 'resolved'));

    const before = sink.received.length;
    assert.ok(!sink.received.some(({ mail }) => mail.text?.includes('It is over.')));
    assert.equal((await say('POST', '/auth/forgot-password', { email: 'stranger@elsewhere.example' })).status, 202);
    assert.equal((await say('POST', '/auth/forgot-password', { email })).status, 202);
    const letter = (await mailTo(sink, email, before)).mail.text ?? '';
    const [, secret] = /\/admin#reset=([\w-]+)/.exec(letter) ?? [];
    const renewed = 'four other words are fine';
    assert.equal((await say('POST', '/auth/reset-password', { token: secret, password: renewed })).status, 200);
    assert.equal((await say('POST', '/auth/reset-password', { token: secret, password })).status, 410);
    const signedIn = await say('POST', '/auth/sign-in', { email, password: renewed });
    const { access_token: fresh } = signedIn.body as { access_token: string };

    const invited = await say('POST', '/api/v1/admins', { email: 'omar@fernhill.example' }, fresh);
    const [, shown] = /#invite=([\w-]+)/.exec((invited.body as { invite_url: string }).invite_url) ?? [];
    const [, mailed] =
      /\/admin#invite=([\w-]+)/.exec((await mailTo(sink, 'omar@fernhill.example')).mail.text ?? '') ?? [];
    assert.ok(mailed && mailed !== shown);
    assert.equal((await say('POST', '/auth/accept-invite', { token: mailed, password: renewed })).status, 200);
    assert.equal(sink.received.length, before + 2);
  } finally {
    endpoint.close();
    endpoint.closeAllConnections();
    await sink.stop();
  }
});
