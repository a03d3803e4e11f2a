import type { NewAlertRule, RuleTrialResult } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { selectField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { saySeconds } from '../live/sending-watch.ts';
import type { Screen } from '../status-admin/screen.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { browserZone, sayInstant } from '../time/format.ts';

const mostShown = 100;
const spans = [1, 7] as const;

interface Known {
  sources: readonly { id: string; name: string }[];
  rules: readonly { id: string; name: string }[];
}

interface Tried {
  rule: NewAlertRule;
  ruleId: string | null;
  known: Known;
  /** Whether anything is missing without which it cannot be tried; where it is, that is said. */
  isWhole: () => Promise<boolean>;
}

/** What a rule would have made of what came in the last days: nothing is changed by asking. */
export class DryRun {
  readonly #screen: Screen;
  readonly #submission: Submission;
  #days: number = 7;
  #result: RuleTrialResult | null = null;
  #asked = '';

  constructor(screen: Screen) {
    this.#screen = screen;
    this.#submission = new Submission(screen);
  }

  clear(): void {
    this.#result = null;
    this.#asked = '';
    this.#submission.clear();
  }

  render({ rule, ruleId, known, isWhole }: Tried, words: LaterStrings['alerts']): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const { isBusy } = this.#submission;
    const result = this.#result;
    const isOld = result !== null && this.#asked !== JSON.stringify(rule);
    return html`<section class="card dry-run" aria-labelledby="dry-run-title">
      <h2 id="dry-run-title">${words.dryRun.title}</h2>
      <p class="soft words">${words.dryRun.text}</p>
      <div class="with-button">
        ${selectField({
          id: 'days',
          label: words.dryRun.days,
          value: String(this.#days),
          options: spans.map((one) => [String(one), words.dryRun.span(saySeconds(one * 86_400, locale))] as const),
          onInput: (days) => {
            this.#days = Number(days);
            this.#screen.requestUpdate();
          },
        })}
        <button
          class="button"
          type="button"
          aria-disabled=${isBusy ? 'true' : nothing}
          @click=${() => void this.#run({ rule, ruleId, isWhole })}
        >
          ${isBusy ? words.dryRun.running : words.dryRun.run}
        </button>
      </div>
      ${submissionNotice(this.#submission, strings)}
      <div role="status">
        ${
          result
            ? html`<p><strong>${words.dryRun.matched(result.matched, result.looked_at)}</strong>
                ${isOld ? html`<span class="soft small">${words.dryRun.old}</span>` : nothing}</p>`
            : nothing
        }
      </div>
      ${
        result && result.alerts.length > 0
          ? html`<ul class="rows tried">
              ${result.alerts.slice(0, mostShown).map((one) => this.#row(one, known, words))}
            </ul>`
          : nothing
      }
    </section>`;
  }

  #row(
    { alert, matches, decided_by, received_at, source_id, action }: RuleTrialResult['alerts'][number],
    { sources, rules }: Known,
    words: LaterStrings['alerts'],
  ): TemplateResult {
    const { locale } = this.#screen.panel;
    const decider = decided_by === null ? null : (rules.find((one) => one.id === decided_by)?.name ?? null);
    const tone = matches ? 'none' : 'unknown';
    return html`<li class="tone-${tone}" data-matches=${matches ? 'yes' : 'no'}>
      ${matches ? statusIcon('none', 16) : html`<span class="dot" aria-hidden="true"></span>`}
      <div>
        <p><bdi>${alert.title}</bdi></p>
        <p class="soft small">
          ${[
            words.alertStates[alert.state],
            alert.severity ? words.severities[alert.severity] : null,
            sources.find((one) => one.id === source_id)?.name,
            sayInstant(received_at, { locale, timeZone: browserZone() }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <p class="small verdict">
        ${
          matches
            ? html`<b>${words.rule.actions[action]}</b>`
            : html`<span class="soft">${decider ? words.dryRun.by(decider) : words.dryRun.byNone}</span>`
        }
      </p>
    </li>`;
  }

  async #run({ rule, ruleId, isWhole }: Omit<Tried, 'known'>): Promise<void> {
    if (!(await isWhole())) return;
    await this.#submission.run(async () => {
      const named = rule.name === '' ? { ...rule, name: '…' } : rule;
      this.#result = await this.#screen.panel.api.alerts.dryRun(named, ruleId, this.#days);
      this.#asked = JSON.stringify(rule);
    });
  }
}
