import { css } from 'lit';

/** The list of figures, and the form of one with what readers will see. */
export const metricsStyles = css`
  .metrics {
    display: grid;
    gap: 1.1rem;
    max-inline-size: 60rem;
  }
  .head {
    max-inline-size: 60rem;
  }
  .empty {
    display: grid;
    gap: 0.7rem;
    justify-items: start;
  }
  .badge {
    padding: 0.1rem 0.5rem;
    border: 1px solid var(--line);
    border-radius: 999px;
    color: var(--soft);
    font-size: 0.78rem;
    font-weight: 500;
    justify-self: start;
  }
  .metric {
    display: grid;
    grid-template-columns: auto auto minmax(0, 1fr) auto auto;
    gap: 0.15rem 0.8rem;
    align-items: center;
    padding: 0.85rem 1.25rem;
  }
  .metric > .handle {
    grid-column: 1;
  }
  .metric > :is(svg, .dot) {
    grid-column: 2;
    color: var(--tone);
  }
  .metric .dot {
    inline-size: 0.6rem;
    block-size: 0.6rem;
    margin: 0.25rem;
    border-radius: 50%;
    background: var(--line);
  }
  .metric .what {
    grid-column: 3;
    min-inline-size: 0;
  }
  .metric .name {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 0.6rem;
    align-items: center;
  }
  .metric .name a {
    font-weight: 580;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .metric .name a:hover {
    text-decoration: underline;
  }
  .metric .value {
    grid-column: 4;
    display: grid;
    justify-items: end;
    font-size: 0.82rem;
    text-align: end;
    overflow-wrap: anywhere;
  }
  .metric .value b {
    font-size: 1.1rem;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  .metric .level {
    color: var(--tone);
    font-weight: 550;
  }
  .metric .stale {
    color: var(--soft);
  }
  .metric .row-actions {
    grid-column: 5;
  }
  .metric .trouble {
    grid-column: 3 / -1;
    display: flex;
    gap: 0.5rem;
    padding: 0.4rem 0;
    font-size: 0.86rem;
    overflow-wrap: anywhere;
  }
  .metric .trouble > span {
    min-inline-size: 0;
  }
  .metric .trouble svg {
    color: var(--minor);
    margin-block-start: 0.15em;
  }

  .choices-of-source {
    display: grid;
    gap: 0.6rem;
    grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
  }
  .choice {
    position: relative;
    display: grid;
  }
  .choice input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .choice label {
    display: grid;
    align-content: start;
    gap: 0.2rem;
    padding: 0.75rem 0.9rem;
    border: 1px solid var(--field);
    border-radius: 9px;
    font-weight: 400;
    overflow-wrap: anywhere;
    pointer-events: none;
  }
  .choice b {
    font-size: 0.93rem;
    font-weight: 580;
  }
  .choice .set {
    color: var(--none);
  }
  .choice input:checked + label {
    border-color: var(--main);
    box-shadow: inset 0 0 0 1px var(--main);
    background: var(--wash);
  }
  .choice input:focus-visible + label {
    outline: 2px solid var(--ring);
    outline-offset: 2px;
  }
  .notice pre,
  .push pre {
    margin-block: 0.6rem;
    padding: 0.8rem 1rem;
    border-radius: 8px;
    background: var(--card);
    font-family: ui-monospace, monospace;
    font-size: 0.82rem;
    text-align: left;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .notice > div {
    min-inline-size: 0;
  }
  .origin {
    display: grid;
    gap: 1.1rem;
    min-inline-size: 0;
  }
  .code {
    font-family: ui-monospace, monospace;
    font-size: 0.88rem !important;
    direction: ltr;
    text-align: left;
  }
  textarea.code {
    min-block-size: 5.5rem;
  }
  .examples .suggestion {
    text-align: left;
    direction: ltr;
    overflow-wrap: anywhere;
    font-size: 0.8rem !important;
  }
  .two.stations > .segments {
    grid-template-columns: 1fr 1fr;
  }
  .finder {
    display: grid;
    gap: 0.6rem;
  }
  .found {
    max-block-size: 15rem;
    overflow: auto;
    border: 1px solid var(--line);
    border-radius: 8px;
  }
  .found li + li {
    border-block-start: 1px solid var(--line);
  }
  .found button {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 0.8rem;
    justify-content: space-between;
    align-items: baseline;
    inline-size: 100%;
    padding: 0.6rem 0.9rem;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    overflow-wrap: anywhere;
    cursor: pointer;
  }
  .found button:hover {
    background: var(--wash);
  }
  .found button[aria-pressed='true'] {
    background: var(--wash);
    box-shadow: inset 3px 0 0 var(--main);
  }
  .found button:focus-visible {
    outline-offset: -3px;
    border-radius: 8px;
  }
  .found b {
    font-weight: 560;
  }
  .chosen {
    font-size: 0.9rem;
    overflow-wrap: anywhere;
  }
  .try {
    display: grid;
    gap: 0.6rem;
    padding: 0.9rem 1rem;
    border-radius: 10px;
    background: var(--wash);
  }
  .works {
    display: flex;
    gap: 0.5rem;
    align-items: center;
    color: var(--tone);
    font-size: 0.9rem;
    font-weight: 550;
  }
  .works svg {
    color: var(--tone);
    --card: var(--paper);
  }
  .pair,
  .three {
    display: grid;
    align-items: start;
    gap: 1.1rem;
    grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
  }
  .three {
    gap: 0.8rem;
    grid-template-columns: repeat(auto-fit, minmax(min(8rem, 100%), 1fr));
  }
  .thresholds {
    gap: 0.7rem;
  }

  .aside {
    display: grid;
    gap: 0.9rem;
  }
  .reader {
    padding: 1rem 1.1rem;
    border: 1px solid var(--line);
    border-radius: 10px;
    font-weight: 560;
    overflow-wrap: anywhere;
  }
  .levels {
    display: grid;
    gap: 0.35rem;
    font-size: 0.88rem;
  }
  .levels li {
    display: grid;
    grid-template-columns: auto 4.5rem minmax(0, 1fr);
    gap: 0.5rem;
    align-items: center;
    overflow-wrap: anywhere;
  }
  .levels svg {
    color: var(--tone);
  }
  .levels b {
    color: var(--tone);
    font-weight: 580;
  }
  .push {
    display: grid;
    gap: 0.9rem;
    margin-block-end: 1.75rem;
    max-inline-size: 60rem;
  }

  @container (inline-size < 40rem) {
    .metric {
      grid-template-columns: auto minmax(0, 1fr) auto;
      padding-inline: 1rem;
    }
    .metric > .handle {
      display: none;
    }
    .metric > :is(svg, .dot) {
      grid-column: 1;
    }
    .metric .what {
      grid-column: 2;
    }
    .metric .value {
      grid-column: 3;
    }
    .metric :is(.row-actions, .trouble) {
      grid-column: 2 / -1;
    }
    .metric .row-actions {
      margin-inline-start: -0.5rem;
    }
  }
  @container (inline-size < 26rem) {
    .metric .value {
      grid-column: 2 / -1;
      justify-items: start;
      text-align: start;
    }
  }
  @media (forced-colors: active) {
    .choice input:checked + label,
    .found button[aria-pressed='true'] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
