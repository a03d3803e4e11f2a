import { css } from 'lit';

/** Texts to be taken elsewhere, one below the other, each with its button. */
export const copyFieldStyles = css`
  .copies {
    display: grid;
    gap: 0.9rem;
    min-inline-size: 0;
  }
  .copy {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.4rem 0.6rem;
    align-items: start;
  }
  .copy label {
    grid-column: 1 / -1;
  }
  .copy .button {
    min-block-size: 2.6rem;
  }
  .copy :is(input, textarea) {
    font-family: ui-monospace, monospace;
    font-size: 0.82rem !important;
    background: var(--paper) !important;
    direction: ltr;
    text-align: left;
  }
  .copy textarea {
    min-block-size: 0;
    resize: vertical;
    white-space: pre;
    overflow: auto;
  }

  @container (inline-size < 34rem) {
    .copy {
      grid-template-columns: minmax(0, 1fr);
    }
    .copy .button {
      justify-self: start;
      min-block-size: 2.25rem;
    }
  }
`;
