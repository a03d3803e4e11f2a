import { css } from 'lit';

/** The list of templates and the form of one. */
export const templateStyles = css`
  .head,
  .templates {
    max-inline-size: 60rem;
  }
  .templates {
    display: grid;
    gap: 1.75rem;
  }
  .templates > p {
    margin-block-start: -0.9rem;
  }
  section > h2 {
    margin-block-end: 0.7rem;
  }
  .template-row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.4rem 1rem;
    align-items: center;
    padding: 0.8rem 1.25rem;
  }
  .template-row b {
    font-weight: 580;
    overflow-wrap: anywhere;
  }
  .template-row p {
    overflow-wrap: anywhere;
  }
  .template-row .actions {
    gap: 0.3rem;
  }
  .mover {
    padding-inline: 0.55rem;
  }
  .mover[aria-disabled='true'] {
    opacity: 0.3;
    cursor: default;
  }
  .two .segments {
    max-inline-size: 24rem;
  }
  .two.stations > .segments {
    grid-template-columns: 1fr 1fr;
  }
  .pair {
    display: grid;
    align-items: start;
    gap: 1.35rem;
    grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
  }
  .choices {
    display: grid;
    gap: 0.6rem;
    grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
  }
  .variables-known {
    display: grid;
    gap: 0.35rem;
    margin-block-start: 0.6rem;
    font-size: 0.86rem;
  }
  .variables-known div {
    display: grid;
    grid-template-columns: 9rem minmax(0, 1fr);
    gap: 0.6rem;
  }
  .variables-known dd {
    color: var(--soft);
  }
  code {
    font-family: ui-monospace, monospace;
    font-size: 0.92em;
    overflow-wrap: anywhere;
  }
  @container (inline-size < 34rem) {
    .template-row {
      grid-template-columns: minmax(0, 1fr);
      padding-inline: 1rem;
    }
    .template-row .actions {
      margin-inline-start: -0.5rem;
    }
    .variables-known div {
      grid-template-columns: 1fr;
      gap: 0;
    }
  }
`;
