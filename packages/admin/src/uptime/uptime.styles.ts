import { css } from 'lit';

/** The list of everything with its days, the days of one, and the forms below them. */
export const uptimeStyles = css`
  .head,
  .uptime {
    max-inline-size: 60rem;
  }
  .uptime {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.35rem;
  }
  .field {
    grid-template-columns: minmax(0, 1fr);
  }
  label {
    overflow-wrap: anywhere;
  }
  .uptime > section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.7rem;
  }
  .one {
    display: grid;
    grid-template-columns: minmax(0, 15rem) minmax(0, 1fr) 5.5rem;
    gap: 0.3rem 1.25rem;
    align-items: center;
    padding: 0.85rem 1.25rem;
  }
  .one .name {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .one .name a {
    font-weight: 580;
    text-decoration: none;
  }
  .one .name a:hover {
    text-decoration: underline;
  }
  .one.member .name {
    padding-inline-start: 1.1rem;
  }
  .one.member .name a {
    font-weight: 500;
  }
  .one .percent {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    text-align: end;
  }
  .scale {
    display: flex;
    justify-content: space-between;
    gap: 1rem;
    color: var(--soft);
    font-size: 0.82rem;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 0.35rem 1.1rem;
    font-size: 0.82rem;
    color: var(--soft);
  }
  .legend li {
    display: flex;
    gap: 0.4rem;
    align-items: center;
  }
  .legend svg {
    color: var(--tone);
  }

  .inspector {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.9rem;
  }
  .choose {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 19rem);
    gap: 0.9rem 1.25rem;
    align-items: end;
  }
  .choose .segments {
    grid-template-columns: repeat(4, 1fr);
  }
  .percents {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 0.7rem;
    align-items: baseline;
  }
  .percents b {
    font-size: 1.35rem;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }
  .walk {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    align-items: end;
    justify-content: space-between;
  }
  .walk .field {
    inline-size: 11rem;
  }
  .walk label {
    font-weight: 500;
    color: var(--soft);
    font-size: 0.82rem;
  }
  .day-head {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 0.9rem;
    align-items: baseline;
  }
  .day-head h2 {
    flex: 1 1 auto;
  }
  .day-head b {
    font-variant-numeric: tabular-nums;
  }
  .span {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.25rem 0.8rem;
    padding: 0.9rem 1.25rem;
  }
  .span > svg {
    color: var(--tone);
    margin-block-start: 0.15em;
  }
  .span > div {
    display: grid;
    gap: 0.15rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .span .what {
    font-weight: 580;
  }
  .span .what::first-letter {
    text-transform: uppercase;
  }
  .span p:not(.what) {
    font-size: 0.88rem;
  }
  .span .button {
    justify-self: start;
  }
  .span .actions {
    margin-inline-start: -0.75rem;
  }
  .span + .card,
  .rows > .inside {
    padding: 1.25rem;
  }
  .was {
    text-decoration: line-through;
    text-decoration-thickness: 1px;
  }
  .kinds {
    display: grid;
    gap: 0.5rem;
    grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
  }
  /* Four stand two by two. */
  .kinds:has(> :nth-child(4):last-child) {
    grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
  }
  .kind {
    position: relative;
    display: grid;
  }
  .kind input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .kind label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1rem 0.6rem;
    align-content: start;
    padding: 0.6rem 0.8rem;
    border: 1px solid var(--field);
    border-radius: 9px;
    font-weight: 560;
    overflow-wrap: anywhere;
    pointer-events: none;
  }
  .kind svg {
    margin-block-start: 0.15em;
    color: var(--tone);
  }
  .kind .hint {
    grid-column: 2;
    font-weight: 400;
  }
  .kind input:checked + label {
    border-color: var(--main);
    box-shadow: inset 0 0 0 1px var(--main);
    background: var(--wash);
  }
  .kind input:focus-visible + label {
    outline: 2px solid var(--ring);
    outline-offset: 2px;
  }
  .pair,
  .three {
    display: grid;
    align-items: start;
    gap: 1.1rem;
    grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
  }
  .three {
    grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr));
  }
  .moment {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.6rem;
  }
  .doubt {
    display: grid;
    gap: 0.5rem;
    padding: 0.8rem 1rem;
    border: 0;
    border-radius: 10px;
    background: var(--minor-bg);
  }
  .difference details {
    margin-block-start: 0.5rem;
    font-size: 0.86rem;
  }
  .difference details p {
    margin-block-start: 0.4rem;
  }
  summary {
    cursor: pointer;
    color: var(--soft);
  }
  .facts-of {
    display: grid;
    gap: 0.2rem;
    padding: 0.9rem 1.25rem;
    overflow-wrap: anywhere;
  }
  .facts-of.gone {
    color: var(--soft);
  }
  .facts-of p:not(:first-child) {
    font-size: 0.88rem;
  }
  .weighs {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.4rem;
  }
  .weighs b {
    font-variant-numeric: tabular-nums;
  }
  .start {
    display: flex;
    flex-wrap: wrap;
    gap: 0.2rem 1rem;
    align-items: center;
    justify-content: space-between;
    padding: 0.55rem 1.25rem;
  }
  .start > :first-child {
    flex: 1 1 12rem;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .start > div {
    padding-block: 0.35rem;
  }
  .start > span:first-child,
  .start .what {
    font-weight: 560;
  }
  .percent-field {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
  }
  .links {
    display: grid;
    gap: 0.4rem;
  }
  .card > .words + * {
    margin-block-start: 0.7rem;
  }

  @container (inline-size < 44rem) {
    .one {
      grid-template-columns: minmax(0, 1fr) auto;
      padding-inline: 1rem;
    }
    .one .picture {
      grid-column: 1 / -1;
      grid-row: 2;
    }
    .choose {
      grid-template-columns: minmax(0, 1fr);
    }
    .span,
    .start,
    .facts-of {
      padding-inline: 1rem;
    }
  }
  @container (inline-size < 30rem) {
    .span {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .span > :is(.button, .actions) {
      grid-column: 2;
    }
    .walk {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }
    .walk .field {
      grid-column: 1 / -1;
      grid-row: 1;
      inline-size: 100%;
    }
  }
  @media (forced-colors: active) {
    .kind input:checked + label {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
