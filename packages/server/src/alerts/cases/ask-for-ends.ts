import type { Sql } from '../../db/connect.ts';
import type { NewRelic } from '../../new-relic/create-new-relic.ts';
import { takeAlerts } from './take-alerts.ts';
import { takeUnheard } from './due-store.ts';

/** How long a case is silent before it is asked for, and how often it is asked for then. */
const silentSeconds = 5 * 60;
const casesAtOnce = 50;

/**
 * Asks New Relic for the ends that it could not deliver: it gives up on an address that does not answer for a while, and
 * what was closed meanwhile would stay open here for ever. Nobody asks twice for the same within five minutes.
 */
export async function askForEnds(
  sql: Sql,
  {
    newRelic,
    publicUrl,
    signal,
  }: { newRelic: Pick<NewRelic, 'state' | 'findIssues'>; publicUrl: string; signal?: AbortSignal },
): Promise<void> {
  if (!newRelic.state().is_configured) return;
  for (const { source_id, source_name, alerts } of await takeUnheard(sql, { silentSeconds, limit: casesAtOnce })) {
    // The old kind of alert has a number for a key, of which this API knows nothing.
    const keys = alerts.map(({ key }) => key).filter((key) => !/^\d+$/.test(key));
    if (keys.length === 0) continue;
    const issues = await newRelic.findIssues(keys, signal && { signal });
    const closed = new Map(issues.filter(({ state }) => state === 'CLOSED').map((issue) => [issue.issueId, issue]));
    const ends = alerts.flatMap(({ key, title }) => {
      const issue = closed.get(key);
      return issue ? [endOf({ key, title, closedAt: issue.closedAt })] : [];
    });
    if (ends.length === 0) continue;
    const sender = { id: source_id, kind: 'new_relic', name: source_name } as const;
    await sql.begin((tx) => takeAlerts(tx, sender, ends, { publicUrl }));
  }
}

function endOf({ key, title, closedAt }: { key: string; title: string; closedAt: Date | null }) {
  return {
    key,
    title,
    state: 'resolved' as const,
    severity: null,
    body: null,
    url: null,
    started_at: null,
    ended_at: closedAt?.toISOString() ?? null,
    labels: {},
    entities: [],
    is_test: false,
  };
}
