import { css } from 'lit';

/** A month as a table where there is room, as a list of days where there is not. */
export const calendarStyles = css`
  .month {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 0.7rem;
    align-items: center;
    margin-block-end: 0.9rem;
  }
  .month h2 {
    font-size: 1.1rem;
    min-inline-size: 10.5rem;
  }
  .month .turn {
    inline-size: 2.25rem;
    padding: 0;
    display: grid;
    place-items: center;
  }
  .month .turn:dir(rtl) svg {
    transform: scaleX(-1);
  }
  .month .hint {
    margin-inline-start: auto;
  }

  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: separate;
    border-spacing: 0;
    border: 1px solid var(--line);
    border-radius: 12px;
    overflow: clip;
    background: var(--card);
  }
  th {
    padding: 0.55rem 0.6rem;
    text-align: start;
    font-size: 0.8rem;
    font-weight: 600;
    color: var(--soft);
    background: var(--paper);
    border-block-end: 1px solid var(--line);
  }
  td {
    block-size: 6.75rem;
    padding: 0.3rem;
    vertical-align: top;
    border-block-end: 1px solid var(--line);
    border-inline-start: 1px solid var(--line);
  }
  td:first-child {
    border-inline-start: 0;
  }
  tr:last-child td {
    border-block-end: 0;
  }
  td.beside {
    background: var(--paper);
  }
  .day {
    display: inline-grid;
    place-items: center;
    min-inline-size: 1.9rem;
    min-block-size: 1.9rem;
    padding-inline: 0.35rem;
    border-radius: 8px;
    font-size: 0.86rem;
    font-weight: 520;
    text-decoration: none;
  }
  a.day:hover {
    background: var(--wash);
    text-decoration: underline;
  }
  .beside .day,
  span.day {
    color: var(--soft);
    font-weight: 450;
  }
  .today .day {
    background: var(--main);
    color: var(--paper);
    font-weight: 650;
  }
  .entries {
    display: grid;
    gap: 0.25rem;
    margin-block-start: 0.2rem;
  }
  .entry {
    display: block;
    padding: 0.22rem 0.45rem;
    border-radius: 6px;
    border: 1px solid transparent;
    background: var(--tone-bg);
    font-size: 0.78rem;
    line-height: 1.35;
    text-decoration: none;
    overflow-wrap: anywhere;
    hyphens: auto;
  }
  .entry:hover .name {
    text-decoration: underline;
  }
  .entry .time {
    color: var(--soft);
    font-variant-numeric: tabular-nums;
  }
  .entry .name {
    font-weight: 560;
  }
  .entry.coming {
    background: none;
    border: 1px dashed var(--field);
  }
  .entry.over {
    background: var(--wash);
    color: var(--soft);
  }
  .entry.over .name {
    font-weight: 500;
  }

  .agenda {
    display: none;
  }
  .agenda > ol > li {
    display: grid;
    grid-template-columns: 3.2rem minmax(0, 1fr);
    gap: 0.75rem;
    padding: 0.75rem 1rem;
  }
  .agenda .free {
    align-self: center;
    font-size: 0.88rem;
  }
  .agenda .leaf {
    position: relative;
    align-self: start;
    display: grid;
    justify-items: center;
    align-content: start;
    line-height: 1.2;
    text-decoration: none;
    font-size: 0.8rem;
    color: var(--soft);
  }
  .agenda .leaf b {
    font-size: 1.15rem;
    font-weight: 620;
    color: var(--ink);
  }
  .agenda .entry {
    font-size: 0.88rem;
    padding: 0.4rem 0.65rem;
  }
  .agenda .today .leaf {
    border-radius: 8px;
    background: var(--main);
    color: var(--paper);
    padding-block: 0.2rem;
  }
  .agenda .today .leaf b {
    color: inherit;
  }
  @container (inline-size < 44rem) {
    table {
      display: none;
    }
    .agenda {
      display: block;
    }
    .month .hint {
      margin-inline-start: 0;
      inline-size: 100%;
    }
  }
  @media (forced-colors: active) {
    .today .day,
    .agenda .today .leaf {
      outline: 2px solid Highlight;
    }
    .entry {
      border: 1px solid CanvasText;
    }
  }
`;
