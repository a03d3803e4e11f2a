import { tokenText } from '../styles/tokens.ts';

/** The look of the banner. */
export const styles = `${tokenText}
  :host {
    display: block;
    container-type: inline-size;
    font-size: 0.93rem;
    line-height: 1.4;
    text-align: start;
  }
  :host([popover]) {
    position: fixed;
    inset: 0 0 auto;
    inline-size: auto;
    block-size: auto;
    margin: 0;
    padding: 0;
    border: 0;
    overflow: visible;
    background: none;
  }
  :host([popover]:not(:popover-open)) {
    display: none;
  }
  :host([popover][placement='bottom']) {
    inset: auto 0 0;
  }
  :host([popover][placement='toast']) {
    inset-block: auto 1rem;
    inset-inline: auto 1rem;
    inline-size: min(26rem, 100vw - 2rem);
  }
  section {
    background: var(--tone-bg);
    color: var(--tone-fg);
    border: 0 solid color-mix(in oklch, var(--tone) 30%, transparent);
    border-block-end-width: 1px;
  }
  :host([placement='bottom']) section {
    border-block-width: 1px 0;
  }
  :host([placement='toast']) section {
    border-width: 1px;
    border-radius: var(--status-radius, 12px);
    overflow: clip;
  }
  .line {
    display: flex;
    align-items: center;
    gap: 0.2rem 0.7rem;
    min-block-size: 44px;
    padding-inline: 1rem 0.4rem;
  }
  p,
  ul,
  ol,
  pre {
    margin: 0;
  }
  .line p {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 0.6rem;
    min-inline-size: 0;
    padding-block: 0.65rem;
  }
  b {
    font-weight: 600;
  }
  [part='meta'] {
    flex: 1 1 12rem;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  [part='meta'],
  .soft,
  time {
    color: var(--soft);
  }
  .soft {
    flex: none;
  }
  button {
    flex: none;
    min-inline-size: 44px;
    min-block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 8px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  [part='more'],
  a {
    color: inherit;
    text-decoration: underline 1px;
    text-underline-offset: 0.2em;
  }
  .x {
    inline-size: 1.1em;
    vertical-align: middle;
    fill: none;
    stroke: var(--soft);
    stroke-width: 2;
    stroke-linecap: round;
  }
  :focus-visible {
    outline: 2px solid;
    outline-offset: -3px;
  }
  [part='body'] {
    max-block-size: 60vh;
    overflow: auto;
    padding: 0 1rem 1rem 2.85rem;
  }
  ol.thread {
    padding: 0;
    list-style: none;
  }
  .thread > li {
    display: grid;
    grid-template-columns: 8.5rem 1fr;
    gap: 0.1rem 1rem;
    max-inline-size: 46rem;
    padding-block: 0.4rem;
  }
  time {
    display: block;
    font-size: 0.86em;
  }
  .text {
    display: grid;
    gap: 0.5em;
  }
  .other {
    display: flex;
    gap: 0.6rem;
    padding-block: 0.5rem;
  }
  .icon {
    margin-block: 0.1em;
  }
  [part='reopen'] {
    margin: 0.5rem;
    background: var(--tone-bg);
    border: 1px solid;
    border-color: color-mix(in oklch, var(--tone) 30%, transparent);
    border-radius: 99px;
  }
  .heard {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container (max-width: 34rem) {
    [part='meta'] {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 3;
      white-space: normal;
    }
    .line {
      padding-inline-start: 0.75rem;
    }
    .thread > li {
      grid-template-columns: 1fr;
    }
    [part='body'] {
      padding-inline: 0.75rem;
    }
  }
  @media (forced-colors: active) {
    section,
    [part='reopen'] {
      border: 1px solid;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    section {
      animation: arrive 160ms ease-out;
    }
    @keyframes arrive {
      from {
        opacity: 0;
      }
    }
  }
`;
