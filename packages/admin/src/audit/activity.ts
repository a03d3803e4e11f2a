import type { AuditEntry } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { explain } from '../forms/explain.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { sayInstant } from '../time/format.ts';

const perPage = 50;

/** The name in a change, or the address of whom it is about: what it became, else what it was. */
function saidIn(changes: AuditEntry['changes']): string | null {
  const change = changes['name'] ?? changes['email'];
  if (typeof change === 'string') return change;
  if (typeof change !== 'object' || change === null) return null;
  const { from, to } = change as { from?: unknown; to?: unknown };
  return typeof to === 'string' ? to : typeof from === 'string' ? from : null;
}

/** The audit trail: who changed what, newest first. */
export class StatusAdminActivity extends Screen {
  static override styles = [
    base,
    css`
      .rows {
        max-inline-size: 60rem;
      }
      table {
        inline-size: 100%;
        border-collapse: collapse;
        font-size: 0.9rem;
      }
      th {
        color: var(--soft);
        font-size: 0.82rem;
        font-weight: 580;
      }
      :is(th, td) {
        padding: 0.65rem 1.25rem;
        text-align: start;
        vertical-align: top;
        overflow-wrap: anywhere;
      }
      tbody tr {
        border-block-start: 1px solid var(--line);
      }
      td:first-child {
        white-space: nowrap;
      }
      pre {
        margin: 0.4rem 0 0;
        white-space: pre-wrap;
        overflow-wrap: anywhere;
        font-size: 0.8rem;
        color: var(--soft);
      }
      summary {
        cursor: pointer;
        color: var(--soft);
        font-size: 0.82rem;
      }
      .foot {
        margin-block-start: 1rem;
      }
      @container (inline-size < 40rem) {
        thead {
          position: absolute;
          clip-path: inset(50%);
        }
        tr {
          display: grid;
          padding: 0.75rem 1rem;
          gap: 0.1rem;
        }
        td {
          padding: 0;
        }
      }
    `,
  ];

  #entries: AuditEntry[] = [];
  #page = 0;
  #isComplete = false;
  #isLoading = false;
  #failure: ApiError | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#loadMore();
  }

  override render(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.activity;
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1></div>
      ${
        this.#entries.length > 0
          ? html`<div class="rows">
              <table>
                <caption class="visually-hidden">
                  ${words.text}
                </caption>
                <thead>
                  <tr>
                    <th scope="col">${words.when}</th>
                    <th scope="col">${words.who}</th>
                    <th scope="col">${words.what}</th>
                  </tr>
                </thead>
                <tbody>
                  ${repeat(
                    this.#entries,
                    (entry) => entry.id,
                    (entry) => this.#row(entry),
                  )}
                </tbody>
              </table>
            </div>`
          : this.#isComplete
            ? html`<p class="card soft">${words.empty}</p>`
            : nothing
      }
      <div class="foot">${this.#foot()}</div>
    `;
  }

  #row(entry: AuditEntry): TemplateResult {
    const words = this.panel.strings.activity;
    const hasChanges = Object.keys(entry.changes).length > 0;
    return html`<tr>
      <td class="soft">${sayInstant(entry.at, this.time)}</td>
      <td>${entry.admin?.email ?? words.system}</td>
      <td>
        ${words.actions[entry.action] ?? entry.action.replaceAll(/[._-]/g, ' ')}
        ${this.#subject(entry)}
        ${
          hasChanges
            ? html`<details>
                <summary>${words.details}</summary>
                <pre>${JSON.stringify(entry.changes, null, 2)}</pre>
              </details>`
            : nothing
        }
      </td>
    </tr>`;
  }

  /** What it was done to: a link where there is a screen for it. */
  #subject({ action, subject_type, subject_id, changes }: AuditEntry): TemplateResult | typeof nothing {
    const name = this.#nameOf(subject_id, changes);
    if (!name) return nothing;
    if (subject_type !== 'incident' || !subject_id || action === 'incident.deleted')
      return html`<span class="soft">${name}</span>`;
    return screenLink(this.panel, { screen: 'incident', id: subject_id }, name);
  }

  /** The name it had in this change, else in one near it, else what it is called now. */
  #nameOf(id: string | null, changes: AuditEntry['changes']): string | null {
    const { data } = this.panel;
    const known = [...data.openIncidents, ...data.components, ...data.groups].find((one) => one.id === id)?.name;
    return (
      saidIn(changes) ??
      known ??
      this.#entries.flatMap((one) => (one.subject_id === id ? (saidIn(one.changes) ?? []) : []))[0] ??
      null
    );
  }

  #foot(): TemplateResult | typeof nothing {
    const { strings } = this.panel;
    if (this.#failure) {
      return html`<div class="notice trouble" role="alert">
        <div>
          <p>${explain(this.#failure, strings)}</p>
          <button class="button small" type="button" @click=${() => void this.#loadMore()}>${strings.shell.tryAgain}</button>
        </div>
      </div>`;
    }
    if (this.#isComplete) return nothing;
    if (this.#page === 0) return html`<p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`<button class="button small" type="button" aria-disabled=${this.#isLoading ? 'true' : nothing} @click=${() => void this.#loadMore()}>
      ${strings.activity.older}
    </button>`;
  }

  async #loadMore(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    this.#failure = null;
    this.requestUpdate();
    try {
      const more = await this.panel.api.listAudit(this.#page + 1);
      this.#page += 1;
      this.#entries = [...this.#entries, ...more.filter((one) => !this.#entries.some((other) => other.id === one.id))];
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
