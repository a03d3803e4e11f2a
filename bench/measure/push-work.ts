import type { JsonWebKey } from 'node:crypto';

/** What a sender of push messages is given. */
export interface PushWork {
  subscriptions: { endpoint: string; keys: { p256dh: string; auth: string } }[];
  /** The text that ours puts into a message, and the whole message for the yardstick: the same to the byte. */
  text: string;
  payload: string;
  publicKey: string;
  privateJwk: JsonWebKey;
  subject: string;
  topic: string;
  cert: string;
}

/** What it took to send some messages. */
export interface PushCost {
  messages: number;
  /** Of this process, all threads together. */
  cpuSeconds: number;
  seconds: number;
}

/** Measures the work of this process alone. */
export async function costOf(messages: number, send: (count: number) => Promise<void>): Promise<PushCost> {
  const [cpu, start] = [process.cpuUsage(), performance.now()];
  await send(messages);
  const { user, system } = process.cpuUsage(cpu);
  return { messages, cpuSeconds: (user + system) / 1e6, seconds: (performance.now() - start) / 1_000 };
}

/** Sends so many, at most some of them at once. */
export async function sendAll(count: number, atOnce: number, send: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < count) await send(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
}
