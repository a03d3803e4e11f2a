import type { Weights } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { UptimeApi } from '../api/uptime-api.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { listFailure } from '../subscribers/list-parts.ts';
import { screenLink } from '../templates/link.ts';
import { viewsStyles } from '../templates/views.ts';
import { sayInstant } from '../time/format.ts';
import { Difference } from './difference.ts';
import { sayShare } from './say.ts';
import { StartDates } from './start-dates.ts';
import { uptimeStyles } from './uptime.styles.ts';
import { uptimeViews } from './views.ts';
import { WeightsForm, weighing } from './weights-form.ts';

/** By which rules uptime is reckoned: weights and their versions, from when on things count, what maintenance counts as. */
export class StatusAdminUptimeRules extends Screen {
  static override styles = [base, viewsStyles, uptimeStyles];

  readonly #words = new LaterWords(this);
  readonly #confirmation = new Confirmation(this);
  readonly #difference = new Difference(this);
  readonly #form = new WeightsForm(this, () => this.#load());
  readonly #starts = new StartDates(this);
  #weights: readonly Weights[] | null = null;
  #failure: ApiError | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#load());
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.uptime;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.uptime}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`
      <div class="head"><h1 tabindex="-1">${words.rules.heading}</h1>${uptimeViews(panel, words, 'uptime-rules')}</div>
      <div class="uptime">
        ${this.#failure ? listFailure(this.#failure, strings, () => void this.#load()) : nothing}
        ${this.#weights ? this.#weighing(this.#weights, words) : this.#failure ? nothing : html`<p class="soft" role="status">${strings.shell.loading}</p>`}
        <section aria-labelledby="maintenance-title">
          <h2 id="maintenance-title">${strings.nav.maintenance}</h2>
          <div class="card">
            <p class="words">${words.rules.maintenance}</p>
            <p>${screenLink(panel, { screen: 'maintenance' }, strings.nav.maintenance)}</p>
          </div>
        </section>
        ${this.#starts.render(words)}
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #weighing(all: readonly Weights[], words: LaterStrings['uptime']): TemplateResult {
    const { rules } = words;
    const weights = newestFirst(all);
    const [now] = weights;
    return html`<section aria-labelledby="weights-title">
      <h2 id="weights-title">${rules.weights}</h2>
      <p class="soft words">${rules.weightsText}</p>
      <ul class="rows">
        ${repeat(
          weights,
          (one) => one.id,
          (one, index) => html`<li class="start" data-weights-id=${one.id}>
            <div>
              <p class="what">${index === 0 ? rules.inForce : rules.before}</p>
              <p class="weighs">${this.#shares(one)}</p>
              <p class="soft">${this.#since(one, words)}</p>
            </div>
            ${
              one.effective_from === null
                ? nothing
                : html`<button
                    class="button small quiet"
                    type="button"
                    aria-label=${rules.removeOf(this.#sayFrom(one, words))}
                    @click=${() => void this.#askToRemove(one, words)}
                  >
                    ${rules.remove}
                  </button>`
            }
          </li>`,
        )}
      </ul>
      ${this.#form.render(words)}
      ${
        this.#form.isOpen || !now
          ? nothing
          : html`<p>
              <button class="button" type="button" data-new-weights @click=${() => this.#form.open(now)}>${rules.change}</button>
            </p>`
      }
    </section>`;
  }

  #shares(weights: Weights): TemplateResult[] {
    const { strings, locale } = this.panel;
    return weighing.map(
      (status) => html`<span>${strings.status.component[status]} <b>${sayShare(weights[status], locale)}</b></span>`,
    );
  }

  #since(weights: Weights, words: LaterStrings['uptime']): string {
    const from = this.#sayFrom(weights, words);
    const { created_by, created_at } = weights;
    return created_by === null ? from : `${from} · ${words.rules.setBy(created_by, sayInstant(created_at, this.time))}`;
  }

  #sayFrom({ effective_from }: Weights, { rules }: LaterStrings['uptime']): string {
    return effective_from === null ? rules.fromBeginning : rules.from(sayInstant(effective_from, this.time));
  }

  async #askToRemove(weights: Weights, words: LaterStrings['uptime']): Promise<void> {
    const { panel } = this;
    const { rules } = words;
    this.#difference.follow({ method: 'DELETE', path: `/api/v1/uptime/weights/${weights.id}` });
    await this.#confirmation.ask({
      title: rules.removeTitle,
      text: rules.removeText,
      action: rules.removeAction,
      note: () => this.#difference.render(),
      run: async (persist) => {
        await new UptimeApi(panel.api.client).removeWeights(weights.id, persist);
        await this.#load();
      },
      done: () => {
        panel.say(rules.removed);
        this.enter();
      },
    });
  }

  async #load(): Promise<void> {
    try {
      this.#weights = await new UptimeApi(this.panel.api.client).weights();
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}

function newestFirst(weights: readonly Weights[]): Weights[] {
  return [...weights].sort((one, other) => startOf(other) - startOf(one));
}

const startOf = ({ effective_from }: Weights) => (effective_from === null ? 0 : Date.parse(effective_from));
