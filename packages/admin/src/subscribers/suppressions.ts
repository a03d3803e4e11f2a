import type { Suppression } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { nameOfChannel } from '../audience/say-channel.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { textField } from '../forms/fields.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { viewsStyles } from '../templates/views.ts';
import { sayInstant } from '../time/format.ts';
import { AddressList } from './address-list.ts';
import { listFailure } from './list-parts.ts';
import { pager } from './pager.ts';
import { subscribersStyles } from './subscribers.styles.ts';
import { subscriberViews } from './views.ts';

/** Addresses that are not written to, why, and writing to one of them again. */
export class StatusAdminSuppressions extends Screen {
  static override styles = [base, viewsStyles, subscribersStyles];

  readonly #list = new AddressList(this, '', (words, page) => this.panel.api.subscribers.listSuppressions(words, page));
  readonly #confirmation = new Confirmation(this);

  override render(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.subscribers.suppressions;
    const { found, query, foundBy } = this.#list;
    const isEmpty = found?.items.length === 0 && query === '' && foundBy === '';
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1>${subscriberViews(panel, 'suppressions')}</div>
      <div class="list">
        <p class="soft words">${words.text}</p>
        ${isEmpty ? html`<p class="card soft" role="status">${words.none}</p>` : html`${this.#search()} ${this.#results()}`}
      </div>
      ${this.#confirmation.render(panel.strings)}
    `;
  }

  #search(): TemplateResult {
    const words = this.panel.strings.subscribers.suppressions;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#list.load();
    };
    return html`<form class="search alone" role="search" aria-label=${words.title} @submit=${onSubmit}>
      ${textField({
        id: 'words',
        type: 'search',
        label: words.search,
        value: this.#list.query,
        maxLength: 200,
        onInput: (value) => this.#list.ask(value, true),
      })}
    </form>`;
  }

  #results(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.subscribers.suppressions;
    const { found, failure, isLoading } = this.#list;
    const trouble = failure ? listFailure(failure, strings, () => void this.#list.load()) : nothing;
    if (!found) return html`${trouble}${failure ? nothing : html`<p class="soft" role="status">${words.loading}</p>`}`;
    if (found.items.length === 0) return html`${trouble}<p class="card soft" role="status">${words.noMatch}</p>`;
    const { page, pages } = found;
    return html`${trouble}
      <ul class="rows" aria-busy=${isLoading ? 'true' : 'false'} aria-label=${words.title}>
        ${repeat(
          found.items,
          (one) => one.id,
          (one) => this.#row(one),
        )}
      </ul>
      ${pager({ page, pages, strings, onPage: (next) => this.#list.turnTo(next) })}`;
  }

  #row(suppression: Suppression): TemplateResult {
    const { strings } = this.panel;
    const words = strings.subscribers.suppressions;
    const { address, channel, reason, detail, created_at } = suppression;
    return html`<li class="one" data-suppression-id=${suppression.id}>
      <div>
        <p class="address">${address}</p>
        <p class="follows">
          ${words.reasons[reason] ?? reason}${detail ? html`: <q class="soft" lang="en" dir="auto">${detail}</q>` : nothing}
        </p>
        <p class="facts">
          <span>${nameOfChannel(channel, strings)}</span>
          <span>${strings.subscribers.since(sayInstant(created_at, this.time))}</span>
        </p>
      </div>
      <div class="actions">
        <button
          class="button small quiet"
          type="button"
          aria-label="${words.takeBack}: ${address}"
          @click=${() => void this.#askToTakeBack(suppression)}
        >
          ${words.takeBack}
        </button>
      </div>
    </li>`;
  }

  async #askToTakeBack({ id, address, reason }: Suppression): Promise<void> {
    const { panel } = this;
    const words = panel.strings.subscribers.suppressions;
    await this.#confirmation.ask({
      title: words.takeBackTitle(address),
      text: reason === 'complained' ? words.takeBackComplained : words.takeBackText,
      action: words.takeBack,
      isDanger: reason === 'complained',
      run: async (persist) => {
        await panel.api.subscribers.takeBackSuppression(id, persist).catch((error: unknown) => {
          if (!(error instanceof ApiError) || error.status !== 404) throw error;
        });
        await this.#list.load();
      },
      done: () => {
        panel.say(words.taken(address));
        this.enter();
      },
    });
  }
}
