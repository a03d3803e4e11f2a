import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SeenComponent, SeenUptime } from '../source/decode.ts';
import { sayDuration } from '../time/say.ts';
import { sayPercent } from '../time/say-percent.ts';
import { statusIcon } from './status-icon.ts';
import type { Telling } from './telling.ts';
import { toneOfComponent } from './tone.ts';
import { uptimeBar } from './uptime-bar.ts';

/** One component: what it is called, what it is for, how it is, and how it was day by day. */
export function componentRow(
  component: SeenComponent,
  uptime: SeenUptime | undefined,
  telling: Telling,
): TemplateResult {
  const { strings } = telling;
  const { id, name, description, status } = component;
  const tone = toneOfComponent(status);
  return html`<li class="row ${tone}" data-component-id=${id} data-status=${status}><div class="name"><b><bdi>${name}</bdi></b>${description ? html`<span dir="auto">${description}</span>` : nothing}</div><span class="status">${statusIcon(tone)}${strings.component[status]}</span>${uptimeLink(component, uptime, telling)}</li>`;
}

/**
 * How much of the last days a component or a group was up, as the way to the reasons; a group has a figure alone. Nothing
 * where the source does not tell.
 */
export function uptimeLink(
  { id, name, group }: SeenComponent,
  uptime: SeenUptime | undefined,
  { links, reader, strings }: Telling,
): TemplateResult | typeof nothing {
  if (!uptime || !links.to) return nothing;
  const { percent, levels } = uptime;
  const said = sayPercent(percent, reader.locale);
  /** "2 days": how many days are left when these levels are not counted. */
  const count = (others: RegExp) => {
    const { length } = levels.replace(others, '');
    return length ? sayDuration(length * 86_400_000, reader) : '';
  };
  const facts = strings.uptimeIn(said, count(/-/g), count(/[^123]/g));
  return html`<a class="uptime" href=${links.to(`uptime/${encodeURIComponent(id)}`)} aria-label=${name + strings.colon + facts} data-uptime=${group ? nothing : id}>${group ? nothing : uptimeBar(levels)}<span>${said}</span></a>`;
}
