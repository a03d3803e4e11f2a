import { css, unsafeCSS } from 'lit';
import { tokenText } from '../styles/tokens.ts';

/** The look of the form; colours come from the tokens. */
export const styles = [
  // Not the shared sheet: the hosted page has that in its document already, and its script leaves it out.
  unsafeCSS(tokenText),
  css`
    *,
    *::before,
    *::after {
      box-sizing: border-box;
    }
    :host {
      --line: light-dark(oklch(0.9 0.006 85), oklch(0.32 0.012 265));
      --edge: light-dark(oklch(0.63 0.008 85), oklch(0.55 0.012 265));
      --main: var(--status-accent, var(--ink));
      --on-main: var(--card);
      display: block;
      letter-spacing: normal;
      text-align: start;
      text-transform: none;
      white-space: normal;
    }
    :host([modal]) {
      display: contents;
    }
    :host([hidden]) {
      display: none;
    }
    h1,
    h2,
    p,
    ul,
    fieldset,
    legend {
      margin: 0;
      padding: 0;
      border: 0;
      min-inline-size: 0;
    }
    .panel {
      container-type: inline-size;
    }
    section.panel {
      max-inline-size: 34rem;
    }
    dialog {
      inline-size: min(36rem, 100vw - 2rem);
      max-inline-size: none;
      max-block-size: calc(100dvh - 2rem);
      margin: auto;
      padding: 0;
      overflow: auto;
      overscroll-behavior: contain;
      border: 1px solid var(--line);
      border-radius: var(--status-radius, 12px);
      background: var(--card);
      color: var(--ink);
    }
    dialog::backdrop {
      background: oklch(0.19 0.012 265 / 45%);
    }
    dialog .inside {
      padding: clamp(1.25rem, 6cqi, 2rem);
    }
    .inside {
      position: relative;
    }
    .visually-hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    #title {
      font-size: 1.35rem;
      line-height: 1.25;
      font-weight: 650;
      letter-spacing: -0.015em;
      text-wrap: balance;
      outline: none;
    }
    h1#title {
      font-size: clamp(1.55rem, 1.25rem + 1.6cqi, 2.1rem);
      letter-spacing: -0.02em;
    }
    dialog #title {
      padding-inline-end: 2.5rem;
    }
    .followed {
      display: block;
      margin-block-start: 0.35rem;
      font-size: 1rem;
      line-height: 1.4;
      font-weight: 550;
      letter-spacing: 0;
    }
    .about {
      margin-block-start: 0.35rem;
      color: var(--soft);
      font-size: 0.95rem;
      text-wrap: pretty;
    }
    form {
      display: grid;
      gap: 1.5rem;
      margin-block-start: 1.5rem;
    }
    legend,
    .field > label {
      margin-block-end: 0.5rem;
      font-size: 0.95rem;
      font-weight: 600;
    }
    .field > label {
      display: block;
    }
    .pills {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
    }
    .pill {
      position: relative;
      display: inline-flex;
      align-items: center;
      min-block-size: 2.5rem;
      padding-inline: 1rem;
      border: 1px solid var(--edge);
      border-radius: 99rem;
      font-size: 0.95rem;
      cursor: pointer;
    }
    .pill input {
      position: absolute;
      inset: 0;
      inline-size: 100%;
      block-size: 100%;
      margin: 0;
      opacity: 0;
      cursor: inherit;
    }
    .pill:has(:checked) {
      border-color: var(--ink);
      background: var(--ink);
      color: var(--card);
      font-weight: 550;
    }
    input:not([type='radio'], [type='checkbox']),
    select {
      inline-size: 100%;
      min-block-size: 2.75rem;
      padding: 0.5rem 0.8rem;
      border: 1px solid var(--edge);
      border-radius: 8px;
      background: var(--card);
      color: inherit;
      font: inherit;
    }
    section.panel :is(input:not([type='radio'], [type='checkbox']), select) {
      background: light-dark(#fff, oklch(0.225 0.013 265));
    }
    [aria-invalid='true'] {
      border-color: var(--tone);
    }
    :is(input, select, button, a, summary):focus-visible,
    .pill:has(:focus-visible) {
      outline: 2px solid var(--ink);
      outline-offset: 2px;
    }
    .pill input:focus-visible {
      outline: none;
    }
    :is(a, summary):focus-visible {
      border-radius: 4px;
    }
    .row {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0.65rem;
      align-items: start;
      padding-block: 0.4rem;
      cursor: pointer;
    }
    .row:has(:disabled) {
      color: var(--soft);
      cursor: default;
    }
    input:is([type='radio'], [type='checkbox']) {
      inline-size: 1.15rem;
      block-size: 1.15rem;
      margin: 0.2rem 0 0;
      accent-color: var(--ink);
    }
    .parts {
      margin-block-start: 0.35rem;
      padding: 0.6rem 1rem;
      border: 1px solid var(--line);
      border-radius: 8px;
    }
    /* A few scroll with everything around them; so many that the button would be far away scroll by themselves. */
    .parts.many {
      max-block-size: 24rem;
      overflow: auto;
    }
    .group + .group {
      margin-block-start: 0.5rem;
      padding-block-start: 0.5rem;
      border-block-start: 1px solid var(--line);
    }
    .group b {
      font-weight: 600;
    }
    .members {
      padding-inline-start: 1.8rem;
    }
    small,
    .hint {
      color: var(--soft);
      font-size: 0.88rem;
    }
    .hint {
      text-wrap: pretty;
    }
    .field .hint:not(:empty),
    .wrong:not(:empty) {
      margin-block-start: 0.4rem;
    }
    .hint:empty,
    .wrong:empty {
      display: none;
    }
    .wrong {
      color: var(--tone);
      font-size: 0.88rem;
      font-weight: 550;
    }
    .beside {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1.75rem;
    }
    .told {
      color: var(--soft);
      font-size: 0.88rem;
    }
    summary {
      cursor: pointer;
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    .change {
      text-decoration: underline;
      text-underline-offset: 0.2em;
    }
    .pair {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 1rem;
      margin-block-start: 0.9rem;
      color: var(--ink);
    }
    .act {
      display: grid;
      gap: 0.75rem;
    }
    button {
      padding: 0;
      border: 0;
      background: none;
      color: inherit;
      font: inherit;
      cursor: pointer;
    }
    .main,
    .plain {
      min-block-size: 2.75rem;
      padding: 0.5rem 1.25rem;
      border: 1px solid transparent;
      border-radius: 8px;
      font-weight: 600;
      text-decoration: none;
    }
    .main {
      background: var(--main);
      color: var(--on-main);
    }
    .main[aria-disabled] {
      opacity: 0.7;
      cursor: progress;
    }
    .plain {
      display: inline-flex;
      align-items: center;
      border-color: var(--edge);
      color: inherit;
    }
    .quiet {
      padding-block: 0.5rem;
      color: var(--soft);
      font-size: 0.95rem;
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-underline-offset: 0.2em;
    }
    form + .quiet {
      margin-block-start: 0.75rem;
    }
    .close {
      position: absolute;
      inset-block-start: 0.75rem;
      inset-inline-end: 0.75rem;
      z-index: 1;
      display: grid;
      place-items: center;
      inline-size: 2.75rem;
      block-size: 2.75rem;
      border-radius: 8px;
    }
    .close svg {
      inline-size: 1.2rem;
      fill: none;
      stroke: var(--soft);
      stroke-width: 1.8;
      stroke-linecap: round;
    }
    a {
      color: inherit;
      text-decoration-thickness: 1px;
      text-underline-offset: 0.2em;
    }
    .fetch > p {
      color: var(--soft);
      font-size: 0.95rem;
      text-wrap: pretty;
    }
    .links {
      margin-block-start: 0.75rem;
      border: 1px solid var(--line);
      border-radius: 8px;
      list-style: none;
    }
    .links li {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0.1rem 1.25rem;
      padding: 0.7rem 1rem;
    }
    .links li + li {
      border-block-start: 1px solid var(--line);
    }
    .links b {
      font-weight: 550;
    }
    .links span {
      display: flex;
      flex-wrap: wrap;
      gap: 0.1rem 1.1rem;
    }
    .notice {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0.7rem;
      padding: 0.75rem 1rem;
      border-radius: 8px;
      background: var(--tone-bg);
      color: var(--tone-fg, var(--ink));
      font-size: 0.9rem;
    }
    .notice .icon {
      margin-block-start: 0.13em;
    }
    .scene {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 1rem;
    }
    .scene > .icon {
      inline-size: 2rem;
      block-size: 2rem;
    }
    .scene #title {
      padding-block-start: 0.1rem;
    }
    .scene p {
      margin-block-start: 0.6rem;
      text-wrap: pretty;
    }
    .scene .actions {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem 1.25rem;
      align-items: center;
      margin-block-start: 1.25rem;
    }
    .shape {
      display: grid;
      gap: 0.75rem;
      margin-block-start: 1.5rem;
    }
    .shape i {
      block-size: 2.75rem;
      border-radius: 8px;
      background: color-mix(in oklab, var(--ink) 5%, transparent);
    }
    @supports (color: color(from red xyz-d65 y y y)) {
      /* Black or white, whichever is read better on the accent: they change places at a luminance of 0.179. */
      :host {
        --on-main: color(
          from var(--main) xyz-d65 calc((0.179 - y) * 9999) calc((0.179 - y) * 9999) calc((0.179 - y) * 9999)
        );
      }
    }
    @container (max-width: 26rem) {
      .pair {
        grid-template-columns: 1fr;
      }
      .main {
        inline-size: 100%;
      }
    }
    @media (prefers-reduced-motion: no-preference) {
      dialog[open] {
        animation: rise 0.16s ease-out;
      }
      @keyframes rise {
        from {
          opacity: 0;
          translate: 0 0.5rem;
        }
      }
    }
    @media (forced-colors: active) {
      .icon {
        forced-color-adjust: auto;
        color: CanvasText;
      }
      .icon:not(.unknown) path + path {
        stroke: Canvas;
      }
      .pill:has(:checked) {
        border-color: Highlight;
        background: Highlight;
        color: HighlightText;
        forced-color-adjust: none;
      }
      .main {
        border-color: ButtonText;
      }
      .notice,
      .shape i {
        border: 1px solid CanvasText;
      }
    }
  `,
];
