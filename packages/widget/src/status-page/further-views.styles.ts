import { css } from 'lit';

/** What only the views beyond the overview look like: a server that renders the overview leaves it out. */
export const furtherStyles = css`
  .months {
    justify-content: space-between;
    margin-block-start: 1.5rem;
  }
  .months a {
    display: inline-flex;
    align-items: center;
    gap: 0.3rem;
  }
  .months .next {
    flex-direction: row-reverse;
    margin-inline-start: auto;
  }
  .months .turn {
    margin: 0;
  }
  .prev .turn:dir(ltr),
  .next .turn:dir(rtl) {
    transform: scaleX(-1);
  }
  .prev .turn:dir(rtl) {
    transform: none;
  }

  .view {
    padding-block-end: 1.75rem;
  }
  .view + section > h2 {
    margin-block-start: 0;
  }
  .postmortem {
    margin-block-end: 2.5rem;
    padding-block: 1.5rem;
    border-block: 1px solid var(--line);
  }
  .postmortem h2 {
    margin-block: 0 0.1rem;
  }
  .postmortem time {
    display: inline;
    margin-inline-end: 0.7rem;
    font-size: inherit;
  }
  .postmortem .text {
    gap: 1em;
    margin-block-start: 1.1rem;
    line-height: 1.65;
  }
  .month-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 1.5rem;
  }
  .search {
    display: flex;
    flex: 0 1 20rem;
    gap: 0.5rem;
    margin-block-end: 1.75rem;
  }
  .view + .search {
    max-inline-size: 30rem;
  }
  .search :is(input, button) {
    min-inline-size: 0;
    padding: 0.4rem 0.8rem;
    border: 1px solid light-dark(oklch(0.63 0.008 85), oklch(0.55 0.012 265));
    border-radius: 8px;
    background: var(--card);
    color: inherit;
    font: inherit;
    font-size: 0.95rem;
  }
  .search input {
    flex: 1 1 auto;
  }
  .search input::placeholder {
    color: var(--soft);
    opacity: 1;
  }
  .search button {
    flex: none;
    cursor: pointer;
  }
  .search :focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 1px;
  }
  .count {
    margin-block-end: 0.9rem;
    color: var(--soft);
    font-size: 0.95rem;
  }
  .found {
    list-style: none;
  }
  li.row:has(> .icon) {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.85rem;
    align-items: start;
  }
  .row > .icon {
    margin-block-start: 0.2em;
  }
  .found .name {
    font-weight: 550;
  }
  .found .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
  }
  .excerpt {
    margin-block-start: 0.3rem;
    font-size: 0.95rem;
    text-wrap: pretty;
  }
  mark {
    background: light-dark(oklch(0.93 0.09 95), oklch(0.42 0.08 85));
    color: inherit;
    border-radius: 3px;
    padding-inline: 0.1em;
  }
  .calendar {
    inline-size: 100%;
    margin-block: 0.6rem 2.25rem;
    border-collapse: separate;
    border-spacing: 0;
    table-layout: fixed;
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow: clip;
    font-size: 0.88rem;
  }
  .calendar th {
    padding: 0.5rem 0.6rem;
    color: var(--soft);
    font-size: 0.8rem;
    font-weight: 400;
    text-align: start;
  }
  .calendar td {
    block-size: 4.1rem;
    padding: 0;
    border-block-start: 1px solid var(--line);
    vertical-align: top;
  }
  .calendar td + td {
    border-inline-start: 1px solid var(--line);
  }
  .calendar td:not(:has(a)),
  .calendar td a {
    padding: 0.4rem 0.6rem;
  }
  .calendar td a {
    display: block;
    min-block-size: 100%;
    block-size: 4.1rem;
    text-decoration: none;
  }
  .calendar td a:hover {
    background: color-mix(in oklab, var(--ink) 5%, transparent);
  }
  .calendar td a:focus-visible {
    outline-offset: -3px;
    border-radius: 8px;
  }
  .calendar time {
    display: inline-block;
  }
  .calendar .ahead time {
    color: var(--soft);
  }
  .calendar td[aria-current] {
    font-weight: inherit;
  }
  .calendar [aria-current] time {
    min-inline-size: 1.75em;
    margin: -0.1em -0.35em;
    padding: 0.1em 0.35em;
    border-radius: 1em;
    background: var(--ink);
    color: var(--card);
    font-weight: 600;
    text-align: center;
  }
  .signs {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.2rem;
    margin-block-start: 0.35rem;
  }
  .signs i {
    color: var(--soft);
    font-size: 0.8rem;
    font-style: normal;
  }
  .slim {
    display: none;
  }
  .numbers {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 11.5rem), 1fr));
    gap: 1.25rem 1.5rem;
    margin: 0;
    padding: 1.25rem var(--gap) 1.4rem;
  }
  .numbers > div {
    display: flex;
    flex-direction: column;
    gap: 0.15rem;
  }
  .numbers dt,
  .numbers span {
    color: var(--soft);
    font-size: 0.88rem;
    line-height: 1.4;
  }
  .numbers dd {
    display: grid;
    gap: 0.15rem;
    margin: 0;
  }
  .numbers b {
    font-size: 1.25rem;
    font-weight: 620;
    text-wrap: balance;
    letter-spacing: -0.01em;
    line-height: 1.3;
  }
  .shares {
    inline-size: 100%;
    border-collapse: separate;
    border-spacing: 0;
    font-size: 0.88rem;
  }
  .shares :is(th, td) {
    padding: 0.75rem 0.6rem;
    text-align: start;
    vertical-align: baseline;
    font-weight: 400;
  }
  .shares :is(th, td):first-child {
    padding-inline-start: var(--gap);
  }
  .shares :is(th, td):last-child {
    padding-inline-end: var(--gap);
  }
  .shares thead th {
    padding-block: 0.55rem;
    color: var(--soft);
    font-size: 0.8rem;
  }
  .shares tbody :is(th, td) {
    border-block-start: 1px solid var(--line);
  }
  .shares tbody th {
    font-size: 0.95rem;
    font-weight: 550;
    overflow-wrap: break-word;
  }
  .shares th a {
    text-decoration-color: transparent;
  }
  .shares th a:hover {
    text-decoration-color: currentColor;
  }
  .shares th span {
    display: block;
    color: var(--soft);
    font-size: 0.8rem;
    font-weight: 400;
  }
  .shares .group :is(th, .percent) {
    font-weight: 650;
  }
  .shares .member th {
    padding-inline-start: calc(var(--gap) + 1rem);
  }
  .shares .days {
    inline-size: 11rem;
    block-size: 1.5rem;
    vertical-align: middle;
  }
  .percent {
    font-weight: 550;
    white-space: nowrap;
  }
  .weights {
    display: flex;
    flex-wrap: wrap;
    gap: 0 1.25rem;
    margin-block-end: 0.5rem;
  }
  .month-head + div > .months,
  .note + div > .months {
    margin-block-start: 0;
  }
  .all-months {
    margin-block-start: 1.5rem;
    font-size: 0.95rem;
  }
  .all-months summary {
    inline-size: fit-content;
    color: var(--soft);
    text-decoration: underline;
    text-decoration-thickness: 1px;
    text-underline-offset: 0.2em;
  }
  .all-months summary:focus-visible {
    outline-offset: 3px;
    border-radius: 4px;
  }
  .all-months dl {
    display: grid;
    gap: 0.4rem;
    margin-block: 0.75rem 0;
  }
  .all-months dl > div {
    display: flex;
    gap: 1.25rem;
  }
  .all-months dt {
    color: var(--soft);
  }
  .all-months dd {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.9rem;
    margin: 0;
  }
  @container (max-width: 34rem) {
    .search {
      flex-basis: 100%;
    }
    .calendar th {
      padding-inline: 0.3rem;
    }
    .calendar td:not(:has(a)),
    .calendar td a {
      padding: 0.3rem;
    }
    .calendar td,
    .calendar td a {
      block-size: 4.4rem;
    }
    .signs .icon {
      inline-size: 0.95em;
      block-size: 0.95em;
    }
    .wide,
    .signs :nth-child(3 of .icon) {
      display: none;
    }
    .slim {
      display: inline;
    }
    .shares,
    .shares :is(thead, tbody) {
      display: block;
    }
    .shares thead {
      position: absolute;
      clip-path: inset(50%);
    }
    .shares tr {
      display: grid;
      grid-template-columns: minmax(0, 1fr) auto;
      gap: 0.35rem 1rem;
      padding: 0.85rem var(--gap);
    }
    .shares tr + tr {
      border-block-start: 1px solid var(--line);
    }
    .shares tbody :is(th, td):nth-child(n) {
      padding: 0;
      border: 0;
    }
    .shares {
      position: relative;
    }
    .shares .member {
      padding-inline-start: calc(var(--gap) + 0.75rem);
    }
    .shares td:has(.days) {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    .shares .days {
      inline-size: 100%;
    }
    .shares td:last-child {
      grid-row: 3;
      grid-column: 1 / -1;
      color: var(--soft);
    }

  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin-block-start: 1.75rem;
    font-size: 0.95rem;
  }
  .ways + .view {
    margin-block-start: 0.5rem;
  }
  @media (forced-colors: active) {
    .calendar [aria-current] time {
      outline: 2px solid CanvasText;
    }
  }
  @media print {
    .report .title h1 {
      font-size: 2rem;
    }
    .report :is(.numbers, tr, .weights) {
      break-inside: avoid;
    }
    .report thead {
      display: table-header-group;
    }
    .report a {
      text-decoration: none;
    }
    .shares td {
      white-space: nowrap;
    }
    .search,
    .ways,
    .months,
    .all-months {
      display: none;
    }
  }
  .back {
    display: inline-flex;
    align-items: center;
    gap: 0.5em;
    margin-block-end: 1.5rem;
    color: var(--soft);
    font-size: 0.95rem;
  }
  .title {
    margin-block: 0.15rem 1.75rem;
  }
  .title h1 {
    margin-block: 0.2rem 0.5rem;
  }
  .title .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
    font-size: 0.95rem;
  }
`;
