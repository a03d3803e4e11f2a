import type { UpdateEdit } from '@allswell/protocol';
import { html } from 'lit';
import type { TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import { explain } from '../forms/explain.ts';
import type { Screen } from '../status-admin/screen.ts';
import { plainText } from '../templates/text-nodes.ts';
import { browserZone, sayInstant } from '../time/format.ts';

interface Edited {
  id: string;
  body: string;
  display_at: string;
  edited_at?: string | null | undefined;
}

/** What an update said before it was edited: read when somebody wants to see it. */
export class EarlierVersions {
  readonly #screen: Screen;
  /** By update, and by when it was last edited: another edit is another history. */
  readonly #known = new Map<string, readonly UpdateEdit[] | ApiError>();

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  render(incidentId: string, update: Edited): TemplateResult {
    const words = this.#screen.panel.strings.earlier;
    const name = `${update.id} ${update.edited_at ?? ''}`;
    const onToggle = (event: Event) => {
      const known = this.#known.get(name);
      if ((event.target as HTMLDetailsElement).open && (!known || known instanceof ApiError))
        void this.#load(incidentId, update.id, name);
    };
    return html`<details class="earlier" @toggle=${onToggle}>
      <summary>${words.title}</summary>
      ${this.#content(name, update)}
    </details>`;
  }

  #content(name: string, update: Edited): TemplateResult {
    const { strings, locale } = this.#screen.panel;
    const words = strings.earlier;
    const known = this.#known.get(name);
    if (!known) return html`<p class="soft small" role="status">${words.loading}</p>`;
    if (known instanceof ApiError) return html`<p class="soft small" role="alert">${explain(known, strings)}</p>`;
    const context = { locale, timeZone: browserZone() };
    return html`<ol>
      ${known.map((edit, index) => {
        const after = known[index - 1] ?? update;
        const facts = [
          words.until(sayInstant(edit.edited_at, context)),
          edit.admin ? words.by(edit.admin.email) : '',
          edit.display_at === after.display_at ? '' : words.shownAt(sayInstant(edit.display_at, context)),
        ].filter((one) => one !== '');
        return html`<li>
          <p class="soft small">${facts.join(' · ')}</p>
          ${edit.body === after.body ? html`<p class="soft small">${words.none}</p>` : plainText(edit.body)}
        </li>`;
      })}
    </ol>`;
  }

  async #load(incidentId: string, updateId: string, name: string): Promise<void> {
    try {
      this.#known.set(name, await this.#screen.panel.api.writing.listEdits(incidentId, updateId));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#known.set(name, error);
    }
    this.#screen.requestUpdate();
  }
}
