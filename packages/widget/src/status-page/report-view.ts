import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ReportStrings } from '../i18n/report-strings.ts';
import { reportWords } from '../i18n/report-words.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { uptimeBar } from '../templates/uptime-bar.ts';
import { format, type Reader, sayDuration, sayMonth, sayMoment, sayRange, sayZone } from '../time/say.ts';
import { sayPercent } from '../time/say-percent.ts';
import type { SeenDone, SeenReport, SeenShare, SeenWeights } from './decode-report.ts';
import { decodeReport } from './decode-report.ts';
import { monthAsked } from './month-asked.ts';
import { staleNote } from './stale-note.ts';
import type { FurtherView, View } from './view.ts';
import { wholePage } from './whole-page.ts';

/** A month in numbers, as a document that can be printed and sent. */
export const reportView: FurtherView = {
  draw(view) {
    const { asked, seen, telling } = view;
    if (!seen.allswell) return wholePage(view);
    const report = decodeReport(asked.report);
    // The words were waited for.
    return report ? reportOf(view, report, reportWords(telling.strings.language) as ReportStrings) : undefined;
  },
  words: reportWords,
  wants(asked, seen) {
    const month = monthAsked(asked, seen);
    return { name: 'report', path: `reports/${encodeURIComponent(month)}.json`, isIt: asked.report?.month === month };
  },
};

function reportOf(view: View, report: SeenReport, words: ReportStrings): TemplateResult {
  const { seen, telling, truth } = view;
  const { links, reader } = telling;
  const stories = (kind: 'incident' | 'maintenance') => report.stories.filter((story) => story.kind === kind);
  const { to } = links;
  // Days are those of the page, whoever reads it.
  const days = { ...reader, timeZone: seen.page.time_zone };
  const until = report.running ? sayMoment(report.until, days) : sayDay(report.until - 1, days);
  return html`<article class="report">
    <div class="title">
      <p class="meta">${words.title(seen.page.name)}</p>
      <h1>${sayMonth(report.month, reader)}</h1>
      <p class="meta">
        <span>${words.period(sayDay(report.from, days), until)}</span>
        <span>${words.zone(sayZone(days))}</span>
        ${report.running ? html`<span>${words.running}</span>` : nothing}
      </p>
    </div>
    ${truth === 'fresh' ? nothing : staleNote(view)}
    <section aria-labelledby="numbers">
      <h2 class="visually-hidden" id="numbers">${words.numbers}</h2>
      ${numbers(report, view, words)}
    </section>
    <section aria-labelledby="shares">
      <h2 id="shares">${words.components}</h2>
      ${shares(report, view, words)}
    </section>
    <section aria-labelledby="incidents">
      <h2 id="incidents">${words.story.incident}</h2>
      ${list(stories('incident'), words.noIncidents, report, view, words)}
    </section>
    <section aria-labelledby="maintenances">
      <h2 id="maintenances">${words.story.maintenance}</h2>
      ${list(stories('maintenance'), words.noMaintenance, report, view, words)}
    </section>
    <section aria-labelledby="counted">
      <h2 id="counted">${words.counted}</h2>
      ${report.weights.map((weights) => weightsOf(weights, view, words))}
      <p class="meta">${words.rules}</p>
    </section>
    ${
      to
        ? html`<nav class="months" aria-label=${words.months}>
              ${report.earlier ? html`<a class="prev" rel="prev" href=${to(`reports/${report.earlier}`)}>${arrow}<span>${sayMonth(report.earlier, reader)}</span></a>` : nothing}
              ${report.later ? html`<a class="next" rel="next" href=${to(`reports/${report.later}`)}>${arrow}<span>${sayMonth(report.later, reader)}</span></a>` : nothing}
            </nav>
            <nav class="ways"><a href=${to('history', { month: report.month })}>${words.history}</a></nav>`
        : nothing
    }
  </article>`;
}

function numbers(report: SeenReport, { telling }: View, words: ReportStrings): TemplateResult {
  const { reader, links } = telling;
  const longest = report.stories.find(({ id }) => id === report.longest);
  const figure = (word: string, value: string | TemplateResult, more: string | TemplateResult = '') =>
    html`<div>
      <dt>${word}</dt>
      <dd><b>${value}</b>${more ? html`<span>${more}</span>` : nothing}</dd>
    </div>`;
  return html`<dl class="card numbers">
    ${figure(words.average, sayShare(report.average, reader, words))}
    ${figure(words.incidents, `${report.incidents}`)} ${figure(words.maintenances, `${report.maintenances}`)}
    ${report.medianMs === null ? nothing : figure(words.median, sayDuration(report.medianMs, reader))}
    ${
      longest
        ? figure(
            words.longest,
            sayDuration(longest.inMonthMs, reader),
            html`<a href=${links.story(longest) ?? nothing}><bdi>${longest.name}</bdi></a>`,
          )
        : nothing
    }
  </dl>`;
}

