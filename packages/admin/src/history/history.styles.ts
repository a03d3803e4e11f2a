import { css } from 'lit';

/** The search above, what was found below, month by month. */
export const historyStyles = css`
  .head,
  .history {
    max-inline-size: 60rem;
  }
  .history {
    display: grid;
    gap: 1.75rem;
  }
  .search {
    display: grid;
    gap: 1rem 1.1rem;
    grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
    align-items: start;
  }
  .search .wide {
    grid-column: 1 / -1;
  }
  h2 {
    margin-block-end: 0.7rem;
  }
  .found {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.15rem 0.8rem;
    padding: 0.9rem 1.25rem;
  }
  .found > svg {
    color: var(--tone);
    margin-block-start: 0.2em;
  }
  .found a {
    font-weight: 580;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  .found a:hover {
    text-decoration: underline;
  }
  .found p {
    color: var(--soft);
    font-size: 0.85rem;
    overflow-wrap: anywhere;
  }
  .found .excerpt {
    color: var(--ink);
    font-size: 0.9rem;
    margin-block: 0.15rem;
    max-inline-size: 68ch;
  }
  mark {
    padding-inline: 0.1em;
    border-radius: 3px;
    background: color-mix(in oklab, var(--ink) 14%, transparent);
    color: inherit;
    text-decoration: underline;
    text-decoration-thickness: 2px;
    text-underline-offset: 0.15em;
  }
  @media (forced-colors: active) {
    mark {
      background: Mark;
      color: MarkText;
    }
  }
  @container (inline-size < 34rem) {
    .found {
      padding-inline: 1rem;
    }
  }
`;
