import type { Config } from '../config.ts';
import type { Sql } from '../db/connect.ts';
import { createEgress, type Egress } from '../http/safe-fetch.ts';
import { readPage } from '../page/read.ts';
import { takeSnapshot } from '../page/snapshot.ts';
import { listTopics } from './list-topics.ts';
import {
  beginLook,
  claimTopics,
  type DueTopic,
  isLookDue,
  keepTopics,
  markFailed,
  markTold,
  nextDueInMs,
} from './store.ts';

const atOnce = 4;
const firstRetryMs = 5_000;
const lastRetryMs = 60 * 60_000;
const shortestWaitMs = 250;

export type HubConfig = Pick<Config, 'websubHub' | 'publicUrl' | 'egressAllow' | 'upstreams'>;

/**
 * Tells the hub (WebSub, 6) of each feed that says something else than when it was last told, from one process of all.
 * What the hub does not take is tried again, ever more rarely. Answers in how many milliseconds more is due.
 */
export async function tellHub(sql: Sql, config: HubConfig): Promise<number | null> {
  const { websubHub: hub, publicUrl } = config;
  // Without an address that others know, there is nothing for a hub to fetch.
  if (hub === undefined || publicUrl === undefined) return null;
  if (await isLookDue(sql)) await look(sql, publicUrl);
  const claimed = await claimTopics(sql, atOnce);
  if (claimed.length > 0) {
    // Whoever runs the server chose this address.
    const egress = createEgress({ allow: [...config.egressAllow, hostOf(hub)], upstreams: config.upstreams });
    try {
      await Promise.all(claimed.map((topic) => tell(sql, topic, { hub, egress })));
    } finally {
      egress.close();
    }
  }
  const dueInMs = await nextDueInMs(sql);
  return dueInMs === null ? null : Math.max(claimed.length > 0 ? 0 : shortestWaitMs, dueInMs);
}

/** Compares the feeds of now with those of the last time. */
async function look(sql: Sql, publicUrl: string): Promise<void> {
  const rows = await readPage(sql);
  const topics = listTopics(takeSnapshot(rows, publicUrl), publicUrl);
  await sql.begin(async (tx) => {
    if (await beginLook(tx, rows.state)) await keepTopics(tx, topics);
  });
}

async function tell(sql: Sql, topic: DueTopic, { hub, egress }: { hub: string; egress: Egress }): Promise<void> {
  const reason = await ask(topic.topic, { hub, egress });
  if (reason === undefined) await markTold(sql, topic);
  else
    await markFailed(sql, topic, { reason, afterMs: Math.min(lastRetryMs, firstRetryMs * 2 ** (topic.attempts - 1)) });
}

/** Why the hub did not take it; undefined when it did. */
async function ask(topic: string, { hub, egress }: { hub: string; egress: Egress }): Promise<string | undefined> {
  try {
    const { status } = await egress.request(hub, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic, 'hub.topic': topic }).toString(),
    });
    return status >= 200 && status < 300 ? undefined : `The hub answered ${status}.`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function hostOf(address: string): string {
  const { hostname, port, protocol } = new URL(address);
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}
