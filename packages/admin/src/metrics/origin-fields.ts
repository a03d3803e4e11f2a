import { metricSources } from '@allswell/protocol';
import type { MetricSource, MetricSourceState } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { textField } from '../forms/fields.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { codeArea } from './code-area.ts';
import { figures } from './metric-form.ts';
import type { MetricForm } from './metric-form.ts';
import type { Finder } from './finder.ts';

export interface OriginFields {
  form: MetricForm;
  words: LaterStrings['metrics'];
  sources: readonly MetricSourceState[] | null;
  entities: Finder<{ key: string; name: string; detail: string; isQuiet: boolean }>;
  applications: Finder<{ key: string; name: string; detail: string; isQuiet: boolean }>;
  error: string | null;
  isNew: boolean;
  change: (part: Partial<MetricForm>) => void;
}

/** What has to be set where the server starts, for each source that needs it. */
const environment: Partial<Record<MetricSource, string>> = {
  new_relic: `ALLSWELL_NEW_RELIC_API_KEY=NRAK-…
ALLSWELL_NEW_RELIC_ACCOUNT_ID=1234567
ALLSWELL_NEW_RELIC_REGION=us   # us, eu, jp, fedramp`,
  new_relic_rest: `ALLSWELL_NEW_RELIC_API_KEY=NRAK-…
ALLSWELL_NEW_RELIC_REGION=us   # us, eu`,
  prometheus: `ALLSWELL_PROMETHEUS_URL=https://prometheus.example.com
ALLSWELL_PROMETHEUS_TOKEN=…    # if it asks for one`,
};

const nrqlExamples = [
  "SELECT average(duration) * 1000 FROM Transaction WHERE appName = 'Checkout'",
  "SELECT percentage(count(*), WHERE error IS true) FROM Transaction WHERE appName = 'Checkout'",
  "SELECT percentile(largestContentfulPaint, 75) FROM PageViewTiming WHERE appName = 'Shop'",
];
const promqlExamples = [
  'histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket[5m])))',
  'sum(rate(http_requests_total{code=~"5.."}[5m])) / sum(rate(http_requests_total[5m])) * 100',
];

/** Where a figure comes from, and what is asked for there. */
export function originFields(fields: OriginFields): TemplateResult {
  const { form, words, sources, change } = fields;
  const state = sources?.find((one) => one.source === form.source);
  return html`<fieldset class="field">
      <legend>${words.source}</legend>
      <div class="choices-of-source">
        ${metricSources.map((source) => {
          const known = sources?.find((one) => one.source === source);
          return html`<div class="choice">
            <input
              type="radio"
              name="source"
              id="source-${source}"
              value=${source}
              .checked=${live(form.source === source)}
              @change=${() => change({ source })}
            />
            <label for="source-${source}">
              <b>${words.sources[source]}</b>
              <span class="soft small">${words.sourceTexts[source]}</span>
              ${
                known && !known.is_configured
                  ? html`<span class="badge">${words.notSet}</span>`
                  : known && source !== 'push'
                    ? html`<span class="set small" lang="en" dir="auto">${known.detail}</span>`
                    : nothing
              }
            </label>
          </div>`;
        })}
      </div>
    </fieldset>
    ${
      state && !state.is_configured
        ? html`<div class="notice waiting" role="status">
            <div>
              <p><strong>${words.notSetTitle(words.sources[form.source])}</strong> ${words.notSetText}</p>
              <pre dir="ltr">${environment[form.source]}</pre>
              <p class="soft small">${words.notSetNote}</p>
            </div>
          </div>`
        : nothing
    }
    <div class="origin" data-origin=${form.source}>${asked(fields)}</div>`;
}

function asked(fields: OriginFields): TemplateResult {
  const { form, words, error, isNew, change } = fields;
  switch (form.source) {
    case 'new_relic':
      return newRelic(fields);
    case 'new_relic_rest':
      return html`${finder(fields, 'application')} ${figureField(fields)}`;
    case 'prometheus':
      return html`${codeArea({
        id: 'promql',
        label: words.promql,
        hint: words.promqlHint,
        value: form.promql,
        error,
        maxLength: 4_000,
        onInput: (promql) => change({ promql }),
      })}
      ${examples(words.examples, promqlExamples, (promql) => change({ promql }))}`;
    case 'push':
      return isNew ? html`<p class="soft words">${words.pushText}</p>` : html``;
  }
}