function shares(report: SeenReport, view: View, words: ReportStrings): TemplateResult {
  const ordered = report.components.flatMap((one) => {
    if (!one.group) return report.components.some(({ id, group }) => group && id === one.group_id) ? [] : [one];
    return [one, ...report.components.filter(({ group, group_id }) => !group && group_id === one.id)];
  });
  // What is laid out in another way on a small screen stays a table for those who hear it.
  return html`<table class="card shares" role="table">
    <thead>
      <tr role="row">
        ${[words.component, words.days, words.uptime, words.downtime].map((word) => html`<th role="columnheader" scope="col">${word}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${ordered.map((one) => share(one, report, view, words))}
    </tbody>
  </table>`;
}

function share(one: SeenShare, report: SeenReport, { telling }: View, words: ReportStrings): TemplateResult {
  const { reader, links, strings } = telling;
  const { sum, levels } = one;
  const troubled = levels.replaceAll(/[^123]/g, '').length;
  const href = links.to?.(`uptime/${encodeURIComponent(one.id)}`);
  const parts = (
    [
      ['major_outage', sum.major],
      ['partial_outage', sum.partial],
      ['degraded_performance', sum.degraded],
      ['under_maintenance', sum.maintenance],
    ] as const
  ).filter(([, ms]) => ms > 0);
  const isNew = one.since > `${report.month}-01`;
  return html`<tr role="row" class="${one.group ? 'group' : ''} ${one.group_id ? 'member' : ''}" data-component-id=${one.id}>
    <th role="rowheader" scope="row">
      ${href ? html`<a href=${href}><bdi>${one.name}</bdi></a>` : html`<bdi>${one.name}</bdi>`}
      ${isNew ? html`<span>${words.since(sayDate(one.since, reader))}</span>` : nothing}
      ${one.group ? nothing : parts.map(([status, ms]) => html`<span>${strings.component[status]}${strings.colon}${sayDuration(ms, reader)}</span>`)}
    </th>
    <td role="cell">${uptimeBar(levels)}<span class="visually-hidden">${words.troubled(troubled)}</span></td>
    <td role="cell" class="percent">${sayShare(one.percent, reader, words)}</td>
    <td role="cell">
      <span class="slim" aria-hidden="true">${words.downtime}${strings.colon}</span>${one.percent === null ? words.unknown : sum.down > 0 ? sayDuration(sum.down / 1_000, reader) : words.noDowntime}
    </td>
  </tr>`;
}

function list(
  stories: readonly SeenDone[],
  nothingThere: string,
  report: SeenReport,
  { telling }: View,
  words: ReportStrings,
): TemplateResult {
  const { links, reader, strings } = telling;
  if (stories.length === 0) return html`<p class="empty">${nothingThere}</p>`;
  const nameOf = (id: string) => report.components.find((one) => one.id === id && !one.group)?.name;
  return html`<ol class="card rows found">
    ${stories.map((story) => {
      const { startsAt, endsAt, lastedMs, inMonthMs } = story;
      const tone = story.kind === 'maintenance' ? 'maintenance' : story.impact;
      const names = story.components.flatMap((id) => nameOf(id) ?? []);
      const isOver = endsAt !== null && endsAt <= reader.now;
      return html`<li class="row ${tone}" data-incident-id=${story.id}>
        ${statusIcon(tone)}
        <div>
          <p class="name"><a href=${links.story(story) ?? nothing}><bdi>${story.name}</bdi></a></p>
          <p class="meta">
            ${
              isOver
                ? html`<span>${sayRange(startsAt, endsAt, reader)}</span>`
                : html`<span>${strings.since(sayMoment(startsAt, reader))}</span><span>${words.ongoing}</span>`
            }
            <span>${sayDuration(lastedMs, reader)}</span>
            ${inMonthMs < lastedMs ? html`<span>${words.ofThese(sayDuration(inMonthMs, reader))}</span>` : nothing}
            ${story.countsAsDowntime ? html`<span>${words.countsAsDowntime}</span>` : nothing}
          </p>
          ${
            names.length > 0
              ? html`<p class="meta names">
                  <span>${names.map((name, index) => html`${index > 0 ? strings.comma : nothing}<bdi>${name}</bdi>`)}</span>
                </p>`
              : nothing
          }
        </div>
      </li>`;
    })}
  </ol>`;
}

function weightsOf(weights: SeenWeights, { telling }: View, words: ReportStrings): TemplateResult {
  const { reader, strings } = telling;
  const said = (['major_outage', 'partial_outage', 'degraded_performance'] as const).map((status) =>
    words.weight(strings.component[status], sayWeight(weights[status], reader)),
  );
  return html`<p class="weights">
    ${said.map((one) => html`<span>${one}</span>`)}${Number.isNaN(weights.from) ? nothing : html`<span>${words.weightsFrom(sayMoment(weights.from, reader))}</span>`}
  </p>`;
}

function sayWeight(share: number, { locale }: Reader): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1, numberingSystem: 'latn' })
    .format(share)
    .replaceAll(/\s/g, '\u00a0');
}

function sayShare(percent: number | null, { locale }: Reader, words: ReportStrings): string {
  return percent === null ? words.none : sayPercent(percent, locale);
}

/** "1 November 2026" of an instant. */
function sayDay(at: number, reader: Reader): string {
  if (Number.isNaN(at)) return '';
  return format(reader, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** "2 November 2026" of a day such as 2026-11-02. */
function sayDate(day: string, { locale }: Reader): string {
  return sayDay(Date.parse(`${day}T00:00:00Z`), { locale, timeZone: 'UTC', now: 0 });
}

const arrow = html`<svg class="turn" viewBox="0 0 20 20" aria-hidden="true"><path d="m7 5 5 5-5 5"></path></svg>`;
