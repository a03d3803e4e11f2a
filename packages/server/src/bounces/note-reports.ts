import type { Sql } from '../db/connect.ts';
import { readEmailAddress } from '../text/email-address.ts';
import type { BounceReport } from './report.ts';
import { insertBounce, takeReport } from './store.ts';
import { suppress } from './suppress.ts';

/** So many passing troubles within two weeks mean that an address is dead. */
const mostTroubles = 5;

/** What became of a report. */
export interface Noted {
  /** It came before, and nothing was counted twice. */
  isKnown: boolean;
  /** How many addresses are not written to from now on. */
  suppressed: number;
}

/**
 * Acts on what a provider reports: who is gone for good, or complains, is written to no more, at once; who has passing
 * troubles, after five of them within two weeks.
 */
export async function noteReports(sql: Sql, report_hash: Buffer, reports: readonly BounceReport[]): Promise<Noted> {
  const byKey = new Map<string, BounceReport>();
  for (const report of reports) {
    const read = readEmailAddress(report.address);
    // Whatever the grammar refuses was never written to.
    if (read) byKey.set(read.key, { ...report, address: read.address });
  }
  return sql.begin(async (tx) => {
    if (!(await takeReport(tx, report_hash))) return { isKnown: true, suppressed: 0 };
    let suppressed = 0;
    // In one order, so that two reports of the same people do not wait for each other.
    for (const [address_key, { address, kind, detail }] of [...byKey].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (kind === 'transient' && (await insertBounce(tx, { address_key, detail })) < mostTroubles) continue;
      const reason = kind === 'permanent' || kind === 'transient' ? 'bounced' : kind;
      if (await suppress(tx, { channel: 'email', address, reason, detail })) suppressed++;
    }
    return { isKnown: false, suppressed };
  });
}
