import type { PageStrings } from '../i18n/page-strings.ts';
import type { Story } from '../source/decode.ts';
import type { Tone } from './tone.ts';
import { toneOfOpen } from './tone.ts';

/** True for what is over. */
export function isOver({ status }: Story): boolean {
  return status === 'resolved' || status === 'postmortem' || status === 'completed';
}

/** True for a maintenance that was called off: nothing of it was done. */
export function isCancelled(story: Story): boolean {
  return story.kind === 'maintenance' && story.cancelled_at !== null;
}

/** Where something stands, in words. What was called off is not called done. */
export function statusOf(story: Story, status: Story['status'], strings: PageStrings): string {
  return status === 'completed' && isCancelled(story) ? strings.cancelled : strings.status[status];
}

/** What something looks like while it lasts. */
export function toneOf(story: Story): Tone {
  return story.kind === 'maintenance' ? 'maintenance' : toneOfOpen(story.impact);
}
