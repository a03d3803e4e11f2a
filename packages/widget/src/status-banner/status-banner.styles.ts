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
    width: auto;
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
    width: min(30em, 100vw);
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
  .line,
  .line p {
    display: flex;
    gap: 0 0.7em;
  }
  .line {
    align-items: center;
    padding-inline: 1em 0.4em;
  }
  p {
    margin: 0;
  }
  .line p {
    flex: 1;
    flex-wrap: wrap;
    padding-block: 0.7em;
  }
  b {
    font-weight: 600;
  }
  [part='meta'] {
    display: -webkit-box;
    flex: 1 1 24em;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 1;
  }
  [part='meta'],
  .soft {
    color: var(--soft);
  }
  button {
    min-width: 44px;
    min-height: 44px;
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
    width: 1.1em;
    vertical-align: middle;
    stroke: var(--soft);
    stroke-width: 2;
  }
  :focus-visible {
    outline: 2px solid;
    outline-offset: -3px;
  }
  [part='body'] {
    max-height: 60vh;
    overflow: auto;
    padding: 0.7em 1em;
    padding-inline-start: 2.85em;
    background: var(--card);
    color: var(--ink);
  }
  .heard {
    position: absolute;
    width: 1px;
    height: 1px;
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
      padding-bottom: 0;
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
  }
`;
