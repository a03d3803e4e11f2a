import type { AlertRule, AlertSource } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { OrderedRows, orderedRowsStyles } from '../ordered-rows/ordered-rows.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { listFailure } from '../subscribers/list-parts.ts';
import { onLinkClick, screenLink } from '../templates/link.ts';
import { viewsStyles } from '../templates/views.ts';
import { alertsStyles } from './alerts.styles.ts';
import { sayThen, sayWhen } from './say-rule.ts';
import type { Around } from './say-rule.ts';
import { alertViews } from './views.ts';

/** What becomes of alerts: sentences in their order, of which the first that is meant decides. */
export class StatusAdminAlertRules extends Screen {
  static override styles = [base, viewsStyles, orderedRowsStyles, alertsStyles];

  readonly #words = new LaterWords(this);
  readonly #quick = new Submission(this);
  readonly #confirmation = new Confirmation(this);
  readonly #order = new OrderedRows(this, {
    items: () => this.#rules ?? [],
    move: (rule, place) => this.#move(rule, place),
  });
  #rules: readonly AlertRule[] | null = null;
  #sources: readonly AlertSource[] = [];
  #failure: ApiError | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#load());
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.alerts;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.alerts}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`
      <div class="head">
        <h1 tabindex="-1">${strings.nav.alerts}</h1>
        ${alertViews(panel, words, 'alert-rules')} ${screenLink(panel, { screen: 'alert-rule', id: null }, words.addRule, 'button main')}
      </div>
      <div class="alerts">
        <p class="soft words">${words.rulesText}</p>
        ${submissionNotice(this.#quick, strings)}
        ${this.#failure ? listFailure(this.#failure, strings, () => void this.#load()) : nothing} ${this.#list(words)}
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #list(words: LaterStrings['alerts']): TemplateResult | typeof nothing {
    const { strings, data } = this.panel;
    const rules = this.#rules;
    if (!rules) return this.#failure ? nothing : html`<p class="soft" role="status">${strings.shell.loading}</p>`;
    const around: Around = { words, strings, sources: this.#sources, components: data.components };
    return html`<ol class="rows ordered" aria-label=${words.rules}>
      ${repeat(
        rules,
        (one) => one.id,
        (one, index) => this.#row(one, index, around),
      )}
      <li class="rule otherwise">
        <div>
          <p class="sentence"><span>${words.rule.otherwise}</span> <span class="arrow" aria-hidden="true">→</span> <b>${words.rule.actions.draft}</b></p>
          <p class="soft small">${words.otherwiseText}</p>
        </div>
      </li>
    </ol>`;
  }

  #row(rule: AlertRule, index: number, around: Around): TemplateResult {
    const { panel } = this;
    const { words } = around;
    const route = { screen: 'alert-rule', id: rule.id } as const;
    return html`<li
      class="rule ${this.#order.classOf(rule.id)} ${rule.is_enabled ? '' : 'off'}"
      data-rule-id=${rule.id}
      data-action=${rule.action}
      @dragover=${(event: DragEvent) => this.#order.over(event, rule.id)}
      @drop=${(event: DragEvent) => void this.#order.drop(event, rule.id)}
    >
      ${this.#order.handle(rule.id)}
      <div>
        <p class="name">
          <a href=${panel.href(route)} @click=${onLinkClick(panel, route)} dir="auto">${rule.name}</a>
          ${rule.is_enabled ? nothing : html`<span class="badge">${words.ruleOff}</span>`}
          ${rule.action === 'publish' ? html`<span class="badge loud">${words.publishesAlone}</span>` : nothing}
        </p>
        <p class="sentence" dir="auto">
          <span>${sayWhen(rule, around)}</span> <span class="arrow" aria-hidden="true">→</span> <b>${sayThen(rule, around)}</b>
        </p>
      </div>
      <div class="row-actions">
        ${this.#order.movers(rule.id, { name: rule.name, index, words: panel.strings.components })}
        <button
          class="button small quiet"
          type="button"
          aria-label=${words.deleteRuleOf(rule.name)}
          @click=${() => void this.#askToDelete(rule, words)}
        >
          ${panel.strings.forms.delete}
        </button>
      </div>
    </li>`;
  }

  async #move(rule: AlertRule, place: number): Promise<boolean> {
    const { panel } = this;
    const rules = this.#rules ?? [];
    const position = rules[place]?.position;
    if (position === undefined) return false;
    const isMoved = await this.#quick.run(async (persist) => {
      await panel.api.alerts.changeRule(rule.id, { content: { position }, persist });
      await this.#load();
    });
    if (isMoved) panel.say(panel.strings.components.moved(rule.name, place + 1, rules.length));
    return isMoved;
  }

  async #askToDelete(rule: AlertRule, words: LaterStrings['alerts']): Promise<void> {
    const { panel } = this;
    await this.#confirmation.ask({
      title: words.deleteRuleTitle(rule.name),
      text: words.deleteRuleText,
      action: words.deleteRule,
      run: async (persist) => {
        await panel.api.alerts.removeRule(rule.id, persist);
        await this.#load();
      },
      done: () => {
        panel.say(words.ruleDeleted(rule.name));
        this.enter();
      },
    });
  }

  async #load(): Promise<void> {
    const { alerts } = this.panel.api;
    try {
      [this.#rules, this.#sources] = await Promise.all([alerts.listRules(), alerts.listSources()]);
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}
