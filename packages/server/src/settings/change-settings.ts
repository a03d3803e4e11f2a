import type { Settings, SettingsChange } from '@allswell/protocol';
import { differences, recordAudit } from '../audit/record.ts';
import { bumpSeq } from '../db/page-state.ts';
import type { Write } from '../db/write.ts';
import { invalidRequest } from '../http/validate.ts';
import { requireVersion } from '../http/version.ts';
import { readSettings, toSettings } from './read-settings.ts';
import { lockSettings, updateSettings } from './store.ts';

/** Changes the named settings of the page. */
export async function changeSettings({ tx, by, ifMatch }: Write, change: SettingsChange): Promise<Settings> {
  await bumpSeq(tx);
  const before = await lockSettings(tx);
  await requireVersion(ifMatch, before.version, async () => toSettings(before));

  const languages = change.languages ?? before.languages;
  if (!languages.includes(change.default_language ?? before.default_language)) {
    const detail = 'Send a default language that is one of the languages.';
    throw invalidRequest([{ pointer: '#/default_language', detail }]);
  }

  const changes = differences(before, change);
  if (Object.keys(changes).length > 0) {
    await updateSettings(tx, change);
    await recordAudit(tx, by, { action: 'settings.changed', subject_type: 'settings', subject_id: before.id, changes });
  }
  return readSettings(tx);
}
