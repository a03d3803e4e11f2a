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
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin-block-start: 1.75rem;
    font-size: 0.95rem;
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
