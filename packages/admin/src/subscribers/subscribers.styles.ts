import { css } from 'lit';

/** Who is told: counts above, the search, one row a subscription. */
export const subscribersStyles = css`
  .head,
  .list {
    max-inline-size: 60rem;
  }
  .list {
    display: grid;
    gap: 1.5rem;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    gap: 0.8rem 1.2rem;
    align-items: center;
    justify-content: space-between;
  }
  .no-mail {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.6rem;
    align-items: start;
  }
  .no-mail svg {
    margin-block-start: 0.2rem;
    color: var(--minor);
  }
  .bar .actions {
    margin-inline-start: auto;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.9rem 2.2rem;
    align-items: start;
  }
  .counts > div {
    display: grid;
    gap: 0.1rem;
  }
  .counts dt {
    color: var(--soft);
    font-size: 0.82rem;
  }
  .counts dd {
    font-size: 1.35rem;
    font-weight: 550;
    letter-spacing: -0.015em;
    line-height: 1.3;
  }
  .counts .all dd {
    font-weight: 650;
  }
  .counts small {
    display: block;
    color: var(--soft);
    font-size: 0.8rem;
    font-weight: 450;
    letter-spacing: 0;
  }
  .search {
    display: grid;
    gap: 1rem 1.1rem;
    grid-template-columns: minmax(0, 2fr) repeat(2, minmax(0, 1fr));
    align-items: start;
  }
  .search.alone {
    grid-template-columns: minmax(0, 24rem);
  }
  .rows[aria-busy='true'] {
    opacity: 0.7;
  }
  .one {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.2rem 1rem;
    align-items: center;
    padding: 0.85rem 1.25rem;
  }
  .one > div:first-child {
    display: grid;
    gap: 0.15rem;
    min-inline-size: 0;
  }
  .address {
    font-weight: 580;
    overflow-wrap: anywhere;
    unicode-bidi: plaintext;
    text-align: start;
  }
  .follows {
    font-size: 0.9rem;
    overflow-wrap: anywhere;
  }
  /* Names of groups and components follow each other as in a sentence. */
  .follows::first-letter {
    text-transform: uppercase;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
    color: var(--soft);
    font-size: 0.82rem;
    overflow-wrap: anywhere;
  }
  .facts .unconfirmed {
    color: var(--minor);
    font-weight: 550;
  }
  .pager {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1rem;
    align-items: center;
    justify-content: center;
  }
  .button:disabled {
    opacity: 0.45;
    cursor: default;
  }
  .empty {
    display: grid;
    gap: 0.6rem;
    justify-items: start;
    padding-block: 2rem;
  }
  .empty .actions {
    margin-block-start: 0.6rem;
  }
  dialog .form {
    margin-block-start: 1.1rem;
  }
  dialog .form .actions {
    margin-block-start: 0;
  }

  .import {
    display: grid;
    gap: 1.5rem;
    max-inline-size: 60rem;
  }
  .import textarea {
    min-block-size: 9rem;
    font-family: ui-monospace, monospace;
    font-size: 0.82rem !important;
    white-space: pre;
    overflow-x: auto;
    unicode-bidi: normal;
    direction: ltr;
  }
  .import input[type='file'] {
    padding: 0.4rem;
  }
  .import ::file-selector-button {
    margin-inline-end: 0.8rem;
    padding: 0.3rem 0.8rem;
    border: 1px solid var(--field);
    border-radius: 7px;
    background: var(--card);
    color: inherit;
    font: inherit;
    font-weight: 550;
  }
  .columns {
    display: grid;
    gap: 0.6rem 1.2rem;
    margin-block-start: 0.8rem;
    font-size: 0.88rem;
  }
  .columns > div {
    display: grid;
    grid-template-columns: 9rem minmax(0, 1fr);
    gap: 0 1rem;
  }
  .columns dd {
    color: var(--soft);
    overflow-wrap: anywhere;
  }
  code {
    font-family: ui-monospace, monospace;
    font-size: 0.92em;
    direction: ltr;
    unicode-bidi: isolate;
  }
  .result {
    display: grid;
    gap: 1rem;
  }
  .result > .actions {
    justify-content: space-between;
  }
  .skipped {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.88rem;
  }
  .skipped :is(th, td) {
    padding: 0.45rem 0;
    padding-inline-end: 1.2rem;
    border-block-start: 1px solid var(--line);
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  .skipped thead th {
    border: 0;
    color: var(--soft);
    font-size: 0.82rem;
    font-weight: 550;
  }
  .skipped th[scope='row'] {
    inline-size: 4rem;
    font-weight: 550;
  }
  @container (inline-size < 40rem) {
    .search {
      grid-template-columns: 1fr 1fr;
    }
    .search > :first-child {
      grid-column: 1 / -1;
    }
    .search.alone {
      grid-template-columns: 1fr;
    }
    .columns > div {
      grid-template-columns: 1fr;
    }
  }
  @container (inline-size < 30rem) {
    .bar .actions {
      margin-inline-start: 0;
    }
    .search {
      grid-template-columns: minmax(0, 1fr);
    }
    .one {
      padding-inline: 1rem;
      grid-template-columns: minmax(0, 1fr);
    }
    .one .actions {
      margin-inline-start: -0.75rem;
    }
  }
`;
