import { css } from 'lit';

/** One card a subject: how it goes, by what, of what, and where else. */
export const notificationsStyles = css`
  .head,
  .parts {
    max-inline-size: 48rem;
  }
  .parts {
    display: grid;
    gap: 1.5rem;
  }
  .card {
    display: grid;
    gap: 1rem;
  }
  .card > * {
    min-inline-size: 0;
  }
  .standing {
    display: flex;
    gap: 0.9rem;
    align-items: flex-start;
  }
  .standing > svg {
    color: var(--tone);
    margin-block-start: 0.1rem;
  }
  .standing > div {
    display: grid;
    gap: 0.35rem;
    min-inline-size: 0;
  }
  .standing strong {
    font-size: 1.1rem;
    font-weight: 620;
    line-height: 1.35;
  }
  .standing .actions {
    margin-block-start: 0.5rem;
  }
  .facts {
    display: grid;
    gap: 0.9rem 2rem;
    grid-template-columns: repeat(auto-fit, minmax(min(16rem, 100%), 1fr));
  }
  .facts dt {
    color: var(--soft);
    font-size: 0.82rem;
  }
  .facts dd {
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  code,
  pre {
    font-family: ui-monospace, monospace;
    font-size: 0.86em;
    direction: ltr;
    unicode-bidi: isolate;
  }
  pre {
    margin: 0;
    padding: 0.8rem 1rem;
    border-radius: 8px;
    background: var(--wash);
    text-align: left;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .steps {
    margin-block-start: 0.6rem;
    display: grid;
    gap: 0.6rem;
    font-size: 0.9rem;
  }
  .steps li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 0.6rem;
  }
  .steps svg {
    color: var(--tone);
    margin-block-start: 0.2em;
  }
  .steps b {
    font-weight: 580;
  }
  .steps span {
    color: var(--soft);
    overflow-wrap: anywhere;
  }
  .does {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1rem;
    align-items: center;
  }
  .does .hint {
    flex: 1 1 14rem;
  }
  .switches {
    display: grid;
    gap: 0.9rem;
  }
`;
