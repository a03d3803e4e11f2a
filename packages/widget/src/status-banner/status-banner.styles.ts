import { tokenText } from '../styles/tokens.ts';

/** The look of the banner. */
export const styles = `${tokenText}
  :host {
    container-type: inline-size;
    font-size: max(0.93rem, 14px);
    line-height: 1.4;
    letter-spacing: normal;
    text-align: start;
    text-transform: none;
    white-space: normal;
  }
  :host([popover]) {
    position: fixed;
    inset: 0 0 auto;
    inline-size: auto;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
  }
  :host(:not([popover])) {
    display: block;
  }
  :host([placement='bottom']),
  :host([placement='toast']) {
    inset: auto 0 0;
  }
  :host([placement='toast']) {
    box-sizing: border-box;
    inline-size: min(30em, 100vw);
    margin-inline-start: auto;
    padding: 1em;
  }
  section,
  [part='reopen'] {
    background: var(--tone-bg);
    color: var(--tone-fg);
    border: solid color-mix(in oklch, var(--tone) 30%, transparent);
    border-width: 1px 0;
    overflow: clip;
  }
  [part='reopen'],
  :host([placement='toast']) section {
    border-width: 1px;
    border-radius: var(--status-radius, 12px);
  }
  .line {
    display: flex;
    align-items: center;
    gap: 0 0.7em;
    padding-inline: 1em 0.4em;
  }
  p,
  ol,
  ul,
  pre {
    margin: 0;
  }
  ol,
  ul {
    padding-inline-start: 1.3em;
  }
  ul {
    list-style: disc;
  }
  pre {
    white-space: pre-wrap;
  }
  .line p {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 0.6em;
    min-inline-size: 0;
    padding-block: 0.65em;
  }
  b {
    font-weight: 600;
  }
  [part='meta'] {
    display: -webkit-box;
    flex: 1 1 12em;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 1;
  }
  [part='meta'],
  .soft,
  time {
    color: var(--soft);
  }
  button {
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  [part='more'],
  a {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .x {
    inline-size: 1.1em;
    vertical-align: middle;
    stroke: var(--soft);
    stroke-width: 2;
  }
  :focus-visible {
    outline: 2px solid;
    outline-offset: -3px;
  }
  [part='body'] {
    max-block-size: 60vh;
    overflow: auto;
    padding: 0.65em 1em 0.65em 2.85em;
    background: var(--card);
    color: var(--ink);
  }
  [part='link'] {
    display: block;
    padding-block: 0.65em;
  }
  .thread {
    padding: 0;
    list-style: none;
  }
  .thread > li {
    display: grid;
    grid-template-columns: 8.5em 1fr;
    gap: 0 1em;
    max-inline-size: 46em;
    padding-block: 0.4em;
  }
  .text > * + * {
    margin-block-start: 0.5em;
  }
  time {
    display: block;
    font-size: 0.86em;
  }
  .other {
    display: flex;
    gap: 0.7em;
    padding-block: 0.4em;
  }
  .heard {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container (max-width: 540px) {
    .line {
      display: grid;
      grid-template-columns: auto 1fr auto;
      align-items: start;
    }
    .line .icon {
      margin-block: 0.8em;
    }
    .line p {
      padding-block-end: 0;
    }
    [part='meta'] {
      -webkit-line-clamp: 3;
    }
    [part='more'],
    .soft {
      grid-area: 2 / 2;
      justify-self: start;
    }
    .soft {
      place-self: center end;
    }
    .thread > li {
      display: block;
    }
  }
`;
