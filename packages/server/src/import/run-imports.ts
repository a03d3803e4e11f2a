import type { Config } from '../config.ts';
import type { Sql } from '../db/connect.ts';
import { leaseMs, LostImportError } from './hold-import.ts';
import { forgetChecked, takeLease } from './store.ts';

/**
 * Does what is next for imports, from one process of all at a time for each. Answers in how many milliseconds to look
 * again: at once while there is more.
 */
export async function runImports(
  sql: Sql,
  config: Pick<Config, 'masterKey' | 'egressAllow' | 'upstreams'>,
  { publicUrl, signal }: { publicUrl: string; signal: AbortSignal },
): Promise<number | null> {
  const leased = await takeLease(sql, { forMs: leaseMs });
  if (!leased) {
    await forgetChecked(sql);
    return null;
  }
  try {
    const { workOnImport } = await import('./work-on-import.ts');
    await workOnImport(sql, leased, { ...config, publicUrl }, signal);
  } catch (error) {
    if (!(error instanceof LostImportError) && !signal.aborted) throw error;
  }
  return 0;
}
