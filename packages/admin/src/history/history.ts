import type { AdminMaintenance } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { AnyIncident } from '../api/admin-api.ts';
import { ApiError } from '../api/api-error.ts';
import { foundPerPage } from '../api/writing-api.ts';
import type { HistoryQuery } from '../api/writing-api.ts';
import { explain } from '../forms/explain.ts';
import { selectField, textField } from '../forms/fields.ts';
import type { Route } from '../status-admin/route.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon, toneOfIncident } from '../templates/status-icon.ts';
import { sayInstant, sayMonth } from '../time/format.ts';
import { excerptOf, marked, wordsOf } from './mark-words.ts';
import { historyStyles } from './history.styles.ts';

const waitMs = 300;
const anything: HistoryQuery = { words: '', component: '', kind: '', from: '', to: '' };

/** All that ever was, by month, and what is looked for in it. */
export class StatusAdminHistory extends Screen {
  static override styles = [base, historyStyles];

  #query: HistoryQuery = anything;
  /** What the results were found by: they are marked by it until others are there. */
  #foundBy: HistoryQuery = anything;
  #found: readonly AnyIncident[] | null = null;
  #page = 0;
  #isComplete = false;
  #isLoading = false;
  #asked = 0;
  #failure: ApiError | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#search());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  override render(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.history;
    return html`
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        <div class="actions">
          ${screenLink(panel, { screen: 'import' }, panel.strings.nav.import, 'button')}
          ${screenLink(panel, { screen: 'past-incident' }, words.addPast, 'button')}
        </div>
      </div>
      <div class="history">${this.#form()} ${this.#results()}</div>
    `;
  }

  #form(): TemplateResult {
    const { strings, data } = this.panel;
    const words = strings.history;
    const query = this.#query;
    const isBadSpan = isBackwards(query);
    const isAny = Object.values(query).every((value) => value === '');
    return html`<form class="card search" role="search" aria-label=${words.title} @submit=${this.#onSubmit}>
      <div class="wide">
        ${textField({
          id: 'words',
          type: 'search',
          label: words.search,
          hint: words.searchHint,
          value: query.words,
          maxLength: 200,
          onInput: (value) => this.#ask({ words: value }, waitMs),
        })}
      </div>
      ${selectField({
        id: 'component',
        label: words.component,
        value: query.component,
        options: [['', words.anyComponent], ...data.components.map(({ id, name }) => [id, name] as const)],
        onInput: (component) => this.#ask({ component }),
      })}
      ${selectField({
        id: 'kind',
        label: words.kind,
        value: query.kind,
        options: [
          ['', words.anyKind],
          ['incident', words.kinds['incident'] ?? ''],
          ['maintenance', words.kinds['maintenance'] ?? ''],
        ],
        onInput: (kind) => this.#ask({ kind }),
      })}
      ${textField({ id: 'from', type: 'date', label: words.from, value: query.from, onInput: (from) => this.#ask({ from }, waitMs) })}
      ${textField({
        id: 'to',
        type: 'date',
        label: words.to,
        value: query.to,
        error: isBadSpan ? words.badSpan : null,
        onInput: (to) => this.#ask({ to }, waitMs),
      })}
      ${
        isAny
          ? nothing
          : html`<p class="wide">
              <button class="button small" type="button" @click=${() => this.#clear()}>${words.clear}</button>
            </p>`
      }
    </form>`;
  }

  #results(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.history;
    const found = this.#found;
    const failure = this.#failure
      ? html`<div class="notice trouble" role="alert">
          <div>
            <p>${explain(this.#failure, strings)}</p>
            <button class="button small" type="button" @click=${() => void this.#search(this.#page + 1)}>
              ${strings.shell.tryAgain}
            </button>
          </div>
        </div>`
      : nothing;
    if (!found)
      return html`${failure}${this.#failure ? nothing : html`<p class="soft" role="status">${words.loading}</p>`}`;
    if (found.length === 0) {
      const isAny = Object.values(this.#foundBy).every((value) => value === '');
      return html`${failure}
        <p class="card soft" role="status">${isAny ? words.none : words.noMatch}</p>`;
    }
    return html`${failure}
      <p class="visually-hidden" role="status">${words.found(found.length, this.#isComplete)}</p>
      ${repeat(
        byMonth(found),
        ([month]) => month,
        ([month, incidents]) => html`<section aria-labelledby="month-${month}">
          <h2 id="month-${month}">${sayMonth(month, this.panel.locale)}</h2>
          <div class="rows">
            ${repeat(
              incidents,
              (one) => one.id,
              (one) => this.#row(one),
            )}
          </div>
        </section>`,
      )}
      ${
        this.#isComplete
          ? nothing
          : html`<p>
              <button
                class="button small"
                type="button"
                aria-disabled=${this.#isLoading ? 'true' : nothing}
                @click=${() => (this.#isLoading ? undefined : void this.#search(this.#page + 1))}
              >
                ${this.#isLoading ? words.loadingOlder : words.older}
              </button>
            </p>`
      }`;
  }

  #row(incident: AnyIncident): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = strings.history;
    const looked = wordsOf(this.#foundBy.words);
    const isPlan = isMaintenance(incident);
    const tone = isPlan && !incident.resolved_at ? 'maintenance' : toneOfIncident(incident);
    const route: Route = isPlan
      ? { screen: 'one-maintenance', id: incident.id }
      : { screen: 'incident', id: incident.id };
    const excerpt = incident.incident_updates.map((one) => excerptOf(one.body, looked)).find((one) => one !== null);
    const names = incident.components.map((one) => one.name);
    const status =
      isPlan && incident.cancelled_at
        ? words.calledOff
        : (strings.status.incident[incident.status] ?? strings.status.unknown);
    const when = sayInstant(isPlan ? incident.scheduled_for : incident.started_at, this.time);
    return html`<div class="found tone-${tone}" data-incident-id=${incident.id}>
      ${statusIcon(tone)}
      <div>
        ${screenLink(panel, route, marked(incident.name, looked))}
        ${excerpt ? html`<p class="excerpt">${marked(excerpt, looked)}</p>` : nothing}
        <p>
          ${[
            isPlan ? words.maintenance : words.incident,
            // What is only planned says so with its time.
            incident.status === 'scheduled' ? '' : status,
            isPlan ? words.planned(when) : words.began(when),
            names.length > 0 ? strings.overview.affects(names) : '',
            incident.backfilled ? strings.incident.backfilled : '',
          ]
            .filter((one) => one !== '')
            .join(' · ')}
        </p>
      </div>
    </div>`;
  }

  readonly #onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    void this.#search();
  };

  #clear(): void {
    this.#ask(anything);
    this.renderRoot.querySelector<HTMLElement>('#words')?.focus();
  }

  #ask(part: Partial<HistoryQuery>, delay = 0): void {
    this.#query = { ...this.#query, ...part };
    this.requestUpdate();
    clearTimeout(this.#timer);
    if (!isBackwards(this.#query)) this.#timer = setTimeout(() => void this.#search(), delay);
  }

  async #search(page = 1): Promise<void> {
    const asked = ++this.#asked;
    const query = page === 1 ? this.#query : this.#foundBy;
    this.#isLoading = true;
    this.#failure = null;
    this.requestUpdate();
    try {
      const more = await this.panel.api.writing.search(query, page);
      // Only the latest question counts, in whatever order the answers come.
      if (asked !== this.#asked) return;
      const known = page === 1 ? [] : (this.#found ?? []);
      this.#found = [...known, ...more.filter((one) => !known.some((other) => other.id === one.id))];
      this.#foundBy = query;
      this.#page = page;
      this.#isComplete = more.length < foundPerPage;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (asked === this.#asked) this.#failure = error;
    } finally {
      if (asked === this.#asked) this.#isLoading = false;
      this.requestUpdate();
    }
  }
}

function isMaintenance(incident: AnyIncident): incident is AdminMaintenance {
  return 'scheduled_for' in incident && incident.scheduled_for !== null;
}

function isBackwards({ from, to }: HistoryQuery): boolean {
  return from !== '' && to !== '' && to < from;
}

/** By the month they began in, on the clock of this browser; the order is the server's. */
function byMonth(incidents: readonly AnyIncident[]): [month: string, incidents: AnyIncident[]][] {
  const months = new Map<string, AnyIncident[]>();
  for (const incident of incidents) {
    const at = new Date(isMaintenance(incident) ? incident.scheduled_for : incident.started_at);
    const month = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}`;
    months.set(month, [...(months.get(month) ?? []), incident]);
  }
  return [...months];
}
