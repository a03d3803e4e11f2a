import type { AdminIncident } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { DraftList, draftListStyles } from '../drafts/draft-list.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { explain } from '../forms/explain.ts';
import { textField } from '../forms/fields.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { incidentRow, incidentRowStyles } from './incident-row.ts';

const perPage = 25;

/** All incidents: what is open, then what is past. */
export class StatusAdminIncidents extends Screen {
  static override styles = [
    base,
    incidentRowStyles,
    draftListStyles,
    css`
      .head,
      .lists {
        max-inline-size: 60rem;
      }
      .lists {
        display: grid;
        gap: 1.75rem;
      }
      .search {
        max-inline-size: 22rem;
      }
      h2 {
        margin-block-end: 0.7rem;
      }
      .rows > p {
        padding: 1rem 1.25rem;
      }
    `,
  ];

  readonly #confirmation = new Confirmation(this);
  readonly #drafts = new DraftList(this, this.#confirmation);
  #past: AdminIncident[] = [];
  #page = 0;
  #isComplete = false;
  #isLoading = false;
  #failure: ApiError | null = null;
  #search = '';
  #seenSeq: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadMore();
    void this.updateComplete.then(() => this.#drafts.load());
  }

  protected override updated(): void {
    const seq = this.panel.data.summary?.allswell?.seq;
    if (this.#seenSeq !== undefined && seq !== this.#seenSeq && this.#page === 1) {
      this.#page = 0;
      void this.#loadMore();
    }
    this.#seenSeq = seq;
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings, data } = panel;
    const words = strings.incidents;
    const wanted = this.#search.trim().toLocaleLowerCase(panel.locale);
    const matches = ({ name }: AdminIncident) => name.toLocaleLowerCase(panel.locale).includes(wanted);
    const open = data.openIncidents.filter(matches);
    const openIds = new Set(data.openIncidents.map((one) => one.id));
    const past = this.#past.filter((one) => !openIds.has(one.id) && matches(one));
    const isEmpty = data.openIncidents.length === 0 && this.#past.length === 0 && this.#isComplete;
    return html`
      <div class="head">
        <h1 tabindex="-1">${words.title}</h1>
        ${screenLink(panel, { screen: 'new-incident' }, words.newIncident, 'button main')}
      </div>
      <div class="lists">
        ${this.#drafts.render()}
        ${
          isEmpty
            ? html`<p class="card soft">${words.none}</p>`
            : html`
                <div class="search">
                  ${textField({
                    id: 'search',
                    type: 'search',
                    label: words.search,
                    value: this.#search,
                    onInput: (value) => {
                      this.#search = value;
                      this.requestUpdate();
                    },
                  })}
                </div>
                <section aria-labelledby="open-title">
                  <h2 id="open-title">${words.open}</h2>
                  <div class="rows">
                    ${open.length === 0 ? html`<p class="soft">${wanted ? words.noMatch : words.noneOpen}</p>` : this.#rows(open)}
                  </div>
                </section>
                <section aria-labelledby="past-title">
                  <h2 id="past-title">${words.past}</h2>
                  ${past.length > 0 || !this.#isComplete ? html`<div class="rows">${this.#rows(past)}</div>` : nothing}
                  ${past.length === 0 && this.#isComplete ? html`<p class="soft">${wanted ? words.noMatch : words.none}</p>` : nothing}
                  ${this.#foot()}
                </section>
              `
        }
        <p>${screenLink(panel, { screen: 'past-incident' }, strings.history.addPast, 'soft small')}</p>
      </div>
      ${this.#confirmation.render(strings)}
    `;
  }

  #rows(incidents: readonly AdminIncident[]): unknown {
    return repeat(
      incidents,
      (one) => one.id,
      (one) => incidentRow(one, this.panel, this.time),
    );
  }

  #foot(): TemplateResult | typeof nothing {
    const { strings } = this.panel;
    const words = strings.incidents;
    if (this.#failure) {
      return html`<div class="notice trouble" role="alert">
        <div>
          <p>${explain(this.#failure, strings)}</p>
          <button class="button small" type="button" @click=${() => void this.#loadMore()}>${strings.shell.tryAgain}</button>
        </div>
      </div>`;
    }
    if (this.#isComplete) return nothing;
    return html`<p>
      <button class="button small" type="button" aria-disabled=${this.#isLoading ? 'true' : nothing} @click=${() => void this.#loadMore()}>
        ${this.#isLoading ? words.loadingOlder : words.older}
      </button>
    </p>`;
  }

  async #loadMore(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#failure = null;
    this.requestUpdate();
    try {
      const more = await this.panel.api.listPastIncidents(this.#page + 1);
      this.#page += 1;
      const known = this.#page === 1 ? [] : this.#past;
      this.#past = [...known, ...more.filter((one) => !known.some((other) => other.id === one.id))];
      this.#isComplete = more.length < perPage;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    } finally {
      this.#isLoading = false;
      this.requestUpdate();
    }
  }
}
