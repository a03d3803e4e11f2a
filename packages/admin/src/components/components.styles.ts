import { css } from 'lit';

export const componentsStyles = css`
  .head,
  .components {
    max-inline-size: 60rem;
  }
  .components {
    display: grid;
    gap: 1.75rem;
  }
  .invite {
    margin-block-end: 1.25rem;
  }
  .group-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.3rem 1rem;
    margin-block-end: 0.5rem;
  }
  section > h2 {
    margin-block-end: 0.6rem;
  }
  .rows .inside {
    padding: 1.25rem;
  }
  .rows.empty {
    padding: 1rem 1.25rem;
  }
  .component {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) 14.5rem auto;
    gap: 0.4rem 0.8rem;
    align-items: center;
    padding-block: 0.55rem;
    padding-inline: 1.25rem 0.6rem;
  }
  .component > svg {
    color: var(--tone);
  }
  .component .name {
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .component .name p {
    font-weight: 400;
  }
  .component select {
    min-block-size: 2.5rem;
    padding: 0.3rem 0.45rem;
  }
  .row-actions {
    display: flex;
    align-items: center;
    flex-wrap: wrap;
  }
  .mover {
    padding-inline: 0.6rem;
  }
  .mover[aria-disabled='true'] {
    opacity: 0.35;
    cursor: default;
  }
  @container (inline-size < 46rem) {
    .component {
      grid-template-columns: auto minmax(0, 1fr) minmax(0, 11rem);
      padding-inline-start: 1rem;
    }
    .component .row-actions {
      grid-column: 2 / -1;
      margin-inline-start: -0.75rem;
    }
  }
  @container (inline-size < 26rem) {
    .component {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .component select {
      grid-column: 2;
    }
  }
`;
