import { alertActions, alertSeverities, impacts, maxBodyLength, maxNameLength } from '@allswell/protocol';
import type { AlertRule, AlertSource, FieldError, Template } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { PropertyDeclarations, PropertyValues, TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { conflictView } from '../forms/conflict.ts';
import type { Difference } from '../forms/conflict.ts';
import { explain } from '../forms/explain.ts';
import { checkField, selectField, textArea, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import type { FieldPlace } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { composing } from '../incidents/composing.styles.ts';
import { emptyDraft } from '../incidents/draft.ts';
import { componentsField } from '../incidents/incident-fields.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { alertsStyles } from './alerts.styles.ts';
import { DryRun } from './dry-run.ts';
import { checksOfRule, conditionFields, contentOfRule, formOfRule, newCondition, operatorsOf } from './rule-form.ts';
import type { ConditionForm, RuleForm } from './rule-form.ts';
import { sayThen, sayWhen } from './say-rule.ts';
import type { Around } from './say-rule.ts';

/** One rule: when it is meant, what it does then, and what it would have done lately. */
export class StatusAdminAlertRule extends Screen {
  static override styles = [base, composing, alertsStyles];
  static override properties: PropertyDeclarations = { ruleId: { attribute: false } };

  /** Which one; null for a new one. */
  declare ruleId: string | null;

  readonly #words = new LaterWords(this);
  readonly #submission = new Submission(this);
  readonly #dryRun = new DryRun(this);
  #form: RuleForm | null = null;
  #from: AlertRule | null = null;
  #theirs: AlertRule | null = null;
  #sources: readonly AlertSource[] = [];
  #rules: readonly AlertRule[] = [];
  #templates: readonly Template[] = [];
  #failure: ApiError | null = null;

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (!changed.has('ruleId')) return;
    this.#form = null;
    this.#from = null;
    this.#theirs = null;
    this.#failure = null;
    this.#dryRun.clear();
    void this.#load();
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings, data } = panel;
    const words = this.#words.now?.alerts;
    const form = this.#form;
    if (!words || !form) return this.#absent(words ?? null);
    const title = this.#from ? words.editRule : words.newRule;
    const around: Around = { words, strings, sources: this.#sources, components: data.components };
    const content = contentOfRule(form);
    const said = {
      source_id: content.source_id ?? null,
      conditions: content.conditions ?? [],
      action: form.action,
      components: content.components ?? {},
    };
    return html`
      <div class="head">
        <h1 tabindex="-1">${title}</h1>
        ${screenLink(panel, { screen: 'alert-rules' }, words.toRules, 'button small')}
      </div>
      <div class="alerts">
        <form class="card form" novalidate @submit=${this.#onSubmit} aria-label=${title}>
          <p class="sentence summed-up" dir="auto" role="status">
            <span>${sayWhen(said, around)}</span> <span class="arrow" aria-hidden="true">→</span> <b>${sayThen(said, around)}</b>
          </p>
          ${textField({
            id: 'rule-name',
            label: words.ruleName,
            hint: words.ruleNameHint,
            value: form.name,
            maxLength: maxNameLength,
            isRequired: true,
            error: this.#submission.errorFor('#/name'),
            onInput: (name) => this.#change({ name }),
          })}
          ${this.#when(form, words)} ${this.#then(form, words)} ${form.action === 'ignore' ? nothing : this.#said(form, words)}
          ${checkField({
            id: 'rule-enabled',
            label: words.ruleEnabled,
            isChecked: form.isEnabled,
            onInput: (isEnabled) => this.#change({ isEnabled }),
          })}
          <div class="publish">
            ${this.#conflict(form, around)} ${submissionNotice(this.#submission, strings, this.#places(form, words))}
            <div class="actions">
              <button class="button main" type="submit" aria-disabled=${this.#submission.isBusy ? 'true' : nothing}>
                ${this.#submission.isBusy ? strings.forms.saving : this.#from ? strings.forms.save : words.addRule}
              </button>
              ${screenLink(panel, { screen: 'alert-rules' }, strings.forms.cancel, 'button quiet')}
            </div>
          </div>
        </form>
        ${this.#dryRun.render(
          {
            ...{ rule: content, ruleId: this.ruleId, known: { sources: this.#sources, rules: this.#rules } },
            // One that has no name yet can be tried all the same.
            isWhole: () =>
              this.#submission.run(
                async () => {},
                this.#checks(form, words).filter((one) => one.pointer !== '#/name'),
              ),
          },
          words,
        )}
      </div>
    `;
  }

  #absent(words: LaterStrings['alerts'] | null): TemplateResult {
    const { strings } = this.panel;
    const failure = this.#failure;
    return html`<h1 tabindex="-1">${strings.nav.alerts}</h1>
      ${
        failure && words
          ? html`<div class="card absent" role="alert">
              <p>${failure.status === 404 ? words.ruleGone : explain(failure, strings)}</p>
              ${
                failure.status === 404
                  ? screenLink(this.panel, { screen: 'alert-rules' }, words.toRules, 'button')
                  : html`<button class="button" type="button" @click=${() => void this.#load()}>${strings.shell.tryAgain}</button>`
              }
            </div>`
          : html`<p class="soft" role="status">${strings.shell.loading}</p>`
      }`;
  }

  /** All of it has to hold. */
  #when(form: RuleForm, words: LaterStrings['alerts']): TemplateResult {
    return html`<fieldset class="field when">
      <legend>${words.when}</legend>
      ${selectField({
        id: 'rule-source',
        label: words.ruleSource,
        value: form.source,
        options: [['', words.anySource], ...this.#sources.map((one) => [one.id, one.name] as const)],
        error: this.#submission.errorFor('#/source_id'),
        onInput: (source) => this.#change({ source }),
      })}
      ${
        form.conditions.length > 0
          ? html`<div class="conditions" role="group" aria-label=${words.conditions}>
              ${repeat(
                form.conditions,
                (one) => one.key,
                (one, index) => this.#condition(one, index, words),
              )}
            </div>`
          : html`<p class="hint">${words.noConditions}</p>`
      }
      <div class="actions">
        <button
          class="button small"
          type="button"
          @click=${() => this.#change({ conditions: [...form.conditions, newCondition({ field: 'entity', is: 'matches', value: '' })] })}
        >
          ${words.addCondition}
        </button>
      </div>
    </fieldset>`;
  }

  #condition(one: ConditionForm, index: number, words: LaterStrings['alerts']): TemplateResult {
    const form = this.#form;
    const change = (part: Partial<ConditionForm>) => {
      const next = { ...one, ...part };
      const known = operatorsOf(next.field);
      if (!known.includes(next.is)) next.is = known[0] ?? 'equals';
      if (next.field === 'severity' && !(alertSeverities as readonly string[]).includes(next.value))
        next.value = 'high';
      else if (part.field && one.field === 'severity') next.value = '';
      this.#change({ conditions: (form?.conditions ?? []).map((it) => (it.key === one.key ? next : it)) });
    };
    const errorFor = (name: string) => this.#submission.errorFor(`#/conditions/${index}/${name}`);
    const id = (part: string) => `condition-${index}-${part}`;
    return html`<div class="one" role="group" aria-label=${words.conditionOf(index + 1)}>
      ${selectField({
        id: id('field'),
        label: words.field,
        value: one.field,
        options: conditionFields.map((field) => [field, words.rule.fields[field]] as const),
        onInput: (field) => change({ field: conditionFields.find((it) => it === field) ?? 'title' }),
      })}
      ${
        one.field === 'label'
          ? textField({
              id: id('name'),
              label: words.labelName,
              value: one.name,
              maxLength: 100,
              error: errorFor('name'),
              onInput: (name) => change({ name }),
            })
          : nothing
      }
      ${selectField({
        id: id('is'),
        label: words.operator,
        value: one.is,
        options: operatorsOf(one.field).map((is) => [is, words.operators[is]] as const),
        onInput: (is) => change({ is: operatorsOf(one.field).find((it) => it === is) ?? 'equals' }),
      })}
      ${
        one.field === 'severity'
          ? selectField({
              id: id('value'),
              label: words.value,
              value: one.value,
              options: alertSeverities.toReversed().map((it) => [it, words.severities[it]] as const),
              error: errorFor('value'),
              onInput: (value) => change({ value }),
            })
          : textField({
              id: id('value'),
              label: words.value,
              hint: one.is === 'matches' ? words.matchesHint : '',
              value: one.value,
              maxLength: 300,
              error: errorFor('value'),
              onInput: (value) => change({ value }),
            })
      }
      <button
        class="button small quiet"
        type="button"
        aria-label=${words.removeConditionOf(index + 1)}
        @click=${() => this.#change({ conditions: (form?.conditions ?? []).filter((it) => it.key !== one.key) })}
      >
        ${words.removeCondition}
      </button>
    </div>`;
  }

  #then(form: RuleForm, words: LaterStrings['alerts']): TemplateResult {
    return html`<fieldset class="field then">
      <legend>${words.then}</legend>
      <div class="choices-of-action">
        ${alertActions.map(
          (action) => html`<div class="choice">
            <input
              type="radio"
              name="action"
              id="action-${action}"
              value=${action}
              .checked=${live(form.action === action)}
              @change=${() => this.#change({ action })}
            />
            <label for="action-${action}"><b>${words.actions[action]}</b><span class="soft small">${words.actionTexts[action]}</span></label>
          </div>`,
        )}
      </div>
      ${
        form.action === 'publish'
          ? html`<div class="notice waiting" role="status" data-warning>
              ${statusIcon('major')}
              <p class="words"><strong>${words.publishWarning}</strong> ${words.publishWarningText}</p>
            </div>`
          : nothing
      }
    </fieldset>`;
  }

  /** What readers are told, and how it ends. */
  #said(form: RuleForm, words: LaterStrings['alerts']): TemplateResult {
    const { strings, data } = this.panel;
    const { isBusy } = this.#submission;
    const errorFor = (pointer: string) => this.#submission.errorFor(pointer);
    const draft = { ...emptyDraft(), components: form.components };
    return html`${componentsField({
      ...{ draft, strings, isBusy, legend: words.ruleAffects, groups: data.groups },
      // What is so just now has nothing to do with what a rule says.
      components: data.components.map((one) => ({ ...one, status: 'operational' as const })),
      errorFor,
      isHeld: () => false,
      onDraft: ({ components }) => this.#change({ components: components ?? form.components }),
    })}
      ${selectField({
        id: 'rule-impact',
        label: strings.templates.impact,
        value: form.impact,
        options: [
          ['', strings.templates.impactAuto],
          ...impacts.map((one) => [one, strings.status.impact[one] ?? one] as const),
        ],
        error: errorFor('#/impact_override'),
        onInput: (impact) => this.#change({ impact: impacts.find((one) => one === impact) ?? '' }),
      })}
      <fieldset class="field">
        <legend>${words.whatIsSaid}</legend>
        <div class="form">
          ${
            this.#templates.length > 0
              ? selectField({
                  id: 'rule-template',
                  label: words.ruleTemplate,
                  value: form.template,
                  options: [['', words.ownWords], ...this.#templates.map((one) => [one.id, one.name] as const)],
                  error: errorFor('#/template_id'),
                  onInput: (template) => this.#change({ template }),
                })
              : nothing
          }
          ${
            form.template === ''
              ? html`${textField({
                  id: 'rule-incident-name',
                  label: words.incidentName,
                  hint: words.incidentNameHint,
                  value: form.incidentName,
                  maxLength: maxNameLength,
                  error: errorFor('#/incident_name'),
                  onInput: (incidentName) => this.#change({ incidentName }),
                })}
                ${textArea({
                  id: 'rule-body',
                  label: strings.composer.message,
                  hint: words.bodyHint,
                  value: form.body,
                  rows: 4,
                  maxLength: maxBodyLength,
                  error: errorFor('#/body'),
                  onInput: (body) => this.#change({ body }),
                })}
                <p class="hint words">
                  ${words.variables}
                  ${['title', 'entity', 'severity', 'label.NAME', 'components'].map((name) => html`<code dir="ltr">{{${name}}}</code> `)}
                </p>
                ${form.action === 'publish' ? html`<p class="hint words">${words.variablesPublic}</p>` : nothing}`
              : nothing
          }
          ${checkField({
            id: 'rule-tells',
            label: strings.composer.tell,
            isChecked: form.tells,
            onInput: (tells) => this.#change({ tells }),
          })}
        </div>
      </fieldset>
      <details class="more" ?open=${form.groups || !form.resolves || form.holdMinutes !== '5' || errorFor('#/hold_seconds') !== null}>
        <summary>${words.ending}</summary>
        <div class="inside">
          ${checkField({
            id: 'rule-groups',
            label: words.groups,
            hint: words.groupsHint,
            isChecked: form.groups,
            onInput: (groups) => this.#change({ groups }),
          })}
          ${checkField({
            id: 'rule-resolves',
            label: words.resolves,
            hint: words.resolvesHint,
            isChecked: form.resolves,
            onInput: (resolves) => this.#change({ resolves }),
          })}
          ${textField({
            id: 'rule-hold',
            label: words.hold,
            hint: words.holdHint,
            value: form.holdMinutes,
            error: errorFor('#/hold_seconds'),
            onInput: (holdMinutes) => this.#change({ holdMinutes }),
          })}
        </div>
      </details>`;
  }

  #places({ conditions }: RuleForm, words: LaterStrings['alerts']): FieldPlace[] {
    const { strings } = this.panel;
    return [
      ['#/name', 'rule-name', words.ruleName],
      ['#/source_id', 'rule-source', words.ruleSource],
      ...conditions.flatMap((_, index): FieldPlace[] => [
        [`#/conditions/${index}/name`, `condition-${index}-name`, words.conditionOf(index + 1)],
        [`#/conditions/${index}`, `condition-${index}-value`, words.conditionOf(index + 1)],
      ]),
      ['#/components', 'affected', words.ruleAffects],
      ['#/impact_override', 'rule-impact', strings.templates.impact],
      ['#/template_id', 'rule-template', words.ruleTemplate],
      ['#/incident_name', 'rule-incident-name', words.incidentName],
      ['#/body', 'rule-body', strings.composer.message],
      ['#/hold_seconds', 'rule-hold', words.hold],
    ];
  }

  #conflict(form: RuleForm, around: Around): TemplateResult | typeof nothing {
    const theirs = this.#theirs;
    if (!theirs) return nothing;
    return conflictView(
      {
        differences: this.#differences(form, formOfRule(theirs), around),
        onKeepMine: () => {
          this.#from = theirs;
          void this.#save();
        },
        onTakeTheirs: () => this.#take(theirs),
      },
      this.panel.strings,
    );
  }

  #differences(form: RuleForm, other: RuleForm, around: Around): Difference[] {
    const { strings, words } = around;
    const { empty } = strings.forms.conflict;
    const said = (one: RuleForm) => {
      const { source_id = null, conditions = [], components = {} } = contentOfRule(one);
      return { source_id, conditions, components, action: one.action };
    };
    const rows: [string, (one: RuleForm) => string][] = [
      [words.ruleName, (one) => one.name],
      [words.when, (one) => sayWhen(said(one), around)],
      [words.then, (one) => sayThen(said(one), around)],
      [strings.templates.impact, (one) => strings.status.impact[one.impact] ?? strings.templates.impactAuto],
      [words.ruleTemplate, (one) => this.#templates.find((it) => it.id === one.template)?.name ?? ''],
      [words.incidentName, (one) => one.incidentName],
      [strings.composer.message, (one) => one.body],
      [words.hold, (one) => one.holdMinutes],
      [words.ruleEnabled, (one) => (one.isEnabled ? words.yes : words.no)],
      [words.groups, (one) => (one.groups ? words.yes : words.no)],
      [words.resolves, (one) => (one.resolves ? words.yes : words.no)],
      [strings.composer.tell, (one) => (one.tells ? words.yes : words.no)],
    ];
    return rows
      .map(([label, say]) => ({ label, theirs: say(other) || empty, mine: say(form) || empty }))
      .filter((one) => one.theirs !== one.mine);
  }

  #checks(form: RuleForm, words: LaterStrings['alerts']): FieldError[] {
    return checksOfRule(form, words, this.panel.strings.forms.required);
  }

  #change(part: Partial<RuleForm>): void {
    const form = this.#form;
    if (!form || this.#submission.isBusy) return;
    this.#form = { ...form, ...part };
    this.requestUpdate();
  }

  readonly #onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#save();
  };

  async #save(): Promise<void> {
    const form = this.#form;
    const words = this.#words.now?.alerts;
    if (!form || !words) return;
    const { panel } = this;
    const content = contentOfRule(form);
    const from = this.#from;
    const { intent } = this.#submission;
    this.#theirs = null;
    const isSaved = await this.#submission.run(
      async (persist) => {
        try {
          await (from
            ? panel.api.alerts.changeRule(from.id, { content, version: from.version, persist })
            : panel.api.alerts.addRule({ content, key: intent.keyFor(content), persist }));
          intent.fulfil();
        } catch (error) {
          if (error instanceof ApiError && error.code === 'stale-version') this.#theirs = error.current as AlertRule;
          throw error;
        }
      },
      this.#checks(form, words),
    );
    if (!isSaved) return;
    panel.say(from ? words.ruleSaved(form.name.trim()) : words.ruleAdded(form.name.trim()));
    panel.go({ screen: 'alert-rules' });
  }

  #take(rule: AlertRule): void {
    this.#from = rule;
    this.#theirs = null;
    this.#form = formOfRule(rule);
    this.#submission.clear();
    this.requestUpdate();
  }

  async #load(): Promise<void> {
    const id = this.ruleId;
    try {
      await this.updateComplete;
      const { alerts, writing } = this.panel.api;
      const [sources, rules, templates, rule] = await Promise.all([
        alerts.listSources(),
        alerts.listRules(),
        writing.listTemplates('incident'),
        id === null ? null : alerts.getRule(id),
      ]);
      if (id !== this.ruleId) return;
      this.#failure = null;
      this.#sources = sources;
      this.#rules = rules;
      this.#templates = templates;
      if (rule) this.#take(rule);
      else this.#form = formOfRule(null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}
