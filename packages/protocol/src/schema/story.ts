import * as v from 'valibot';
import { impacts } from '../vocabulary.ts';

const stamp = v.string();

/** An incident or a maintenance as far as uptime, timeline, history and reports name it. */
export const storyReferenceSchema = v.object({
  id: v.string(),
  name: v.string(),
  kind: v.picklist(['incident', 'maintenance']),
  impact: v.picklist([...impacts, 'maintenance']),
  status: v.string(),
  starts_at: stamp,
  /** null: it goes on. Of a planned maintenance its planned end. */
  ends_at: v.nullable(stamp),
  components: v.array(v.string()),
  shortlink: v.string(),
  /** A maintenance that counts as downtime. */
  counts_as_downtime: v.optional(v.boolean()),
});
export type StoryReference = v.InferOutput<typeof storyReferenceSchema>;
