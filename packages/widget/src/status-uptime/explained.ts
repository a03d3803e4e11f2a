import { uptimePercent } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { statusIcon } from '../templates/status-icon.ts';
import type { Cursor } from './bar.ts';
import { barEnds, dayBars } from './bar.ts';
import { dayFacts } from './day.ts';
import type { SeenDetail } from './decode-uptime.ts';
import { ranges } from './decode-uptime.ts';
import { formulaOfDays } from './formula.ts';
import { percentTable, rules, spanTable } from './reasons.ts';
import { dateAt, sayDate, sayDays, sayLevel, sayShare, toneOfLevel, type UptimeTelling } from './telling.ts';

/** One component or group with everything behind its percentages: days, times, weights, what is left out, the formula. */
export function explained(detail: SeenDetail, cursor: Cursor, telling: UptimeTelling): TemplateResult {
  const { strings, days } = telling;
  const { component, members, today } = detail;
  const range = ranges.find((one) => one === `${days}`);
  const percent = formulaOfDays(detail, days)?.percent ?? null;
  const said = sayShare(percent, telling);
  const levels = component.levels.slice(-days);
  const shown = new Map(Array.from(levels, (level, index) => [dateAt(index, levels.length, today), level]));
  const troubled = detail.days.filter(({ date }) => shown.has(date));
  return html`<p class="headline">
      ${percent === null ? sayDays(days, telling) : html`<b>${said}</b> ${strings.inLast(sayDays(days, telling))}`}
    </p>
    <div class="card padded">
      ${dayBars(component, { today, percents: percentsOf(detail) }, cursor, telling)} ${barEnds(today, telling)} ${openedDay(detail, cursor, telling)}
    </div>
    ${
      members.length > 0
        ? html`<h3>${strings.members}</h3>
            <ul class="members">
              ${members.map(({ id, name, shares }) => html`<li>${memberLink(id, name, telling)}${range ? html` <span class="figure">${sayShare(uptimePercent(shares[range]), telling)}</span>` : nothing}</li>`)}
            </ul>`
        : nothing
    }
    <h3>${percent === null ? strings.why : strings.whyPercent(said)}</h3>
    ${percentTable(detail, telling)} ${rules(detail, telling)}
    <h3>${strings.days}</h3>
    ${
      troubled.length > 0
        ? html`<div class="card">
            ${troubled.map(({ date, percent: share }) => {
              const level = shown.get(date) ?? '-';
              const tone = toneOfLevel(level);
              return html`<details class="day" data-date=${date}>
                <summary>
                  ${statusIcon(tone)}<span class="date">${sayDate(date, telling)}</span><span class="level">${sayLevel(level, telling)}</span><span class="figure">${sayShare(share, telling)}</span>${turn}
                </summary>
                <div class="inside">${dayFacts(date, detail, telling)}</div>
              </details>`;
            })}
          </div>`
        : html`<p class="empty">${strings.quiet}</p>`
    }
    ${
      detail.spans.length > 0
        ? html`<details class="table">
            <summary>${strings.table}</summary>
            ${spanTable(detail, telling)}
          </details>`
        : nothing
    }`;
}

/** The percentages of single days, as far as they are known. */
export function percentsOf(detail: SeenDetail | null): ReadonlyMap<string, number | null> {
  return new Map(detail?.days.map(({ date, percent }) => [date, percent]) ?? []);
}

/** The day that was opened from the bars. */
export function openedDay(
  detail: SeenDetail | null,
  { opened, open }: Cursor,
  telling: UptimeTelling,
): TemplateResult | typeof nothing {
  if (!opened) return nothing;
  const { strings } = telling;
  const percent = detail?.days.find(({ date }) => date === opened)?.percent;
  return html`<section class="opened" aria-label=${sayDate(opened, telling, 'long')}>
    <div class="top">
      <h4 tabindex="-1">${sayDate(opened, telling, 'long')}</h4>
      ${percent === undefined ? nothing : html`<span class="figure">${sayShare(percent, telling)}</span>`}
      <button type="button" @click=${() => open('', true)}>${strings.close}</button>
    </div>
    ${detail ? dayFacts(opened, detail, telling) : html`<p class="meta" aria-busy="true">${strings.loading}</p>`}
  </section>`;
}

export const turn = html`<svg class="turn" viewBox="0 0 20 20" aria-hidden="true"><path d="m7 5 5 5-5 5"></path></svg>`;

function memberLink(id: string, name: string, { hrefOf, days }: UptimeTelling): TemplateResult {
  const href = hrefOf(id, days);
  return href ? html`<a href=${href}><bdi>${name}</bdi></a>` : html`<bdi>${name}</bdi>`;
}
