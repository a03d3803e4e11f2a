import { css } from 'lit';

/** What every screen shares: type, fields, buttons, cards. */
export const base = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  h1,
  h2,
  h3,
  p,
  ul,
  ol,
  dl,
  dd,
  fieldset,
  figure {
    margin: 0;
    padding: 0;
  }
  ul,
  ol {
    list-style: none;
  }
  h1 {
    font-size: 1.35rem;
    line-height: 1.25;
    font-weight: 650;
    letter-spacing: -0.015em;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 1.02rem;
    line-height: 1.35;
    font-weight: 620;
    letter-spacing: -0.005em;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: 0.82rem;
    font-weight: 600;
    color: var(--soft);
    overflow-wrap: anywhere;
  }
  a {
    color: inherit;
    text-underline-offset: 0.2em;
    text-decoration-thickness: 1px;
  }
  svg {
    display: block;
    flex: none;
  }
  .soft {
    color: var(--soft);
  }
  .small {
    font-size: 0.82rem;
  }
  .words {
    overflow-wrap: anywhere;
    max-inline-size: 68ch;
  }
  /* A field that only password managers read is as small as a word that is only heard. */
  .visually-hidden {
    position: absolute;
    inline-size: 1px !important;
    block-size: 1px;
    min-block-size: 0 !important;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .card {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    padding: clamp(1rem, 4cqi, 1.35rem);
  }
  .rows {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    overflow: clip;
  }
  .rows > * + * {
    border-block-start: 1px solid var(--line);
  }

  :is(button, a, input, select, textarea, summary, [tabindex]):focus-visible {
    outline: 2px solid var(--ring);
    outline-offset: 2px;
  }

  /* Headings take the focus to be read out, not to be acted on. */
  :is(h1, h2, [data-problem]):focus-visible {
    outline: none;
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5rem;
    min-block-size: 2.75rem;
    padding: 0.4rem 1.1rem;
    border: 1px solid var(--field);
    border-radius: 9px;
    background: var(--card);
    color: var(--ink);
    font: inherit;
    font-weight: 600;
    line-height: 1.2;
    text-decoration: none;
    cursor: pointer;
  }
  .button:hover {
    background: color-mix(in oklab, var(--card), var(--ink) 5%);
  }
  .button.main {
    background: var(--main);
    border-color: var(--main);
    color: var(--paper);
  }
  .button.main:hover {
    background: color-mix(in oklab, var(--main), var(--paper) 12%);
  }
  .button.danger {
    color: var(--critical);
    border-color: color-mix(in oklab, var(--critical), var(--card) 45%);
  }
  .button.small {
    min-block-size: 2.25rem;
    padding: 0.25rem 0.75rem;
    font-size: 0.85rem;
    border-radius: 8px;
  }
  .button.quiet {
    border-color: transparent;
    background: transparent;
    color: var(--soft);
    font-weight: 550;
  }
  .button.quiet:hover {
    background: var(--wash);
    color: var(--ink);
  }
  .button[aria-disabled='true'] {
    opacity: 0.65;
    cursor: progress;
  }
  .link {
    border: 0;
    padding: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }

  .form {
    display: grid;
    gap: 1.35rem;
  }
  .field {
    display: grid;
    gap: 0.4rem;
    min-inline-size: 0;
    border: 0;
  }
  label,
  legend {
    font-size: 0.88rem;
    font-weight: 580;
    padding: 0;
  }
  fieldset > legend {
    margin-block-end: 0.4rem;
  }
  .hint {
    color: var(--soft);
    font-size: 0.82rem;
  }
  .error {
    color: var(--critical);
    font-size: 0.85rem;
    font-weight: 550;
  }
  input:not([type='checkbox'], [type='radio'], [type='color']),
  textarea,
  select {
    inline-size: 100%;
    min-block-size: 2.6rem;
    padding: 0.5rem 0.7rem;
    border: 1px solid var(--field);
    border-radius: 8px;
    background: var(--card);
    color: inherit;
    font: inherit;
    font-size: max(1em, 16px);
  }
  @media (pointer: fine) {
    input:not([type='checkbox'], [type='radio'], [type='color']),
    textarea,
    select {
      font-size: 0.95rem;
    }
  }
  /* What somebody writes has the direction of its own language. */
  input:is([type='text'], [type='search'], :not([type])),
  textarea {
    unicode-bidi: plaintext;
  }
  textarea {
    display: block;
    min-block-size: 7.5rem;
    line-height: 1.5;
    resize: vertical;
  }
  ::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  [aria-invalid='true'] {
    border-color: var(--critical) !important;
    box-shadow: inset 0 0 0 1px var(--critical);
  }
  input[type='checkbox'],
  input[type='radio'] {
    inline-size: 1.1rem;
    block-size: 1.1rem;
    margin: 0.15rem 0 0;
    accent-color: var(--ink);
    flex: none;
  }
  .check {
    display: flex;
    gap: 0.7rem;
    align-items: flex-start;
  }
  .check label {
    font-weight: 550;
    font-size: 0.92rem;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    align-items: center;
  }
  .actions .last {
    margin-inline-start: auto;
  }

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.6rem 0.9rem;
    margin-block-end: 1.35rem;
    min-block-size: 2.75rem;
  }
  .head > h1 {
    flex: 1 1 auto;
  }
  @container (inline-size < 26rem) {
    .head .button {
      padding-inline: 0.8rem;
    }
  }

  .notice {
    display: flex;
    gap: 0.7rem;
    align-items: flex-start;
    padding: 0.8rem 1rem;
    border-radius: 10px;
    background: var(--wash);
    font-size: 0.9rem;
  }
  .notice > svg {
    margin-block-start: 0.15em;
  }
  .notice .button {
    margin-block-start: 0.5rem;
  }
  .notice.trouble {
    background: var(--critical-bg);
  }
  .notice.waiting {
    background: var(--minor-bg);
  }
  .notice ul {
    margin-block-start: 0.25rem;
    display: grid;
    gap: 0.2rem;
  }
  .notice li .link {
    text-align: start;
    font-weight: 550;
  }

  .conflict table {
    inline-size: 100%;
    margin-block: 0.7rem;
    border-collapse: collapse;
    font-size: 0.86rem;
  }
  .conflict :is(th, td) {
    padding-block: 0.35rem;
    padding-inline: 0 0.7rem;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  .conflict th {
    font-weight: 580;
  }

  .status {
    display: inline-flex;
    align-items: center;
    gap: 0.45rem;
    font-size: 0.9rem;
    font-weight: 550;
    color: var(--tone, var(--ink));
  }
  .tone-none {
    --tone: var(--none);
    --tone-bg: var(--none-bg);
  }
  .tone-maintenance {
    --tone: var(--maintenance);
    --tone-bg: var(--maintenance-bg);
  }
  .tone-minor {
    --tone: var(--minor);
    --tone-bg: var(--minor-bg);
  }
  .tone-major {
    --tone: var(--major);
    --tone-bg: var(--major-bg);
  }
  .tone-critical {
    --tone: var(--critical);
    --tone-bg: var(--critical-bg);
  }
  .tone-unknown {
    --tone: var(--soft);
    --tone-bg: var(--wash);
  }

  dialog {
    inline-size: min(28rem, calc(100vw - 2rem));
    max-block-size: calc(100dvh - 2rem);
    overflow: auto;
    padding: 1.5rem;
    border: 1px solid var(--line);
    border-radius: 14px;
    background: var(--card);
    color: var(--ink);
  }
  dialog::backdrop {
    background: oklch(0.19 0.012 265 / 45%);
  }
  dialog h2 {
    font-size: 1.1rem;
    margin-block-end: 0.5rem;
  }
  dialog .notice {
    margin-block-start: 0.9rem;
  }
  dialog .actions {
    margin-block-start: 1.25rem;
  }

  .text {
    display: grid;
    gap: 0.55em;
  }
  .text ul {
    list-style: disc;
    padding-inline-start: 1.3em;
  }
  .text ol {
    list-style: decimal;
    padding-inline-start: 1.3em;
  }
  .text code,
  .text pre {
    font-family: ui-monospace, monospace;
    font-size: 0.9em;
    background: var(--wash);
    border-radius: 4px;
    padding: 0.05em 0.3em;
  }
  .text pre {
    margin: 0;
    padding: 0.6em 0.8em;
    overflow-x: auto;
  }

  @media (forced-colors: active) {
    .button,
    .notice {
      border: 1px solid ButtonBorder;
    }
    .button.main {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
