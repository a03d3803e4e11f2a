import type { Correction } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { LaterStrings } from '../i18n/later-en.ts';
import type { Panel } from '../status-admin/panel.ts';
import { statusIcon, toneOfComponent } from '../templates/status-icon.ts';
import { browserZone, sayInstant } from '../time/format.ts';
import { saySpan } from '../time/say-plan.ts';

export interface CorrectionsPart {
  panel: Panel;
  words: LaterStrings['uptime'];
  corrections: readonly Correction[];
  zone: string;
  onTakeBack: (id: string) => void;
}

/** Everything that was ever corrected of a component, newest first: what was taken back stays on record. */
export function correctionsPart({
  panel,
  words,
  corrections,
  zone,
  onTakeBack,
}: CorrectionsPart): TemplateResult | typeof nothing {
  if (corrections.length === 0) return nothing;
  const { strings, locale } = panel;
  const say = (iso: string) => sayInstant(iso, { locale, timeZone: browserZone() });
  const newest = [...corrections].sort((one, other) => Date.parse(other.created_at) - Date.parse(one.created_at));
  return html`<section aria-labelledby="corrections-title">
    <h2 id="corrections-title">${words.corrections}</h2>
    <ul class="rows">
      ${repeat(
        newest,
        (one) => one.id,
        (one) => {
          const tone = one.revoked_at ? 'unknown' : toneOfComponent(one.counts_as);
          const when = saySpan(Date.parse(one.starts_at), Date.parse(one.ends_at), zone, locale);
          return html`<li class="span tone-${tone}" data-correction-id=${one.id}>
            ${statusIcon(tone)}
            <div class=${one.revoked_at ? 'soft' : ''}>
              <p class="what">
                ${words.countsAs(one.counts_as === 'operational' ? words.reclassify.falseAlarm : (strings.status.component[one.counts_as] ?? strings.status.unknown))}
              </p>
              <p>${when}</p>
              <p><q>${one.reason}</q> <span class="soft">${words.correctedBy(one.created_by ?? strings.activity.system, say(one.created_at))}</span></p>
              ${one.revoked_at ? html`<p>${words.takenBackBy(one.revoked_by ?? strings.activity.system, say(one.revoked_at))}</p>` : nothing}
            </div>
            ${
              one.revoked_at
                ? nothing
                : html`<button
                    class="button small quiet"
                    type="button"
                    aria-label=${words.takeBackOf(when)}
                    @click=${() => onTakeBack(one.id)}
                  >
                    ${words.takeBack}
                  </button>`
            }
          </li>`;
        },
      )}
    </ul>
  </section>`;
}
