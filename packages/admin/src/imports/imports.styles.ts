import { css } from 'lit';

/** Where a history comes from, what was found in it, and how it goes. */
export const importsStyles = css`
  .head,
  .imports {
    max-inline-size: 60rem;
  }
  .imports {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.35rem;
  }
  .imports > section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.7rem;
  }
  .sources {
    display: grid;
    gap: 0.6rem;
    grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr));
  }
  .source {
    position: relative;
    display: grid;
  }
  .source input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .source label {
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
  .source b {
    font-size: 0.93rem;
    font-weight: 580;
  }
  .source input:checked + label {
    border-color: var(--main);
    box-shadow: inset 0 0 0 1px var(--main);
    background: var(--wash);
  }
  .source input:focus-visible + label {
    outline: 2px solid var(--ring);
    outline-offset: 2px;
  }
  .pair {
    display: grid;
    align-items: start;
    gap: 1.1rem;
    grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
  }
  .import {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1rem 0.8rem;
    padding: 0.9rem 1.25rem;
  }
  .import > svg {
    color: var(--tone);
    margin-block-start: 0.15em;
  }
  .import > div {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .import a {
    font-weight: 580;
    text-decoration: none;
  }
  .import a:hover {
    text-decoration: underline;
  }
  .import p:not(:first-child) {
    color: var(--soft);
    font-size: 0.88rem;
  }

  .state {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
  }
  .state .status {
    font-size: 1.02rem;
  }
  .state .status svg {
    color: var(--tone);
  }
  .state .status h2 {
    color: var(--ink);
  }
  progress {
    inline-size: 100%;
    block-size: 0.6rem;
    border: 0;
    border-radius: 999px;
    overflow: hidden;
    background: var(--line);
    accent-color: var(--main);
  }
  progress::-webkit-progress-bar {
    background: var(--line);
  }
  progress::-webkit-progress-value {
    background: var(--main);
  }
  progress::-moz-progress-bar {
    background: var(--main);
  }
  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.92rem;
    font-variant-numeric: tabular-nums;
  }
  :is(th, td) {
    padding: 0.55rem 0.7rem;
    text-align: end;
    font-weight: 450;
  }
  thead th {
    color: var(--soft);
    font-size: 0.82rem;
    font-weight: 580;
    vertical-align: bottom;
  }
  :is(th, td):first-child {
    padding-inline-start: 1.25rem;
    text-align: start;
  }
  :is(th, td):last-child {
    padding-inline-end: 1.25rem;
  }
  tbody th {
    font-weight: 560;
  }
  tbody tr {
    border-block-start: 1px solid var(--line);
  }
  td.none {
    color: var(--soft);
  }
  .warning {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1rem 0.7rem;
    padding: 0.7rem 1.25rem;
    overflow-wrap: anywhere;
    font-size: 0.9rem;
  }
  .warning svg {
    color: var(--minor);
    margin-block-start: 0.2em;
  }
  .warning > div {
    min-inline-size: 0;
  }
  .warning ul,
  .warning summary {
    color: var(--soft);
  }
  .warning summary {
    cursor: pointer;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem 1.2rem;
  }

  @container (inline-size < 36rem) {
    /* Each number says its name itself. */
    thead {
      display: none;
    }
    tbody tr {
      display: flex;
      flex-wrap: wrap;
      gap: 0 1rem;
      padding: 0.6rem 1rem;
    }
    tbody tr:first-child {
      border-block-start: 0;
    }
    tbody :is(th, td) {
      padding: 0.1rem 0 !important;
    }
    tbody th {
      flex: 1 0 100%;
    }
    tbody td::before {
      content: attr(data-label) ' ';
      color: var(--soft);
    }
    tbody td.none {
      display: none;
    }
    .import,
    .warning {
      padding-inline: 1rem;
    }
  }
  @media (forced-colors: active) {
    .source input:checked + label {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
