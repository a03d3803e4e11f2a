import type { PageRows } from '../../read.ts';
import { takeSnapshot } from '../../snapshot.ts';
import { page } from '../../testing/rows.ts';
import { publicUrl as usualUrl } from '../../testing/serve-page.ts';
import type { Format } from '../address.ts';
import { feedContext } from '../compose-feed.ts';
import { composeSyndicated } from '../compose-syndicated.ts';

export interface WriteOptions {
  componentId?: string;
  perUpdate?: boolean;
  lang?: string;
  publicUrl?: string;
  hub?: string;
}

/** What readers get of these rows, as text. */
export async function written(format: Format, rows: Partial<PageRows>, options: WriteOptions = {}): Promise<string> {
  const { componentId, perUpdate = false, lang = 'en', publicUrl = usualUrl, hub } = options;
  const snapshot = takeSnapshot(page(rows), publicUrl);
  const component = snapshot.summary.components.find(({ id }) => id === componentId);
  const context = feedContext({ snapshot, publicUrl, lang, mainLang: 'en', hub });
  const made = await composeSyndicated({ format, componentId, perUpdate }, component, context);
  return made.identity.toString();
}
