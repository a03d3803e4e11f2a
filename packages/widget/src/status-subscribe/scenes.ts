import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { SubscribeStrings, Way } from '../i18n/subscribe-strings.ts';
import { statusIcon } from '../templates/status-icon.ts';
import type { Tone } from '../templates/tone.ts';
import type { Offer } from './offer.ts';

// What stands in the place of the form, and what stands in it whatever is chosen.

/** The title, and what it is about. It takes the focus when it says something new. */
export function heading(title: string, level: number, about?: string): TemplateResult {
  const inside = html`${title}${about ? html`<span class="visually-hidden">: </span><bdi class="followed">${about}</bdi>` : nothing}`;
  return level === 1
    ? html`<h1 id="title" part="title" tabindex="-1">${inside}</h1>`
    : html`<h2 id="title" part="title" tabindex="-1">${inside}</h2>`;
}

/** While it is not known what the page offers. */
export function loading(strings: SubscribeStrings, level: number): TemplateResult {
  return html`<div class="loading" aria-busy="true">
    ${heading(strings.title, level)}
    <p class="visually-hidden">${strings.loading}</p>
    <div class="shape" aria-hidden="true"><i></i><i></i><i></i></div>
  </div>`;
}

/** Nobody answers. */
export function away(strings: SubscribeStrings, level: number, retry: () => void): TemplateResult {
  return scene(
    'unknown',
    strings.away,
    level,
    html`
    <p>${strings.awayText}</p>
    <p class="actions"><button class="plain" type="button" @click=${retry}>${strings.retry}</button></p>
  `,
  );
}

/** The page is one of another kind, which offers nothing that we know of. */
export function nothingOffered({ page }: Offer, strings: SubscribeStrings, level: number): TemplateResult {
  return scene(
    'unknown',
    strings.nothingOffered,
    level,
    html`
    <p>${strings.nothingOfferedText}</p>
    ${page ? html`<p class="actions"><a class="plain" href=${page}>${strings.toPage}</a></p>` : nothing}
  `,
  );
}

/** The wish is on its way: what comes next, in the same words for everyone. */
export function done(
  way: Way | 'popup',
  address: string,
  strings: SubscribeStrings,
  level: number,
  { again, finish }: { again: () => void; finish: (() => void) | undefined },
): TemplateResult {
  const kind = way === 'email' || way === 'web_push' || way === 'popup' ? way : 'address';
  const said = strings.doneText[kind];
  return scene(
    'none',
    strings.done[kind],
    level,
    html`
    <p>${typeof said === 'string' ? said : said(`\u2068${address.trim()}\u2069`)}</p>
    ${kind === 'email' ? html`<p class="hint">${strings.notArrived}</p>` : nothing}
    <p class="actions">
      ${finish ? html`<button class="plain" type="button" @click=${finish}>${strings.finish}</button>` : nothing}
      ${kind === 'email' || kind === 'address' ? html`<button class="quiet" type="button" @click=${again}>${strings.another}</button>` : nothing}
    </p>
  `,
  );
}

/** What came back instead of a yes. Everything that was typed stays. */
export function notice(text: string, wayOut: string | undefined, strings: SubscribeStrings): TemplateResult {
  return html`<div class="notice unknown" role="alert">
    ${statusIcon('unknown')}
    <p>${text}${wayOut ? html` <a href=${wayOut} target="_blank" rel="noopener">${strings.toPage}</a>` : nothing}</p>
  </div>`;
}

/** The one main action, and what it means. */
export function action(word: string, promise: string, isBusy: boolean): TemplateResult {
  return html`<div class="act">
    <button class="main" part="button" aria-disabled=${isBusy ? 'true' : nothing}>${word}</button>
    <p class="hint">${promise}</p>
  </div>`;
}

function scene(tone: Tone, title: string, level: number, inside: TemplateResult): TemplateResult {
  return html`<div class="scene ${tone}">
    ${statusIcon(tone)}
    <div>${heading(title, level)} ${inside}</div>
  </div>`;
}
