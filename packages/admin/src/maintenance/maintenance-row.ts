import type { AdminMaintenance, Series } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Panel } from '../status-admin/panel.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import type { TimeContext } from '../time/format.ts';
import { sayMoment, saySpan } from '../time/say-plan.ts';
import { readRule } from './rule.ts';
import { sayRule } from './say-rule.ts';
import { sayClockOf, sayStage, stageOf, toneOfMaintenance } from './standing.ts';

/** What the clock's words do not say by themselves. */
const namedStages = ['late', 'running_over'];

/** One maintenance in a list: when, where it stands, whom it touches. Styled as an incident's row is. */
export function maintenanceRow(maintenance: AdminMaintenance, panel: Panel, time: TimeContext): TemplateResult {
  const { strings } = panel;
  const tone = toneOfMaintenance(maintenance);
  const names = maintenance.components.map((one) => one.name);
  const [from, until] = [Date.parse(maintenance.scheduled_for), Date.parse(maintenance.scheduled_until)];
  const facts = [
    ...(namedStages.includes(stageOf(maintenance)) || maintenance.status === 'verifying'
      ? [sayStage(maintenance, strings)]
      : []),
    sayClockOf(maintenance, { strings, ...time }),
    names.length > 0 ? strings.overview.affects(names) : strings.overview.affectsNothing,
  ];
  return html`<div class="incident tone-${tone}" data-incident-id=${maintenance.id}>
    ${statusIcon(tone)}
    <div>
      ${screenLink(panel, { screen: 'one-maintenance', id: maintenance.id }, maintenance.name)}
      <p>${saySpan(from, until, time.timeZone, time.locale)}</p>
      <p>${facts.join(' · ')}</p>
    </div>
    ${
      maintenance.series
        ? screenLink(
            panel,
            { screen: 'maintenance-series', id: maintenance.series.id },
            strings.maintenance.list.repeats,
            'button small quiet',
          )
        : nothing
    }
  </div>`;
}

/** One series in a list: its rule in words, and when the next one is. */
export function seriesRow(series: Series, panel: Panel, time: TimeContext): TemplateResult {
  const { strings } = panel;
  const words = strings.maintenance.list;
  const next = series.occurrences.find((one) => !one.is_skipped && Date.parse(one.scheduled_until) > Date.now());
  const rule = sayRule(readRule(series.rrule), { start: series.starts_at.slice(0, 16), strings, locale: time.locale });
  return html`<div class="incident tone-${series.ended_at || !next ? 'none' : 'maintenance'}" data-series-id=${series.id}>
    ${statusIcon(series.ended_at || !next ? 'none' : 'maintenance')}
    <div>
      ${screenLink(panel, { screen: 'maintenance-series', id: series.id }, series.name)}
      <p>${rule}</p>
      <p>
        ${
          series.ended_at
            ? words.seriesEnded
            : next
              ? words.next(sayMoment(Date.parse(next.scheduled_for), time.timeZone, time.locale))
              : words.noNext
        }
      </p>
    </div>
  </div>`;
}
