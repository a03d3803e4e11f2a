import { channels } from '@allswell/protocol';
import type { Subscriber, SubscriberCounts } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { nameOfChannel } from '../audience/say-channel.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { selectField, textField } from '../forms/fields.ts';
import { submissionNotice } from '../forms/notice.ts';
import { Submission } from '../forms/submission.ts';
import { SendingWatch } from '../live/sending-watch.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { viewsStyles } from '../templates/views.ts';
import { sayInstant, withOurDigits } from '../time/format.ts';
import { AddressList } from './address-list.ts';
import { EraseForm } from './erase-form.ts';
import { listFailure } from './list-parts.ts';
import { pager } from './pager.ts';
import { saveFile } from './save-file.ts';
import { nameOfSubscriber, sayFollows } from './say-follows.ts';
import { subscribersStyles } from './subscribers.styles.ts';
import { subscriberViews } from './views.ts';

const states = ['confirmed', 'pending'] as const;
const anybody = { words: '', channel: '', state: '' };

/** Who is told, of what and by what; and letting somebody go. */
export class StatusAdminSubscribers extends Screen {
  static override styles = [base, viewsStyles, subscribersStyles];

  readonly #list = new AddressList(this, anybody, (query, page) => this.panel.api.subscribers.list(query, page));
  readonly #confirmation = new Confirmation(this);
  readonly #erasure = new EraseForm(this, () => void this.#reload());
  readonly #export = new Submission(this);
  readonly #watch = new SendingWatch(this);
  #counts: SubscriberCounts | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#count());
  }

  override render(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.subscribers;
    const { found } = this.#list;
    const isNew = found?.items.length === 0 && isAny(this.#list.foundBy) && isAny(this.#list.query);
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1>${subscriberViews(panel, 'subscribers')}</div>
      <div class="list">
        ${this.#noMailServer()} ${isNew ? this.#empty() : html`${this.#amounts()} ${this.#search()} ${this.#results()}`}
      </div>
      ${this.#confirmation.render(panel.strings)} ${this.#erasure.render()}
    `;
  }

  /** Until one is set, nobody can subscribe by email, and nobody is told by it. */
  #noMailServer(): TemplateResult | typeof nothing {
    const { panel } = this;
    const { notifications, deliveries } = panel.strings;
    if (this.#watch.sending?.email.configured !== false) return nothing;
    return html`<p class="no-mail">
      ${statusIcon('minor')}<span>${notifications.noEmail} ${screenLink(panel, { screen: 'notifications' }, deliveries.toSending)}</span>
    </p>`;
  }

  #amounts(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.subscribers;
    const counts = this.#counts;
    const confirmed = counts?.confirmed ?? {};
    const pending = counts?.pending ?? {};
    const sum = (amounts: Record<string, number>) => Object.values(amounts).reduce((one, other) => one + other, 0);
    const used = channels.filter((one) => (confirmed[one] ?? 0) + (pending[one] ?? 0) > 0);
    const unconfirmed = (amount = 0) => (amount > 0 ? html`<small>${words.pending(amount)}</small>` : nothing);
    return html`<div class="bar">
        ${
          counts
            ? html`<dl class="counts" aria-label=${words.byChannel}>
                <div class="all">
                  <dt>${words.people}</dt>
                  <dd>${this.#number(sum(confirmed))}</dd>
                </div>
                ${used.map(
                  (one) => html`<div data-channel=${one}>
                    <dt>${nameOfChannel(one, strings)}</dt>
                    <dd>${this.#number(confirmed[one] ?? 0)} ${unconfirmed(pending[one])}</dd>
                  </div>`,
                )}
              </dl>`
            : nothing
        }
        <div class="actions">
          <button class="button small" type="button" @click=${() => void this.#erasure.open()}>${words.erase}</button>
          <button
            class="button small"
            type="button"
            aria-disabled=${this.#export.isBusy ? 'true' : nothing}
            @click=${() => void this.#save()}
          >
            ${this.#export.isBusy ? words.exporting : words.export}
          </button>
        </div>
      </div>
      ${submissionNotice(this.#export, strings)}`;
  }

  #search(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.subscribers;
    const { query } = this.#list;
    const onSubmit = (event: SubmitEvent) => {
      event.preventDefault();
      void this.#list.load();
    };
    return html`<form class="search" role="search" aria-label=${words.title} @submit=${onSubmit}>
      ${textField({
        id: 'words',
        type: 'search',
        label: words.search,
        value: query.words,
        maxLength: 200,
        onInput: (value) => this.#list.ask({ ...query, words: value }, true),
      })}
      ${selectField({
        id: 'channel',
        label: words.channel,
        value: query.channel,
        options: [['', words.anyChannel], ...channels.map((one) => [one, nameOfChannel(one, strings)] as const)],
        onInput: (channel) => this.#list.ask({ ...query, channel }),
      })}
      ${selectField({
        id: 'state',
        label: words.state,
        value: query.state,
        options: [['', words.anyState], ...states.map((one) => [one, words.states[one]] as const)],
        onInput: (state) => this.#list.ask({ ...query, state }),
      })}
    </form>`;
  }

  #results(): TemplateResult {
    const { strings } = this.panel;
    const words = strings.subscribers;
    const { found, failure, isLoading } = this.#list;
    const trouble = failure ? listFailure(failure, strings, () => void this.#reload()) : nothing;
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
      ${pager({ page, pages, strings, onPage: (next) => void this.#turnTo(next) })}`;
  }

  #row(subscriber: Subscriber): TemplateResult {
    const { strings, data } = this.panel;
    const words = strings.subscribers;
    const name = nameOfSubscriber(subscriber, strings);
    const { channel, confirmed_at, requested_at, consented_at, consent_source, source } = subscriber;
    const say = (iso: string) => sayInstant(iso, this.time);
    return html`<li class="one" data-subscriber-id=${subscriber.id}>
      <div>
        <p class="address">${name}</p>
        <p class="follows">${sayFollows(subscriber, data, strings)}</p>
        <p class="facts">
          <span>${nameOfChannel(channel, strings)}</span>
          ${
            confirmed_at
              ? html`<span>${words.since(say(confirmed_at))}</span>`
              : html`<span class="unconfirmed">${words.states.pending}</span><span>${words.askedAt(say(requested_at))}</span>`
          }
          ${source === 'import' ? html`<span>${words.imported}</span>` : nothing}
          ${source === 'import' && consented_at ? html`<span>${words.consent(say(consented_at))}</span>` : nothing}
          ${consent_source ? html`<span>${words.consentBy(consent_source)}</span>` : nothing}
        </p>
      </div>
      <div class="actions">
        <button
          class="button small quiet"
          type="button"
          aria-label=${words.removeOf(name)}
          @click=${() => void this.#askToRemove(subscriber)}
        >
          ${words.remove}
        </button>
      </div>
    </li>`;
  }

  #empty(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.subscribers;
    return html`<div class="card empty">
      <h2>${words.none}</h2>
      <p class="soft words">${words.noneText}</p>
      <div class="actions">
        ${screenLink(panel, { screen: 'notifications' }, words.toForm, 'button')}
        ${screenLink(panel, { screen: 'import-subscribers' }, words.toImport, 'button')}
      </div>
    </div>`;
  }

  #number(amount: number): string {
    return new Intl.NumberFormat(withOurDigits(this.panel.locale)).format(amount);
  }

  async #turnTo(page: number): Promise<void> {
    this.#list.turnTo(page);
    await this.updateComplete;
    this.renderRoot.querySelector('.rows')?.scrollIntoView({ block: 'nearest' });
  }

  async #askToRemove(subscriber: Subscriber): Promise<void> {
    const { panel } = this;
    const words = panel.strings.subscribers;
    const name = nameOfSubscriber(subscriber, panel.strings);
    await this.#confirmation.ask({
      title: words.removeTitle(name),
      text: words.removeText(sayFollows(subscriber, panel.data, panel.strings)),
      action: words.removeAction,
      run: async (persist) => {
        await panel.api.subscribers.remove(subscriber.id, persist).catch((error: unknown) => {
          // They left by themselves meanwhile.
          if (!(error instanceof ApiError) || error.status !== 404) throw error;
        });
        await this.#reload();
      },
      done: () => {
        panel.say(words.removed(name));
        this.enter();
      },
    });
  }

  async #save(): Promise<void> {
    const { api, say, strings } = this.panel;
    let csv = '';
    const isDone = await this.#export.run(async () => {
      csv = await api.subscribers.exportList();
    });
    if (!isDone) return;
    saveFile('subscribers.csv', 'text/csv', csv);
    say(strings.subscribers.exported);
  }

  async #reload(): Promise<void> {
    await Promise.all([this.#list.load(), this.#count()]);
  }

  async #count(): Promise<void> {
    try {
      this.#counts = await this.panel.api.subscribers.count();
      this.requestUpdate();
    } catch (error) {
      // The list says what is wrong; without the counts it is still a list.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

function isAny(query: typeof anybody): boolean {
  return Object.values(query).every((value) => value.trim() === '');
}
