import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { StoryStrings } from '../i18n/story-strings.ts';
import type { SeenUpdate } from '../source/decode.ts';
import type { Reader } from '../time/say.ts';
import { instantOf, sayDuration, sayInFull, sayTime } from '../time/say.ts';
import { textOf } from './text.ts';

/** "4 minutes ago", "just now", "in 2 hours"; "on 22 Nov, 14:32" in words that will be read later. */
export function sayWhen(
  at: number,
  reader: Reader,
  strings: StoryStrings,
  unitDisplay: 'long' | 'short' = 'long',
): string {
  if (reader.isNow === false) return strings.on(sayTime(at, reader));
  const past = reader.now - at;
  if (Math.abs(past) < 60_000 || Number.isNaN(past)) return strings.justNow;
  // What is to come is planned to the minute; of what was, the hour or the day is enough.
  const units = past > 0 ? 1 : 2;
  return strings[past > 0 ? 'ago' : 'in'](sayDuration(past, reader, { unitDisplay, units }));
}

const longAgo = 24 * 3_600_000;

/** The updates of an incident, newest first: status and time beside the words. */
export function thread(updates: readonly SeenUpdate[], reader: Reader, strings: StoryStrings): TemplateResult {
  return html`<ol class="thread">
    ${updates.map((update, index) => {
      const at = instantOf(update.display_at);
      // How long ago the latest word was is what people want to know; for older ones the time does.
      const isFresh = index === 0 && reader.isNow !== false && Math.abs(reader.now - at) < longAgo;
      return html`<li data-update-id=${update.id}>
        <div>
          <b>${strings.status[update.status]}</b>
          <time dir="auto" datetime=${update.display_at} title=${sayInFull(at, reader)}
            >${sayTime(at, reader)}${isFresh ? html`<span class="ago">, ${sayWhen(at, reader, strings, 'short')}</span>` : nothing}</time
          >
          ${update.edited_at ? html`<span class="edited">${strings.edited}</span>` : nothing}
        </div>
        <div class="text">${textOf(update)}</div>
      </li>`;
    })}
  </ol>`;
}
