import { css } from 'lit';

/** One line of words, a slim bar, and the rest behind it. */
export const deliveriesStyles = css`
  :host {
    margin-block-start: 0.9rem;
    padding-block-start: 0.75rem;
    border-block-start: 1px solid var(--line);
    font-size: 0.86rem;
  }
  section + section {
    margin-block-start: 0.9rem;
  }
  .line {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.4rem 1rem;
    align-items: center;
    min-block-size: 1.75rem;
  }
  .what,
  dd p {
    display: flex;
    flex-wrap: wrap;
    gap: 0.1rem 0.9rem;
  }
  .what b {
    font-weight: 600;
  }
  .state {
    display: inline-flex;
    gap: 0.4rem;
    align-items: center;
    color: var(--soft);
  }
  /* Height and fill tell the states apart as well as colour does. */
  .state::before {
    content: '';
    inline-size: 0.55rem;
    block-size: 0.55rem;
    border-radius: 2px;
    background: var(--fill);
  }
  .sent {
    --fill: var(--none);
  }
  .waiting {
    --fill: var(--field);
  }
  .failed {
    --fill: var(--critical);
  }
  .state.failed {
    color: var(--critical);
    font-weight: 550;
  }
  .suppressed,
  .superseded {
    --fill: var(--line);
  }
  .held {
    color: var(--minor);
    font-weight: 550;
  }
  .bar {
    inline-size: 100%;
    block-size: 4px;
    margin-block-start: 0.35rem;
    border-radius: 2px;
    overflow: hidden;
  }
  :host(:dir(rtl)) .bar {
    transform: scaleX(-1);
  }
  .bar rect {
    fill: var(--fill);
  }
  details {
    margin-block-start: 0.35rem;
  }
  summary {
    inline-size: fit-content;
    min-block-size: 1.75rem;
    padding-block: 0.2rem;
    color: var(--soft);
    cursor: pointer;
  }
  .channels {
    display: grid;
    gap: 0.7rem;
    margin-block: 0.5rem 0.9rem;
  }
  .channels > div {
    display: grid;
    grid-template-columns: 7rem minmax(0, 1fr);
    gap: 0.1rem 0.9rem;
  }
  dt {
    font-weight: 580;
  }
  .line .button {
    align-self: start;
  }
  dd .bar {
    margin-block: 0.5rem 0.35rem;
  }
  .reasons {
    display: grid;
    gap: 0.35rem;
    margin-block: 0.3rem 0.9rem;
  }
  .reasons li {
    display: grid;
    grid-template-columns: 4rem minmax(0, 1fr);
    gap: 0.6rem;
    overflow-wrap: anywhere;
  }
  .times {
    color: var(--soft);
    text-align: end;
  }
  q {
    quotes: none;
  }
  @container (inline-size < 30rem) {
    .line {
      grid-template-columns: minmax(0, 1fr);
      justify-items: start;
    }
    .channels > div {
      grid-template-columns: 1fr;
    }
    .reasons li {
      grid-template-columns: 2.75rem minmax(0, 1fr);
    }
  }
  @media (forced-colors: active) {
    .bar rect {
      forced-color-adjust: none;
    }
    .bar {
      border: 1px solid CanvasText;
    }
  }
`;
