import { DomainError, type UptimePercents, type UptimePreview, type UptimePreviewRequest } from '@allswell/protocol';
import { readPage } from '../../page/read.ts';
import { takeSnapshot } from '../../page/snapshot.ts';
import { publicUrl, type TestAdmin, type TestApp } from '../../testing/app.ts';
import { differencesOf } from '../differences.ts';
import { tryChange } from '../preview.ts';
import { readChange } from '../previewable.ts';

/** What readers are told when the last change was at this moment. */
async function documentsAt({ sql }: TestApp, now: number): Promise<Map<string, UptimePercents>> {
  await sql`update page_state set changed_at = ${new Date(now - 1)}`;
  const { document } = takeSnapshot(await readPage(sql), publicUrl).uptime.uptime;
  return new Map(document.components.map(({ id, percent }) => [id, percent]));
}

/**
 * Previews a change, then makes it: what is wrong with the preview, held against the documents before and after;
 * undefined where all is right. Says whether the change was refused.
 */
export async function judgePreview(
  test: TestApp,
  admin: TestAdmin,
  { method, path, body }: UptimePreviewRequest,
): Promise<{ wrong: string | undefined; refused: boolean }> {
  const tried = await tryIt(test, { method, path, body });
  const before = 'now' in tried ? await documentsAt(test, tried.now) : new Map<string, UptimePercents>();
  const made = await admin.request(method, path, { ...(body !== undefined && { body }) });
  if (made.status >= 400 || 'refused' in tried) {
    const [inPreview, inTruth] = ['refused' in tried ? tried.refused : 'fine', refusalOf(made.status, made.problem)];
    return { wrong: inPreview === inTruth ? undefined : `${inPreview} instead of ${inTruth}`, refused: true };
  }
  return { wrong: compare(tried.components, before, await documentsAt(test, tried.now)), refused: false };
}

type Tried = { components: UptimePreview['components']; now: number } | { refused: string };

async function tryIt({ sql }: TestApp, request: UptimePreviewRequest): Promise<Tried> {
  try {
    const seen = await tryChange(sql, publicUrl, readChange(request));
    return { components: differencesOf(seen), now: seen.now };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return {
      refused: `${error.code} ${(error.errors ?? []).map(({ pointer }) => pointer.replace('/body', '')).join()}`,
    };
  }
}

function refusalOf(status: number, problem: { type?: string; errors?: { pointer: string }[] }): string {
  if (status < 400) return 'fine';
  return `${problem.type?.split('/').at(-1)} ${(problem.errors ?? []).map(({ pointer }) => pointer).join()}`;
}

function compare(
  components: UptimePreview['components'],
  before: ReadonlyMap<string, UptimePercents>,
  after: ReadonlyMap<string, UptimePercents>,
): string | undefined {
  for (const [id, is] of after) {
    const said = components.find((one) => one.id === id);
    const [wasSaid, isSaid] = [said?.before ?? before.get(id), said?.after ?? before.get(id)];
    const [truth, preview] = [
      [before.get(id), is],
      [wasSaid, isSaid],
    ].map((pair) => JSON.stringify(pair));
    if (truth !== preview) return `${id} is said to be ${preview} and is ${truth}`;
  }
  return undefined;
}
