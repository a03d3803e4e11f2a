import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { statusIcon } from '../templates/status-icon.ts';
import type { Bar, Lane } from './lanes.ts';
import { nameOf, statusesOf, type TimelineTelling, toneOfBar, whenOf } from './telling.ts';

/** One thing that was, with each component that it was on. */
interface Entry {
  bar: Bar;
  on: { name: string; statuses: string }[];
}

/** What the picture shows, newest first, in words. */
export function listOf(lanes: readonly Lane[], telling: TimelineTelling): TemplateResult {
  const { strings } = telling;
  const entries = entriesOf(lanes, telling);
  return html`<details class="list">
    <summary>${strings.list}</summary>
    <ol>
      ${entries.map(({ bar, on }) => {
        const tone = toneOfBar(bar);
        const href = telling.hrefOf(bar);
        const name = bar.stories.length === 1 ? html`<bdi>${bar.stories[0]?.name}</bdi>` : nameOf(bar, telling);
        const kind = bar.stories[0]?.kind;
        return html`<li>
          ${statusIcon(tone)}
          <div>
            <p class="what">${href ? html`<a href=${href}>${name}</a>` : html`<b>${name}</b>`}</p>
            <p class="when">
              ${kind ? html`<span>${strings.kind[kind]}</span>` : nothing}
              ${whenOf(bar, telling).map((said) => html`<span>${said}</span>`)}
              ${bar.stories.some(({ countsAsDowntime }) => countsAsDowntime) ? html`<span>${strings.countsAsDowntime}</span>` : nothing}
            </p>
            <ul>
              ${on.map((one) => html`<li><bdi>${one.name || strings.wholePage}</bdi>${strings.colon}${one.statuses}</li>`)}
            </ul>
          </div>
        </li>`;
      })}
    </ol>
  </details>`;
}

function entriesOf(lanes: readonly Lane[], telling: TimelineTelling): Entry[] {
  const entries = new Map<string, Entry>();
  for (const lane of lanes) {
    for (const bar of lane.bars) {
      const key = bar.stories.length > 0 ? bar.stories.map(({ id }) => id).join() : bar.key;
      const on = { name: lane.name, statuses: statusesOf(bar, telling) };
      const entry = entries.get(key);
      if (!entry) entries.set(key, { bar: { ...bar }, on: [on] });
      else {
        // As long as the longest of them.
        entry.bar.startsAt = Math.min(entry.bar.startsAt, bar.startsAt);
        entry.bar.endsAt =
          entry.bar.endsAt === null || bar.endsAt === null ? null : Math.max(entry.bar.endsAt, bar.endsAt);
        entry.bar.parts = [...entry.bar.parts, ...bar.parts];
        entry.on.push(on);
      }
    }
  }
  return [...entries.values()].sort((one, other) => other.bar.startsAt - one.bar.startsAt);
}
