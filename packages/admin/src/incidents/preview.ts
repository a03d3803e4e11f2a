import type { Summary } from '@allswell/protocol';
import { LitElement, css, html, nothing } from 'lit';
import type { PropertyDeclarations, TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.ts';
import { base } from '../styles/base.styles.ts';
import { fetchPage } from './fetch-page.ts';

const views = ['banner', 'page'] as const;
type View = (typeof views)[number];

/**
 * What readers will see, drawn by the very elements that will draw it for them. It is a picture: nothing in it can be
 * pressed, and the words beside it say the same to those who do not see it.
 */
export class StatusAdminPreview extends LitElement {
  static override styles = [
    base,
    css`
      h2 {
        font-size: 0.82rem;
        font-weight: 600;
        color: var(--soft);
        margin-block-end: 0.5rem;
      }
      .tabs {
        display: flex;
        gap: 0.2rem;
        margin-block-end: 0.6rem;
      }
      .tabs button {
        min-block-size: 2.25rem;
        padding: 0.2rem 0.7rem;
        border: 0;
        border-radius: 8px;
        background: none;
        color: var(--soft);
        font: inherit;
        font-size: 0.86rem;
        cursor: pointer;
      }
      .tabs [aria-selected='true'] {
        background: var(--wash);
        color: var(--ink);
        font-weight: 580;
      }
      .frame {
        position: relative;
        border: 1px solid var(--line);
        border-radius: 12px;
        overflow: clip;
        background: var(--paper);
        container-type: inline-size;
      }
      .quiet {
        padding: 0.75rem 0.95rem;
        font-size: 0.86rem;
        color: var(--soft);
        border-block-end: 1px solid var(--line);
      }
      .app {
        display: grid;
        gap: 0.55rem;
        padding: 1rem;
        background: var(--card);
      }
      .app i {
        block-size: 0.6rem;
        border-radius: 4px;
        background: var(--line);
      }
      .app i:first-child {
        inline-size: 55%;
      }
      .app i:last-child {
        inline-size: 80%;
      }
      .page {
        padding: 1.25rem clamp(0.9rem, 5cqi, 1.35rem);
        max-block-size: 36rem;
        overflow: hidden auto;
      }
      .page:focus-visible {
        outline-offset: -2px;
      }
      @media (forced-colors: active) {
        .tabs [aria-selected='true'] {
          outline: 1px solid Highlight;
        }
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    summary: { attribute: false },
    strings: { attribute: false },
    locale: {},
    upcomingHours: { attribute: false },
  };

  /** What readers would be given. */
  declare summary: Summary | null;
  /** The panel's words. */
  declare strings: Strings;
  /** The language of the page. */
  declare locale: string;
  /** How far ahead the banner announces planned maintenance; what is planned is shown however far away it is. */
  declare upcomingHours: number;

  #view: View = 'banner';
  /** Whether the banner has nothing to say. */
  #isClear = false;
  #isPageMissing = false;

  override render(): TemplateResult {
    const words = this.strings.composer;
    const labels: Record<View, string> = { banner: words.previewBanner, page: words.previewPage };
    return html`<h2 id="preview-title">${words.preview}</h2>
      <div class="tabs" role="tablist" aria-labelledby="preview-title" @keydown=${this.#onKeydown}>
        ${views.map(
          (view) => html`<button
            type="button"
            role="tab"
            id="tab-${view}"
            aria-selected=${view === this.#view ? 'true' : 'false'}
            aria-controls="view"
            tabindex=${view === this.#view ? 0 : -1}
            @click=${() => this.#show(view)}
          >
            ${labels[view]}
          </button>`,
        )}
      </div>
      <div class="frame" id="view" role="tabpanel" aria-label=${words.previewLabel(labels[this.#view])}>
        ${this.#view === 'banner' ? this.#banner() : this.#page()}
      </div>`;
  }

  #banner(): TemplateResult {
    // The banner says itself when it has nothing to say; that is between it and us, not the host page's to hear.
    const onChange = (event: HTMLElementEventMap['status-change']) => {
      event.stopPropagation();
      this.#isClear = event.state === 'clear';
      this.requestUpdate();
    };
    return html`<status-banner
        inert
        placement="inline"
        lang=${this.locale}
        .upcomingHours=${this.upcomingHours ?? 48}
        .summary=${this.summary}
        @status-change=${onChange}
      ></status-banner>
      ${this.#isClear ? html`<p class="quiet">${this.strings.composer.previewQuiet}</p>` : nothing}
      <div class="app" aria-hidden="true"><i></i><i></i><i></i></div>`;
  }

  #page(): TemplateResult {
    if (this.#isPageMissing) return html`<p class="quiet" role="alert">${this.strings.problems.unreachable}</p>`;
    return html`<div class="page" tabindex="0" role="group" aria-label=${this.strings.composer.previewPage}>
      <status-page inert lang=${this.locale} .summary=${this.summary}></status-page>
    </div>`;
  }

  async #fetchPage(): Promise<void> {
    const isHere = await fetchPage();
    if (this.#isPageMissing === !isHere) return;
    this.#isPageMissing = !isHere;
    this.requestUpdate();
  }

  #show(view: View): void {
    if (view === 'page') void this.#fetchPage();
    this.#view = view;
    this.requestUpdate();
  }

  readonly #onKeydown = async (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -views.length, End: views.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const isRightToLeft = getComputedStyle(this).direction === 'rtl';
    const at = views.indexOf(this.#view) + (isRightToLeft ? -step : step);
    this.#show(views[Math.max(0, Math.min(views.length - 1, at))] ?? 'banner');
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#tab-${this.#view}`)?.focus();
  };
}
