import { css } from 'lit';

/** The form on one side, what readers will see on the other; one under the other on a phone. */
export const composing = css`
  .compose {
    display: grid;
    gap: 1.75rem;
    align-items: start;
  }
  .compose > aside {
    min-inline-size: 0;
  }
  @container (inline-size >= 54rem) {
    .compose {
      grid-template-columns: minmax(0, 1fr) minmax(18rem, 24rem);
    }
    .compose > aside {
      position: sticky;
      inset-block-start: 1.25rem;
    }
  }

  /* Four in a row or two by two: never three and a hole. */
  .stations {
    container-type: inline-size;
  }
  .segments {
    display: grid;
    grid-template-columns: 1fr 1fr;
    border: 1px solid var(--field);
    border-radius: 8px;
    background: var(--line);
    gap: 1px;
    overflow: clip;
  }
  @container (inline-size >= 26rem) {
    .stations > .segments {
      grid-template-columns: repeat(4, 1fr);
    }
  }
  .segments span {
    position: relative;
    display: grid;
    background: var(--card);
  }
  .segments input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .segments label {
    display: grid;
    place-items: center;
    min-block-size: 2.6rem;
    padding: 0.3rem 0.4rem;
    text-align: center;
    font-weight: 520;
    color: var(--soft);
    pointer-events: none;
  }
  .segments input:checked + label {
    background: var(--main);
    color: var(--paper);
    font-weight: 600;
  }
  .segments input:focus-visible + label {
    outline: 2px solid var(--ring);
    outline-offset: -4px;
    border-radius: 6px;
  }

  .affected {
    border: 1px solid var(--line);
    border-radius: 10px;
    overflow: clip;
  }
  .affected .group {
    padding: 0.7rem 0.85rem 0.4rem;
    background: var(--paper);
    color: var(--soft);
    font-size: 0.82rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .affected .row {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) minmax(0, 15.5rem);
    align-items: center;
    gap: 0.7rem;
    padding-block: 0.4rem;
    padding-inline: 0.85rem 0.5rem;
  }
  .affected :is(div, p) + * {
    border-block-start: 1px solid var(--line);
  }
  .affected .row.changed {
    background: var(--tone-bg);
  }
  .affected .row svg {
    color: var(--tone);
  }
  .affected label {
    font-size: 0.95rem;
    font-weight: 450;
    overflow-wrap: anywhere;
  }
  .affected .changed label {
    font-weight: 600;
  }
  .affected select {
    min-block-size: 2.5rem;
    padding: 0.3rem 0.45rem;
  }
  @container (inline-size < 32rem) {
    .affected .row {
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0.25rem 0.6rem;
      padding-block: 0.6rem;
    }
    .affected .row select {
      grid-column: 2;
    }
  }
  @container (inline-size < 22rem) {
    .affected .row select {
      grid-column: 1 / -1;
    }
  }

  .message {
    display: grid;
    gap: 0.5rem;
  }
  .suggestion {
    justify-self: start;
    max-inline-size: 100%;
    padding: 0.4rem 0.8rem;
    min-block-size: 2.25rem;
    border: 1px dashed var(--field);
    border-radius: 8px;
    background: none;
    color: var(--soft);
    font: inherit;
    font-size: 0.85rem;
    text-align: start;
    cursor: pointer;
  }
  .suggestion:hover {
    color: var(--ink);
    border-style: solid;
  }

  .variables {
    padding: 0.9rem 1rem 1rem;
    border-radius: 10px;
    background: var(--wash);
  }
  .variables > legend {
    float: inline-start;
    inline-size: 100%;
    margin-block-end: 0.6rem;
  }
  .asked {
    display: grid;
    gap: 0.8rem;
    clear: both;
    grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
  }
  .asked label {
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .with-action {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    align-items: center;
    justify-content: space-between;
  }
  .text-preview {
    display: grid;
    gap: 0.5rem;
    padding: 0.9rem 1rem;
    border: 1px solid var(--line);
    border-radius: 10px;
  }
  .choices-of-template {
    margin-block: 1rem;
    max-block-size: 50dvh;
    overflow: auto;
  }
  .choices-of-template button {
    display: grid;
    gap: 0.1rem;
    inline-size: 100%;
    padding: 0.7rem 1rem;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .choices-of-template button:hover {
    background: var(--wash);
  }
  .choices-of-template button:focus-visible {
    outline-offset: -3px;
    border-radius: 11px;
  }
  .choices-of-template b {
    font-weight: 580;
  }
  .choices-of-template span {
    color: var(--soft);
    font-size: 0.86rem;
  }

  .tell {
    padding: 0.9rem 1rem;
    border-radius: 10px;
    background: var(--wash);
  }
  .tell .hint {
    font-size: 0.88rem;
  }
  .tell .held {
    margin-block-start: 0.5rem;
    padding-inline-start: 1.8rem;
    color: var(--minor);
    font-size: 0.85rem;
    font-weight: 550;
  }

  .outcome {
    display: flex;
    gap: 0.55rem;
    align-items: center;
    font-size: 0.92rem;
  }
  .outcome svg {
    color: var(--tone);
  }
  .compose form :is(input, textarea, select, summary, .suggestion) {
    scroll-margin-block: 1rem calc(10rem + var(--bar, 0px));
  }
  /* The bar is the end of the card, at rest as well: what sticks cannot leave the room inside its padding. */
  .compose form:has(> .publish) {
    padding-block-end: 0;
  }
  .publish {
    position: sticky;
    inset-block-end: var(--bar, 0px);
    z-index: 1;
    display: grid;
    gap: 0.7rem;
    margin-inline: calc(-1 * clamp(1rem, 4cqi, 1.35rem));
    padding: 0.85rem clamp(1rem, 4cqi, 1.35rem);
    border-block-start: 1px solid var(--line);
    border-end-start-radius: 12px;
    border-end-end-radius: 12px;
    background: var(--card);
  }
  .publish .conflict {
    max-block-size: 40dvh;
    overflow: auto;
  }
  @container (inline-size < 32rem) {
    .actions .shortcut {
      display: none;
    }
  }
  @media (hover: none) {
    .actions .shortcut {
      display: none;
    }
  }
  details.more > summary {
    font-size: 0.88rem;
    font-weight: 580;
    cursor: pointer;
    inline-size: fit-content;
    padding-block: 0.3rem;
  }
  details.more[open] > summary {
    margin-block-end: 0.75rem;
  }
  details.more > .inside {
    display: grid;
    gap: 1.1rem;
  }
  @media (forced-colors: active) {
    .segments input:checked + label {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
