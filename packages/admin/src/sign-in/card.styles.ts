import { css } from 'lit';

/** One quiet card in the middle: sign-in, set-up, invitation. */
export const cardStyles = css`
  .door {
    display: grid;
    gap: 1.5rem;
    inline-size: min(25rem, 100%);
    margin-inline: auto;
    padding-block: clamp(1.5rem, 8vh, 6rem) 2rem;
  }
  .door .mark {
    display: grid;
    place-items: center;
    inline-size: 2.5rem;
    block-size: 2.5rem;
    border-radius: 0.75rem;
    background: var(--ink);
    color: var(--paper);
  }
  .door .greeting {
    display: grid;
    gap: 0.7rem;
  }
  .door h1 {
    font-size: 1.6rem;
    letter-spacing: -0.02em;
  }
  .door .button.main {
    inline-size: 100%;
  }
`;
