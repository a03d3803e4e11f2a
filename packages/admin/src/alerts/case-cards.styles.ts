import { css } from 'lit';

/** What monitoring says, above everything else: a tinted line with the state, then what would be said, then the button. */
export const caseCardStyles = css`
  .cases {
    display: grid;
    gap: 0.9rem;
  }
  .further {
    margin-block-start: 0.9rem;
  }
  .case {
    overflow: clip;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--card);
  }
  .case > header {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0.1rem 0.8rem;
    padding: 0.9rem 1.35rem;
    background: var(--tone-bg);
  }
  .case > header > svg {
    grid-row: span 2;
    color: var(--tone);
    --card: var(--tone-bg);
    margin-block-start: 0.1rem;
  }
  .case h3 {
    color: var(--ink);
    font-size: 1.1rem;
    line-height: 1.35;
    font-weight: 620;
    letter-spacing: -0.005em;
  }
  .case > header p {
    font-size: 0.88rem;
    overflow-wrap: anywhere;
  }
  .case > header b {
    color: var(--tone);
    font-weight: 600;
  }
  .case .would {
    display: grid;
    gap: 0.6rem;
    padding: 1rem 1.35rem 1.15rem;
  }
  .case .parts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.1rem;
    font-size: 0.88rem;
  }
  .case .parts svg {
    color: var(--tone);
  }
  .case .parts li {
    display: flex;
    gap: 0.4rem;
    align-items: center;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .case .said-there {
    color: var(--soft);
    font-size: 0.85rem;
    overflow-wrap: anywhere;
  }
  .case .outcome {
    font-size: 0.88rem;
    color: var(--soft);
  }
  .case .actions {
    margin-block-start: 0.25rem;
  }
  @container (inline-size < 34rem) {
    .case > header,
    .case .would {
      padding-inline: 1rem;
    }
    .case .actions .main {
      flex: 1 1 100%;
    }
  }
`;
