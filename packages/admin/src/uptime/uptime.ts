import type { ComponentUptime, UptimeDocument } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { ApiError } from '../api/api-error.ts';
import { LaterWords } from '../i18n/later.ts';
import type { LaterStrings } from '../i18n/later-en.ts';
import { Screen } from '../status-admin/screen.ts';
import { base } from '../styles/base.styles.ts';
import { listFailure } from '../subscribers/list-parts.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { viewsStyles } from '../templates/views.ts';
import { bar, barStyles } from './bar.ts';
import { readUptime } from './read-uptime.ts';
import { sayLevel, sayPercent, toneOfLevel } from './say.ts';
import { uptimeStyles } from './uptime.styles.ts';
import { uptimeViews } from './views.ts';

const shownDays = 90;
const legend = ['0', 'm', '1', '2', '3', '-'] as const;

/** Everything with its last ninety days, as readers see them; each leads to its days. */
export class StatusAdminUptime extends Screen {
  static override styles = [base, viewsStyles, barStyles, uptimeStyles];

  readonly #words = new LaterWords(this);
  #uptime: UptimeDocument | null = null;
  #failure: ApiError | null = null;
  #seenSeq: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => this.#load());
  }

  /** What changes elsewhere changes uptime too. */
  protected override updated(): void {
    const seq = this.panel.data.summary?.allswell?.seq;
    if (this.#seenSeq !== undefined && seq !== this.#seenSeq) void this.#load();
    this.#seenSeq = seq;
  }

  override render(): TemplateResult {
    const { panel } = this;
    const { strings } = panel;
    const words = this.#words.now?.uptime;
    if (!words)
      return html`<h1 tabindex="-1">${strings.nav.uptime}</h1><p class="soft" role="status">${strings.shell.loading}</p>`;
    return html`
      <div class="head"><h1 tabindex="-1">${strings.nav.uptime}</h1>${uptimeViews(panel, words, 'uptime')}</div>
      <div class="uptime">
        ${this.#failure ? listFailure(this.#failure, strings, () => void this.#load()) : nothing}
        ${this.#list(words)}
      </div>
    `;
  }

  #list(words: LaterStrings['uptime']): TemplateResult | typeof nothing {
    const { panel } = this;
    const uptime = this.#uptime;
    if (!uptime) {
      return this.#failure ? nothing : html`<p class="soft" role="status">${panel.strings.shell.loading}</p>`;
    }
    if (uptime.components.length === 0) {
      return html`<div class="card">
        <p class="soft words">${words.empty}</p>
        <p>${screenLink(panel, { screen: 'components' }, panel.strings.nav.components, 'button')}</p>
      </div>`;
    }
    return html`<p class="soft words">${words.text}</p>
      <ul class="rows" aria-label=${words.lastDays(shownDays)}>
        ${repeat(
          uptime.components,
          (one) => one.id,
          (one) => this.#row(one, words),
        )}
      </ul>
      <ul class="legend" aria-label=${words.legend}>
        ${legend.map((level) => {
          const tone = toneOfLevel(level);
          return html`<li class="tone-${tone}">${statusIcon(tone, 14)}<span>${sayLevel(level, panel.strings, words)}</span></li>`;
        })}
      </ul>`;
  }

  #row(one: ComponentUptime, words: LaterStrings['uptime']): TemplateResult {
    const { panel } = this;
    const levels = one.levels.slice(-shownDays);
    const down = [...levels].filter((level) => level === '1' || level === '2' || level === '3').length;
    return html`<li class="one ${one.group_id ? 'member' : ''}" data-component-id=${one.id}>
      <p class="name">
        ${screenLink(panel, { screen: 'uptime-of', id: one.id }, html`<bdi>${one.name}</bdi>`)}
        ${one.group ? html`<span class="soft small">${words.group}</span>` : nothing}
      </p>
      <div class="picture">${bar(levels, { label: words.daysWith(down, levels.length) })}</div>
      <p class="percent">${sayPercent(one.percent[90], panel.locale)}</p>
    </li>`;
  }

  async #load(): Promise<void> {
    try {
      this.#uptime = await readUptime(this.panel.address('/api/v2/uptime.json'));
      this.#failure = null;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#failure = error;
    }
    this.requestUpdate();
  }
}
