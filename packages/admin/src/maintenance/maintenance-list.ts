import type { AdminMaintenance, Series } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { pastPerPage } from '../api/maintenance-api.ts';
import { explain } from '../forms/explain.ts';
import { incidentRowStyles } from '../incidents/incident-row.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { nextOf } from './next-of.ts';
import { maintenanceRow, seriesRow } from './maintenance-row.ts';
import { viewSwitch, viewSwitchStyles } from './view-switch.ts';

/** All maintenance: what is under way, what is planned, what repeats, what is over. */
export class StatusAdminMaintenances extends Screen {
  static override styles = [
    base,
    incidentRowStyles,
    viewSwitchStyles,
    css`
      .head,
      .lists {
        max-inline-size: 60rem;
      }
      .lists {
        display: grid;
        gap: 1.75rem;
      }
      h2 {
        margin-block-end: 0.7rem;
      }
      .rows > p {
        padding: 1rem 1.25rem;
      }
      .foot {
        margin-block-start: 0.8rem;
      }
    `,
  ];

  #past: AdminMaintenance[] = [];
  #series: readonly Series[] = [];
  #page = 0;
  #isComplete = false;
  #isLoading = false;
  #failure: ApiError | null = null;
  #seenSeq: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadMore();
    void this.#loadSeries();
  }

  protected override updated(): void {
    const seq = this.panel.data.summary?.allswell?.seq;
    if (this.#seenSeq !== undefined && seq !== this.#seenSeq) {
      void this.#loadSeries();
      if (this.#page === 1) {
        this.#page = 0;
        void this.#loadMore();
      }
    }
    this.#seenSeq = seq;
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings, data } = panel;
    const words = strings.maintenance.list;
    const openIds = new Set(data.openMaintenances.map((one) => one.id));
    const past = this.#past.filter((one) => !openIds.has(one.id));
    const underWay = data.openMaintenances.filter((one) => one.status !== 'scheduled');
    const upcoming = nextOf(data.openMaintenances).filter((one) => one.status === 'scheduled');
    const isEmpty = openIds.size === 0 && past.length === 0 && this.#series.length === 0 && this.#isComplete;
    return html`
      <div class="head">
        <h1 tabindex="-1">${strings.maintenance.title}</h1>
        ${viewSwitch(panel, 'maintenance')}
        ${screenLink(panel, { screen: 'plan-maintenance' }, strings.maintenance.planIt, 'button main')}
      </div>
      <div class="lists">
        ${
          isEmpty
            ? html`<p class="card soft">${words.empty}</p>`
            : html`
                ${underWay.length > 0 ? this.#section('under-way', words.underWay, this.#rows(underWay)) : nothing}
                ${this.#section(
                  'upcoming',
                  words.upcoming,
                  upcoming.length > 0 ? this.#rows(upcoming) : html`<p class="soft">${words.none}</p>`,
                )}
                ${
                  this.#series.length > 0
                    ? this.#section(
                        'repeating',
                        words.repeating,
                        repeat(
                          this.#series,
                          (one) => one.id,
                          (one) => seriesRow(one, panel, this.time),
                        ),
                      )
                    : nothing
                }
                ${
                  past.length > 0 || this.#failure || (this.#isLoading && this.#page === 0)
                    ? this.#section('past', words.past, past.length > 0 ? this.#rows(past) : nothing, this.#foot())
                    : nothing
                }
              `
        }
      </div>
    `;
  }

  #section(id: string, title: string, rows: unknown, foot: unknown = nothing): TemplateResult {
    return html`<section aria-labelledby="${id}-title">
      <h2 id="${id}-title">${title}</h2>
      ${rows === nothing ? nothing : html`<div class="rows">${rows}</div>`}
      ${foot}
    </section>`;
  }

  #rows(maintenances: readonly AdminMaintenance[]): unknown {
    return repeat(
      maintenances,
      (one) => one.id,
      (one) => maintenanceRow(one, this.panel, this.time),
    );
  }

  #foot(): TemplateResult | typeof nothing {
    const { strings } = this.panel;
    const words = strings.maintenance.list;
    if (this.#failure) {
      return html`<div class="notice trouble" role="alert">
        <div>
          <p>${explain(this.#failure, strings)}</p>
          <button class="button small" type="button" @click=${() => void this.#loadMore()}>${strings.shell.tryAgain}</button>
        </div>
      </div>`;
    }
    if (this.#isComplete) return nothing;
    return html`<p class="foot">
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
      const more = await this.panel.api.maintenance.listPast(this.#page + 1);
      this.#page += 1;
      const known = this.#page === 1 ? [] : this.#past;
      this.#past = [...known, ...more.filter((one) => !known.some((other) => other.id === one.id))];
      this.#isComplete = more.length < pastPerPage;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    } finally {
      this.#isLoading = false;
      this.requestUpdate();
    }
  }

  async #loadSeries(): Promise<void> {
    try {
      const series = await this.panel.api.maintenance.listSeries();
      this.#series = series.sort((one, other) => Number(one.ended_at !== null) - Number(other.ended_at !== null));
      this.requestUpdate();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
    }
  }
}
