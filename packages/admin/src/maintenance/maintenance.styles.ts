import { css } from 'lit';

/** What the screens of planned maintenance share. */
export const planStyles = css`
  .when {
    display: flex;
    flex-wrap: wrap;
    gap: 1.1rem 0.7rem;
    align-items: start;
  }
  .when > .zone {
    flex-basis: 100%;
  }
  /* As wide as a date with a.m. or p.m. and the button of its calendar: a browser makes them no narrower. */
  .moment {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
    flex: 1 1 15.85rem;
    min-inline-size: 0;
  }
  .when > .length {
    flex: 1 1 7.5rem;
    min-inline-size: 0;
  }
  .doubt {
    display: grid;
    gap: 0.55rem;
    padding: 0.8rem 0.9rem;
    border: 0;
    border-radius: 10px;
    background: var(--minor-bg);
    min-inline-size: 0;
  }
  .doubt legend {
    float: inline-start;
    inline-size: 100%;
    font-weight: 550;
    font-size: 0.88rem;
  }
  .doubt .check label {
    font-weight: 500;
  }
  .pair {
    display: grid;
    gap: 1.1rem;
    grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
    align-items: start;
  }

  .combo {
    position: relative;
  }
  .combo ul {
    position: absolute;
    z-index: 2;
    inset-block-start: calc(100% + 0.25rem);
    inset-inline: 0;
    max-block-size: 17rem;
    overflow: auto;
    overscroll-behavior: contain;
    padding: 0.3rem;
    border: 1px solid var(--field);
    border-radius: 10px;
    background: var(--card);
  }
  .combo li {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.8rem;
    align-items: center;
    justify-content: space-between;
    min-block-size: 2.4rem;
    padding: 0.25rem 0.6rem;
    border-radius: 7px;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .combo li:hover,
  .combo li[aria-selected='true'] {
    background: var(--wash);
  }
  .combo .nothing {
    padding-block-start: 0.4rem;
  }

  .affected .row.pick {
    grid-template-columns: auto minmax(0, 1fr) auto;
    padding: 0;
    gap: 0.7rem;
    padding-inline: 0.85rem;
    min-block-size: 2.75rem;
  }
  .affected .row.pick input {
    margin: 0;
  }
  .affected .row.pick label {
    padding-block: 0.6rem;
    cursor: pointer;
  }
  .affected .row.pick .becomes {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
    color: var(--soft);
    font-size: 0.85rem;
  }
  .affected .row.pick.changed .becomes {
    color: var(--tone);
    font-weight: 550;
  }
  @container (inline-size < 26rem) {
    .affected .row.pick {
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0 0.7rem;
    }
    .affected .row.pick label {
      padding-block: 0.55rem 0;
    }
    .affected .row.pick input {
      margin-block-start: 0.55rem;
    }
    .affected .row.pick .becomes {
      grid-column: 2;
      padding-block-end: 0.55rem;
    }
  }
  .switches {
    display: grid;
    gap: 0.85rem;
  }

  .elsewhere h2 {
    font-size: 0.82rem;
    font-weight: 600;
    color: var(--soft);
    margin-block-end: 0.5rem;
  }
  .elsewhere ul {
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--card);
    margin-block: 0.5rem 0.9rem;
  }
  .elsewhere ul:empty {
    display: none;
  }
  .elsewhere > ul > li {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.05rem 0.6rem;
    padding-block: 0.65rem;
    padding-inline: 0.95rem 0.5rem;
    padding-inline: 0.95rem 0.5rem;
    font-size: 0.9rem;
  }
  .elsewhere > ul > li + li {
    border-block-start: 1px solid var(--line);
  }
  .elsewhere .place {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.5rem;
    align-items: baseline;
    color: var(--soft);
    font-size: 0.85rem;
    overflow-wrap: anywhere;
  }
  .elsewhere .span {
    grid-column: 1;
    font-weight: 550;
  }
  .elsewhere .notes {
    grid-column: 1;
  }
  .elsewhere li > .button {
    grid-column: 2;
    grid-row: 1 / span 2;
    align-self: center;
    inline-size: 2.25rem;
    padding: 0;
    display: grid;
    place-items: center;
  }
  aside > * + * {
    margin-block-start: 1.5rem;
    display: block;
  }

  .steps {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    margin-block-end: 1.35rem;
  }
  .when-it-is {
    color: var(--ink);
    font-weight: 550;
  }
  .over {
    max-inline-size: 52rem;
  }
  .extend {
    margin-block-end: 1.35rem;
    max-inline-size: 52rem;
  }
  .extend > div {
    display: grid;
    gap: 0.5rem;
    min-inline-size: 0;
    inline-size: 100%;
  }
  .extend > svg {
    color: var(--maintenance);
  }
  .extend.waiting > svg {
    color: var(--minor);
  }
  dialog .form {
    margin-block-start: 1.1rem;
  }
  .extend h2 {
    font-size: 0.95rem;
  }
  .extend .actions .button {
    margin: 0;
  }
  .other-end {
    display: grid;
    gap: 0.7rem;
    max-inline-size: 22rem;
    margin-block-start: 0.3rem;
  }
  @container (inline-size >= 26rem) {
    .stations > .segments.three {
      grid-template-columns: repeat(3, 1fr);
    }
  }
  @container (inline-size < 26rem) {
    .segments.three {
      grid-template-columns: 1fr;
    }
  }

  /* A rule that was not written here is one long word. */
  .repeat {
    gap: 1.1rem;
    grid-template-columns: minmax(0, 1fr);
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .days {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
  }
  .days > span {
    position: relative;
    display: grid;
  }
  .days input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .days label {
    display: grid;
    place-items: center;
    min-inline-size: 2.9rem;
    min-block-size: 2.6rem;
    padding-inline: 0.6rem;
    border: 1px solid var(--field);
    border-radius: 8px;
    color: var(--soft);
    font-weight: 520;
    pointer-events: none;
  }
  .days input:checked + label {
    background: var(--main);
    border-color: var(--main);
    color: var(--paper);
    font-weight: 600;
  }
  .days input:focus-visible + label {
    outline: 2px solid var(--ring);
    outline-offset: 2px;
  }
  .repeat .said {
    font-weight: 580;
  }
  .repeat .next {
    display: grid;
    gap: 0.4rem;
    padding: 0.9rem 1rem;
    border-radius: 10px;
    background: var(--wash);
    font-size: 0.88rem;
  }
  .repeat .next h2 {
    font-size: 0.82rem;
    font-weight: 600;
    color: var(--soft);
  }
  .repeat .next ol {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
    gap: 0.2rem 1.2rem;
  }

  .outcome.plan {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: start;
    gap: 0.7rem;
    padding: 0.9rem 1rem;
    border-radius: 10px;
    background: var(--tone-bg);
    overflow-wrap: anywhere;
  }
  .outcome.plan svg {
    margin-block-start: 0.2em;
  }
  [data-conflicts]:not(:has(.notice)) {
    display: none;
  }
  .brief {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
    font-size: 0.92rem;
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  @media (forced-colors: active) {
    .days input:checked + label,
    .combo li[aria-selected='true'] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
`;
