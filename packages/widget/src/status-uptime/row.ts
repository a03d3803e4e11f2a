import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Cursor } from './bar.ts';
import { dayBars } from './bar.ts';
import type { SeenComponentUptime, SeenDetail } from './decode-uptime.ts';
import { ranges } from './decode-uptime.ts';
import { openedDay, percentsOf, turn } from './explained.ts';
import { percentTable, rules, spanTable } from './reasons.ts';
import { sayRange, sayShare, type UptimeTelling } from './telling.ts';

/** How one component or group is shown. */
export interface RowOptions {
  today: string;
  cursor: Cursor;
  /** Everything about it; null while that is not known. */
  detail: SeenDetail | null;
  /** Whether its reasons can be opened here; elsewhere they are on a page of their own. */
  isOpenable: boolean;
  isOpen: boolean;
  isFailing: boolean;
  /** Its reasons were opened or closed. */
  onReasons: (isOpen: boolean) => void;
}

/** One component or group: its days and its percentages, and why they are what they are. */
export function uptimeRow(component: SeenComponentUptime, options: RowOptions, telling: UptimeTelling): TemplateResult {
  const { strings, hrefOf, days } = telling;
  const { id, name, group, percent } = component;
  const { detail, today, cursor } = options;
  const href = hrefOf(id, days);
  const title = href ? html`<a href=${href}><bdi>${name}</bdi></a>` : html`<bdi>${name}</bdi>`;
  return html`<article class="row ${group ? 'group' : ''}" data-component-id=${id} aria-label=${name}>
    ${dayBars(component, { today, percents: percentsOf(detail) }, cursor, telling, html`<h3>${title}</h3>`)}
    <dl class="ranges">
      ${ranges.map(
        (range) =>
          html`<div class=${range === `${days}` ? 'chosen' : nothing}>
            <dt>${sayRange(range, telling)}</dt>
            <dd>${sayShare(percent[range], telling)}</dd>
          </div>`,
      )}${!options.isOpenable && href ? html`<div class="whole"><dt class="visually-hidden">${strings.reckoning}</dt><dd><a href=${href} aria-label=${name + strings.colon + strings.why}>${strings.why}</a></dd></div>` : nothing}
    </dl>
    ${openedDay(detail, cursor, telling)}
    ${
      options.isOpenable
        ? html`<details class="why" ?open=${options.isOpen} @toggle=${(event: Event) => options.onReasons((event.target as HTMLDetailsElement).open)}>
            <summary>${turn}<span>${strings.why}</span></summary>
            ${options.isOpen ? reasons(options, telling) : nothing}
          </details>`
        : nothing
    }
  </article>`;
}

function reasons({ detail, isFailing }: RowOptions, telling: UptimeTelling): TemplateResult {
  const { strings } = telling;
  if (!detail) {
    return html`<p class="meta" role="status" aria-busy=${!isFailing}>${isFailing ? strings.failed : strings.loading}</p>`;
  }
  return html`${percentTable(detail, telling)} ${rules(detail, telling)} ${detail.spans.length > 0 ? spanTable(detail, telling) : nothing}`;
}
