import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, ask } from './ask.ts';

const patienceMs = 30_000;

/** Waits until an address is answered with its best compression: bytes are not measured that readers get for a moment. */
export async function untilSettled(url: string, headers: Record<string, string>): Promise<Answer> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask(url, headers);
    if (answer.status === 200 && !answer.headers.etag?.includes('-quick')) return answer;
    if (performance.now() > deadline) throw new Error(`${url} is still at ${answer.headers.etag}.`);
    await pause(50);
  }
}
