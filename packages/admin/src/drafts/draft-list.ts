import type { Draft } from '@allswell/protocol';
import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import type { Confirmation } from '../forms/confirmation.ts';
import type { Route } from '../status-admin/route.ts';
import type { Screen } from '../status-admin/screen.ts';
import { onLinkClick } from '../templates/link.ts';
import { browserZone, sayInstant } from '../time/format.ts';

export const draftListStyles = css`
  .draft {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.3rem 1rem;
    align-items: center;
    padding: 0.8rem 1.25rem;
  }
  .draft b {
    font-weight: 580;
    overflow-wrap: anywhere;
  }
  .draft p {
    padding: 0 !important;
    color: var(--soft);
    font-size: 0.85rem;
    overflow-wrap: anywhere;
  }
  .draft .actions {
    gap: 0.3rem;
  }
  @container (inline-size < 34rem) {
    .draft {
      grid-template-columns: minmax(0, 1fr);
      padding-inline: 1rem;
    }
  }
`;

/** What is being written and not published, by whomever: gone on with or thrown away. */
export class DraftList {
  readonly #screen: Screen;
  readonly #confirmation: Confirmation;
  #drafts: readonly Draft[] = [];

  constructor(screen: Screen, confirmation: Confirmation) {
    this.#screen = screen;
    this.#confirmation = confirmation;
  }

  async load(): Promise<void> {
    try {
      this.#drafts = await this.#screen.panel.api.writing.listDrafts();
    } catch (error) {
      // Without an answer the rest of the screen says so already.
      if (!(error instanceof ApiError)) throw error;
    }
    this.#screen.requestUpdate();
  }

  render(): TemplateResult | typeof nothing {
    if (this.#drafts.length === 0) return nothing;
    const words = this.#screen.panel.strings.drafts;
    return html`<section aria-labelledby="drafts-title">
      <h2 id="drafts-title">${words.title}</h2>
      <ul class="rows">
        ${repeat(
          this.#drafts,
          (one) => one.id,
          (one) => this.#row(one),
        )}
      </ul>
    </section>`;
  }

  #row(draft: Draft): TemplateResult {
    const { panel } = this.#screen;
    const words = panel.strings.drafts;
    const name = this.#nameOf(draft);
    const route = routeOf(draft);
    const when = sayInstant(draft.updated_at, { locale: panel.locale, timeZone: browserZone() });
    return html`<li class="draft" data-draft-id=${draft.id}>
      <div>
        <b>${name}</b>
        <p>${[
          words.kinds[draft.kind],
          draft.alert_case
            ? words.by(panel.strings.automatic.monitoring, when)
            : draft.admin
              ? words.by(draft.admin.email, when)
              : words.byNobody(when),
        ].join(' · ')}</p>
      </div>
      <div class="actions">
        <a
          class="button small"
          href=${panel.href(route)}
          aria-label=${words.goOnOf(name)}
          @click=${onLinkClick(panel, route)}
          >${words.goOn}</a
        >
        <button
          class="button small quiet"
          type="button"
          aria-label=${words.discardOf(name)}
          @click=${() => void this.#askToDiscard(draft, name)}
        >
          ${words.discard}
        </button>
      </div>
    </li>`;
  }

  #nameOf({ kind, content, incident_id }: Draft): string {
    const { strings, data } = this.#screen.panel;
    const words = strings.drafts;
    if (kind === 'update') {
      const incident = [...data.openIncidents, ...data.openMaintenances].find((one) => one.id === incident_id);
      if (incident) return words.updateOf(incident.name);
    }
    const text = (value: unknown) => (typeof value === 'string' ? value.trim() : '');
    return text(content['name']) || text(content['body']).slice(0, 60) || words.untitled;
  }

  async #askToDiscard(draft: Draft, name: string): Promise<void> {
    const { panel } = this.#screen;
    const words = panel.strings.drafts;
    await this.#confirmation.ask({
      title: words.discardTitle,
      text: words.discardText(name),
      action: words.discardAction,
      run: async (persist) => {
        try {
          await panel.api.writing.discardDraft(draft.id, persist);
        } catch (error) {
          // Somebody else was faster: it is gone, as was asked for.
          if (!(error instanceof ApiError) || error.code !== 'draft-not-found') throw error;
        }
        await this.load();
      },
      done: () => {
        panel.say(words.discarded);
        this.#screen.enter();
      },
    });
  }
}

function routeOf({ id, kind, incident_id }: Draft): Route {
  if (kind === 'maintenance') return { screen: 'plan-maintenance', draft: id };
  if (kind === 'update' && incident_id) return { screen: 'incident', id: incident_id };
  return { screen: 'new-incident', draft: id };
}
