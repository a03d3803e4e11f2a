import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Egress, EgressError } from '../../http/safe-fetch.ts';
import { createAsk, usualPatience } from './ask.ts';

/** Asks a source of which each answer, or what went wrong instead, is known. */
function askOf(answers: (Partial<Awaited<ReturnType<Egress['request']>>> | EgressError)[]) {
  const asked: string[] = [];
  const egress = {
    request: (address: string) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(address);
      return answer instanceof EgressError
        ? Promise.reject(answer)
        : Promise.resolve({ status: 200, headers: {}, body: Buffer.from('{}'), isCut: false, ...answer });
    },
  } as Egress;
  const patience = { ...usualPatience, pause: () => Promise.resolve() };
  return { asked, ask: createAsk({ egress, patience, signal: new AbortController().signal }) };
}

const address = 'https://status.fernhill.example/api/v2/summary.json';

test('a name that nobody has is asked for once more, and told', async () => {
  const { ask, asked } = askOf([new EgressError('nameless', 'No machine has the name status.fernhill.example.')]);
  await assert.rejects(ask.json(address), { code: 'upstream-unreachable', message: /No machine has the name/ });
  assert.equal(asked.length, 2);
});

test('who cannot be reached for a while is asked again', async () => {
  const gone = new EgressError('unreachable', 'status.fernhill.example cannot be reached.');
  const { ask, asked } = askOf([gone, gone, gone, gone, {}]);
  assert.deepEqual(await ask.json(address), {});
  assert.equal(asked.length, 5);
});

test('a page that leads into a private network is named, and not the way that it leads', async () => {
  const { ask } = askOf([
    { status: 302, headers: { location: 'http://169.254.169.254/' } },
    new EgressError('refused', 'Send an address that begins with https://.'),
  ]);
  await assert.rejects(ask.json(address), {
    code: 'import-unreadable',
    message: `${address} leads where nothing may be asked.`,
  });
});