function newRelic(fields: OriginFields): TemplateResult {
  const { form, words, error, change } = fields;
  return html`<fieldset class="field stations two">
      <legend>${words.kind}</legend>
      <div class="segments">
        ${(['golden', 'nrql'] as const).map(
          (kind) => html`<span>
            <input
              type="radio"
              name="kind"
              id="kind-${kind}"
              value=${kind}
              .checked=${live(form.kind === kind)}
              @change=${() => change({ kind })}
            />
            <label for="kind-${kind}">${words.kinds[kind]}</label>
          </span>`,
        )}
      </div>
    </fieldset>
    ${
      form.kind === 'golden'
        ? html`${finder(fields, 'entity')} ${figureField(fields)}`
        : html`${codeArea({
            id: 'nrql',
            label: words.nrql,
            hint: words.nrqlHint,
            value: form.nrql,
            error,
            maxLength: 4_000,
            onInput: (nrql) => change({ nrql }),
          })}
          ${examples(words.examples, nrqlExamples, (nrql) => change({ nrql }))}
          ${textField({
            id: 'account',
            label: words.account,
            hint: words.accountHint,
            value: form.account,
            onInput: (account) => change({ account }),
          })}`
    }`;
}

/** Which of the four: they mean the same in every application. */
function figureField({ form, words, change }: OriginFields): TemplateResult {
  return html`<fieldset class="field stations">
    <legend>${words.figure}</legend>
    <div class="segments">
      ${figures.map(
        (figure) => html`<span>
          <input
            type="radio"
            name="figure"
            id="figure-${figure}"
            value=${figure}
            .checked=${live(form.figure === figure)}
            @change=${() => change({ figure })}
          />
          <label for="figure-${figure}">${words.figures[figure]}</label>
        </span>`,
      )}
    </div>
  </fieldset>`;
}

/** What is watched over there, found by its name. */
function finder({ form, words, entities, applications, error, change }: OriginFields, what: 'entity' | 'application') {
  const isEntity = what === 'entity';
  const found = isEntity ? entities : applications;
  const chosen = isEntity
    ? form.entity && { key: form.entity.guid, name: form.entity.name }
    : form.application && { key: String(form.application.id), name: form.application.name };
  const choose = (one: { key: string; name: string }) =>
    change(
      isEntity
        ? { entity: { guid: one.key, name: one.name } }
        : { application: { id: Number(one.key), name: one.name } },
    );
  const { results, failure, isAsking } = found;
  return html`<div class="finder">
    ${textField({
      id: 'find',
      type: 'search',
      label: isEntity ? words.entity : words.application,
      hint: words.findHint,
      value: found.words,
      placeholder: words.findPlaceholder,
      error,
      onInput: (value) => found.ask(value),
    })}
    ${
      chosen
        ? html`<p class="chosen">
            <span class="soft">${words.chosen}</span> <b dir="auto">${chosen.name || chosen.key}</b>
          </p>`
        : nothing
    }
    ${failure ? html`<p class="error" role="alert">${failure}</p>` : nothing}
    ${isAsking && !results ? html`<p class="soft small" role="status">${words.finding}</p>` : nothing}
    ${results?.length === 0 ? html`<p class="soft small" role="status">${words.foundNothing}</p>` : nothing}
    ${
      results && results.length > 0
        ? html`<ul class="found" aria-label=${words.found}>
            ${results.map(
              (one) => html`<li>
                <button type="button" aria-pressed=${one.key === chosen?.key ? 'true' : 'false'} @click=${() => choose(one)}>
                  <b dir="auto">${one.name}</b>
                  <span class="soft small">${one.detail}${one.isQuiet ? ` · ${words.quiet}` : ''}</span>
                </button>
              </li>`,
            )}
          </ul>`
        : nothing
    }
  </div>`;
}

function examples(label: string, texts: readonly string[], use: (text: string) => void): TemplateResult {
  return html`<details class="more">
    <summary>${label}</summary>
    <div class="inside examples">
      ${texts.map((text) => html`<button class="suggestion code" type="button" @click=${() => use(text)}>${text}</button>`)}
    </div>
  </details>`;
}
