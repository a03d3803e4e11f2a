import type { Sending } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { nameOfChannel } from '../audience/say-channel.ts';
import { Confirmation } from '../forms/confirmation.ts';
import { SendingWatch, isLate, saySeconds } from '../live/sending-watch.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { listFailure } from '../subscribers/list-parts.ts';
import { statusIcon } from '../templates/status-icon.ts';
import type { Tone } from '../templates/status-icon.ts';
import { viewsStyles } from '../templates/views.ts';
import { sayAgo, sayInstant } from '../time/format.ts';
import { EmailPart } from './email-part.ts';
import { copyField } from '../forms/copy-field.ts';
import { copyFieldStyles } from '../forms/copy-field.styles.ts';
import { notificationsStyles } from './notifications.styles.ts';
import { SwitchesPart } from './switches-part.ts';
import { settingsViews } from './views.ts';

const providers: Record<string, string> = { ses: 'Amazon SES', postmark: 'Postmark', mailgun: 'Mailgun' };
const feeds = [
  ['atom', '/history.atom'],
  ['rss', '/history.rss'],
  ['json', '/feed.json'],
  ['calendar', '/calendar.ics'],
] as const;
/** A sender says every second or so that it is there. */
const senderGoneMs = 60_000;

/** How telling subscribers goes, what it needs, and where they come from. */
export class StatusAdminNotifications extends Screen {
  static override styles = [base, viewsStyles, copyFieldStyles, notificationsStyles];

  readonly #watch = new SendingWatch(this);
  readonly #confirmation = new Confirmation(this);
  readonly #email = new EmailPart(this);
  readonly #switches = new SwitchesPart(this);

  override render(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.notifications;
    const { sending, failure } = this.#watch;
    return html`
      <div class="head"><h1 tabindex="-1">${words.title}</h1>${settingsViews(panel, 'notifications')}</div>
      <div class="parts">
        ${failure ? listFailure(failure, panel.strings, () => void this.#watch.refresh()) : nothing}
        ${
          sending
            ? html`${this.#sending(sending)} ${this.#email.render(sending)}`
            : failure
              ? nothing
              : html`<p class="soft" role="status">${words.loading}</p>`
        }
        ${this.#switches.render()} ${sending ? this.#bounces(sending) : nothing} ${this.#feeds()} ${this.#form()}
      </div>
      ${this.#confirmation.render(panel.strings)}
    `;
  }

  #sending(sending: Sending): TemplateResult {
    const { strings, locale } = this.panel;
    const words = strings.notifications;
    const { last_sender_at, waiting, channels } = sending;
    return html`<section class="card" aria-labelledby="sending-title" data-sending>
      <h2 id="sending-title" class="visually-hidden">${words.sending}</h2>
      ${this.#standing(sending)}
      <dl class="facts">
        <div>
          <dt>${words.lastSender}</dt>
          <dd>${last_sender_at === null ? words.never : (sayAgo(last_sender_at, locale) ?? words.justNow)}</dd>
        </div>
        <div>
          <dt>${words.waiting}</dt>
          <dd>${words.messages(waiting)}</dd>
        </div>
        <div>
          <dt>${words.ways}</dt>
          <dd>${channels.length === 0 ? words.noWays : words.waysOf(channels.map((one) => nameOfChannel(one, strings)))}</dd>
        </div>
      </dl>
    </section>`;
  }

  /** The state once, in words, with its own shape; then why, and what to do about it. */
  #standing(sending: Sending): TemplateResult {
    const { strings, locale } = this.panel;
    const words = strings.notifications;
    const { held, last_sender_at, oldest_due_seconds } = sending;
    const say = (tone: Tone, title: string, text: unknown) =>
      html`<div class="standing tone-${tone}">
        ${statusIcon(tone, 24)}
        <div><p role="status"><strong>${title}</strong></p>${text}</div>
      </div>`;
    if (held) {
      return say(
        'critical',
        words.heldTitle,
        html`<p class="words"><q lang="en" dir="auto">${held.because}</q></p>
          <p class="words">${words.heldSince(sayInstant(held.since, this.time))}</p>
          <p class="soft words">${words.heldText}</p>
          <div class="actions">
            <button class="button main" type="button" @click=${() => void this.#askToResume(sending)}>${words.resume}</button>
          </div>`,
      );
    }
    if (last_sender_at === null || Date.now() - Date.parse(last_sender_at) > senderGoneMs)
      return say('major', words.noSender, html`<p class="soft words">${words.noSenderText}</p>`);
    if (isLate(sending))
      return say(
        'minor',
        words.late,
        html`<p class="soft">${words.lateFor(saySeconds(oldest_due_seconds ?? 0, locale))}</p>`,
      );
    return say('none', words.goesOn, nothing);
  }

  #bounces({ bounce_hooks }: Sending): TemplateResult | typeof nothing {
    const words = this.panel.strings.notifications;
    const hooks = Object.entries(bounce_hooks);
    if (hooks.length === 0) return nothing;
    return html`<section class="card" aria-labelledby="bounces-title">
      <h2 id="bounces-title">${words.bounces}</h2>
      <p class="soft words">${words.bouncesText}</p>
      <div class="copies">
        ${hooks.map(([name, value]) => copyField(this.panel, { id: `hook-${name}`, label: providers[name] ?? name, value }))}
      </div>
    </section>`;
  }

  #feeds(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.notifications;
    return html`<section class="card" aria-labelledby="feeds-title">
      <h2 id="feeds-title">${words.feeds}</h2>
      <p class="soft words">${words.feedsText}</p>
      <div class="copies">
        ${feeds.map(([name, path]) =>
          copyField(panel, { id: `feed-${name}`, label: words[name], value: panel.address(path).href }),
        )}
      </div>
    </section>`;
  }

  #form(): TemplateResult {
    const { panel } = this;
    const words = panel.strings.notifications;
    return html`<section class="card" aria-labelledby="form-title">
      <h2 id="form-title">${words.form}</h2>
      <p class="soft words">${words.formText}</p>
      <div class="copies">
        ${copyField(panel, { id: 'page-address', label: words.formPage, value: panel.address('/subscribe').href })}
        ${copyField(panel, { id: 'form-snippet', label: words.snippet, value: snippetOf(panel.address('/').href), rows: 2 })}
      </div>
    </section>`;
  }

  async #askToResume({ waiting }: Sending): Promise<void> {
    const { panel } = this;
    const words = panel.strings.notifications;
    await this.#confirmation.ask({
      title: words.resumeTitle,
      text: words.resumeText(waiting),
      action: words.resume,
      isDanger: false,
      run: async (persist) => {
        await panel.api.notifications.resume(persist);
        await this.#watch.refresh();
      },
      done: () => {
        panel.say(words.resumed);
        this.enter();
      },
    });
  }
}

/** For an app that is built with a bundler. */
function snippetOf(src: string): string {
  return `<script type="module">import '@allswell/widget/status-subscribe';</script>
<status-subscribe src="${src}"></status-subscribe>`;
}
