import type { Sql } from '../db/connect.ts';
import { openReturnPaths } from '../notifications/channels/email/return-path.ts';
import { readEmailAddress } from '../text/email-address.ts';
import { noteReports } from './note-reports.ts';
import { readSentBack } from './read-dsn.ts';
import { type BounceReport, hashOfReport } from './report.ts';
import { findAddress, isSubscribed } from './store.ts';

/** What became of a mail that was sent back. */
export type TakenBack = 'no report' | 'not ours' | 'known' | 'counted' | 'suppressed';

/**
 * Acts on a mail that a mail server has sent back. Anybody can write such a mail, so it counts for the subscriber whose
 * return path it came to, which nobody else knows. Without a domain for return paths the address that it names has to do.
 */
export async function takeSentBack(
  sql: Sql,
  text: string,
  { masterKey, bounceDomain }: { masterKey: string | undefined; bounceDomain: string | undefined },
): Promise<TakenBack> {
  const sentBack = await readSentBack(text);
  if (!sentBack) return 'no report';
  const owner = await ownerOf(sql, sentBack.sentTo, masterKey);
  let reports: BounceReport[] = [];
  if (owner !== undefined) reports = worstOf(sentBack.reports.map((report) => ({ ...report, address: owner })));
  else if (bounceDomain === undefined) reports = await ofSubscribers(sql, sentBack.reports);
  if (reports.length === 0) return 'not ours';

  const { isKnown, suppressed } = await noteReports(sql, hashOfReport('mail', text), reports);
  if (isKnown) return 'known';
  return suppressed > 0 ? 'suppressed' : 'counted';
}

/** The address of the subscription whose return path is among these. */
async function ownerOf(sql: Sql, sentTo: string[], masterKey: string | undefined): Promise<string | undefined> {
  const returnPaths = await openReturnPaths(sql, masterKey);
  const ids = sentTo.map((address) => returnPaths.subscriptionOf(address)).filter((id) => id !== undefined);
  return ids[0] === undefined ? undefined : findAddress(sql, ids[0]);
}

/** One mail went to one person: however many servers it passed, it failed once. */
function worstOf(reports: BounceReport[]): BounceReport[] {
  const order = ['complained', 'permanent', 'transient'];
  return reports.sort((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)).slice(0, 1);
}

async function ofSubscribers(sql: Sql, reports: BounceReport[]): Promise<BounceReport[]> {
  const ours: BounceReport[] = [];
  for (const report of reports) {
    const key = readEmailAddress(report.address)?.key;
    if (key !== undefined && (await isSubscribed(sql, key))) ours.push(report);
  }
  return ours;
}
