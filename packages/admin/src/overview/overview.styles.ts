import { css } from 'lit';

export const overviewStyles = css`
  .head,
  .overview {
    max-inline-size: 60rem;
  }
  .overview {
    display: grid;
    gap: 2rem;
  }
  section > h2 {
    margin-block-end: 0.7rem;
  }
  h2 a {
    text-decoration: none;
  }
  h2 a:hover {
    text-decoration: underline;
  }

  .standing {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.3rem 1rem;
    align-items: center;
    padding: 1.25rem 1.35rem;
    border-radius: 12px;
    background: var(--tone-bg);
  }
  .standing > svg {
    color: var(--tone);
    --card: var(--tone-bg);
  }
  .sentence {
    font-size: clamp(1.35rem, 1.1rem + 1.6cqi, 1.75rem);
    line-height: 1.2;
    font-weight: 650;
    letter-spacing: -0.02em;
    text-wrap: balance;
  }
  .live {
    display: flex;
    align-items: center;
    gap: 0.45rem;
    align-self: start;
  }
  .dot {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    border-radius: 50%;
    background: var(--none);
  }
  .none {
    padding: 1rem 1.25rem;
  }

  .glance {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: 12px;
    padding: 0.5rem 1.35rem;
  }
  .glance .group h3 {
    padding-block: 0.7rem 0.1rem;
  }
  .glance .group ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(18.5rem, 100%), 1fr));
    gap: 0 2rem;
  }
  .component {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.6rem;
    align-items: center;
    padding-block: 0.55rem;
    font-size: 0.93rem;
  }
  .component svg {
    color: var(--tone);
  }
  .component .name {
    font-weight: 520;
    overflow-wrap: anywhere;
  }
  .component .word {
    color: var(--tone);
    font-size: 0.82rem;
  }

  .guide ol {
    display: grid;
    gap: 1.5rem;
    margin-block-start: 1.25rem;
    counter-reset: step;
  }
  .guide li {
    position: relative;
    display: grid;
    gap: 0.35rem;
    justify-items: start;
    padding-inline-start: 2.75rem;
    counter-increment: step;
  }
  .guide li::before {
    content: counter(step);
    position: absolute;
    inset-inline-start: 0;
    inset-block-start: 0;
    display: grid;
    place-items: center;
    inline-size: 1.75rem;
    block-size: 1.75rem;
    border: 1px solid var(--field);
    border-radius: 50%;
    font-size: 0.85rem;
    font-weight: 600;
  }
  .guide li h3 {
    font-size: 0.98rem;
    color: var(--ink);
    padding-block-start: 0.15rem;
  }
  .guide li .button {
    margin-block-start: 0.4rem;
  }
  .snippet {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    align-items: center;
    inline-size: 100%;
    margin-block-start: 0.6rem;
  }
  .snippet input {
    flex: 1 1 16rem;
    min-inline-size: 0;
    font-family: ui-monospace, monospace;
    font-size: 0.82rem !important;
    background: var(--paper);
  }
  .snippet .button {
    margin: 0 !important;
  }
  @container (inline-size < 24rem) {
    .component {
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0 0.6rem;
    }
    .component .word {
      grid-column: 2;
    }
  }
  @container (inline-size < 34rem) {
    .standing {
      padding: 1rem;
    }
    .live {
      grid-column: 2;
    }
  }
`;
