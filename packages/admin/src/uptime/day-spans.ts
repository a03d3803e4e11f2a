import type { Correction, UptimeReport, UptimeSpanDocument } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Panel } from '../status-admin/panel.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon, toneOfComponent } from '../templates/status-icon.ts';
import { browserZone, sayInstant } from '../time/format.ts';
import { sayMoment, saySpan } from '../time/say-plan.ts';
import { sayDuration, sayWeight } from './say.ts';

export interface SpanContext {
  panel: Panel;
  words: LaterStrings['uptime'];
  report: UptimeReport;
  corrections: readonly Correction[];
  onReclassify: (span: UptimeSpanDocument) => void;
  onTakeBack: (correctionId: string) => void;
}

/** One time of a component: what it counts as and weighs, what caused it, and who says otherwise. */
export function spanRow(span: UptimeSpanDocument, context: SpanContext): TemplateResult {
  const { panel, words, report, corrections, onReclassify, onTakeBack } = context;
  const { strings, locale } = panel;
  const zone = report.time_zone;
  const tone = toneOfComponent(span.counts_as);
  const from = Date.parse(span.starts_at);
  const until = span.ends_at === null ? null : Date.parse(span.ends_at);
  const say = (timeZone: string) =>
    until === null ? words.since(sayMoment(from, timeZone, locale)) : saySpan(from, until, timeZone, locale);
  const [when, yours] = [say(zone), say(browserZone())];
  const nameOf = (status: string) => strings.status.component[status] ?? strings.status.unknown;
  const correction = span.correction && corrections.find((one) => one.id === span.correction?.id);
  const made = span.correction;
  return html`${statusIcon(tone)}
    <div>
      <p class="what">
        ${
          span.status === span.counts_as
            ? nameOf(span.status)
            : html`<span class="was soft">${nameOf(span.status)}</span> ${words.countsAs(span.counts_as === 'operational' && made ? words.reclassify.falseAlarm : nameOf(span.counts_as))}`
        }
      </p>
      <p>${when}${yours === when ? nothing : html` <span class="soft">${words.yours(yours)}</span>`}</p>
      <p class="soft">${sayDuration(span.seconds, locale)} · ${sayWeight(span.excluded ? 'under_maintenance' : span.counts_as, span.weight, { words, locale })}</p>
      ${causes(span, context)}
      ${
        made
          ? html`<p>
              <q>${made.reason}</q>
              <span class="soft">${words.correctedBy(correction?.created_by ?? strings.activity.system, sayInstant(made.made_at, { locale, timeZone: browserZone() }))}</span>
            </p>`
          : nothing
      }
    </div>
    <div class="actions">
      <button
        class="button small quiet"
        type="button"
        data-reclassify-from=${from}
        aria-label=${words.reclassifyOf(nameOf(span.status), when)}
        @click=${() => onReclassify(span)}
      >
        ${words.reclassify.open}
      </button>
      ${
        made
          ? html`<button class="button small quiet" type="button" @click=${() => onTakeBack(made.id)}>${words.takeBack}</button>`
          : nothing
      }
    </div>`;
}

/** What it came from: an incident, a maintenance, or somebody's hand. */
function causes(
  { incidents, status }: UptimeSpanDocument,
  { panel, words, report }: SpanContext,
): TemplateResult | typeof nothing {
  if (incidents.length === 0) return status === 'operational' ? nothing : html`<p class="soft">${words.byHand}</p>`;
  return html`${incidents.map((id) => {
    const story = report.stories.find((one) => one.id === id);
    const isPlan = story?.kind === 'maintenance';
    const name = html`<bdi>${story?.name ?? id}</bdi>`;
    return html`<p>
      <span class="soft">${isPlan ? panel.strings.history.maintenance : panel.strings.history.incident}:</span>
      ${screenLink(panel, isPlan ? { screen: 'one-maintenance', id } : { screen: 'incident', id }, name)}
      ${story?.counts_as_downtime ? html`<span class="soft">${words.countsAsDowntime}</span>` : nothing}
    </p>`;
  })}`;
}
