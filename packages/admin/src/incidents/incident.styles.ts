import { css } from 'lit';

export const incidentStyles = css`
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1.1rem;
    margin-block: -0.6rem 1.35rem;
    color: var(--soft);
    font-size: 0.88rem;
  }
  .reopen,
  .absent {
    display: flex;
    flex-wrap: wrap;
    gap: 0.8rem 1.2rem;
    align-items: center;
    justify-content: space-between;
    max-inline-size: 52rem;
  }
  .absent {
    margin-block-start: 1rem;
  }
  .reopen > p {
    flex: 1 1 20rem;
  }
  .thread {
    margin-block-start: 2rem;
    max-inline-size: 52rem;
  }
  .thread > h2 {
    margin-block-end: 0.7rem;
  }
  .thread > ol > li {
    display: grid;
    grid-template-columns: 9.5rem minmax(0, 1fr);
    gap: 0.3rem 1.2rem;
    padding: 1.1rem 1.25rem;
  }
  .thread b {
    font-weight: 600;
    font-size: 0.95rem;
  }
  .thread time,
  .thread .edited,
  .thread .changes {
    display: block;
    color: var(--soft);
    font-size: 0.82rem;
  }
  .thread .changes {
    margin-block-start: 0.5rem;
    overflow-wrap: anywhere;
  }
  .thread .actions {
    margin-block-start: 0.35rem;
    margin-inline-start: -0.75rem;
    gap: 0;
  }
  .thread .gone {
    padding-block: 0.7rem;
    background: var(--wash);
  }
  .earlier {
    margin-block-start: 0.6rem;
  }
  .earlier > summary {
    inline-size: fit-content;
    color: var(--soft);
    font-size: 0.82rem;
    cursor: pointer;
  }
  .earlier ol {
    display: grid;
    gap: 0.9rem;
    margin-block-start: 0.7rem;
    padding-inline-start: 0.9rem;
    border-inline-start: 1px solid var(--line);
  }
  .earlier .text {
    color: var(--soft);
    font-size: 0.92rem;
  }
  .postmortem {
    margin-block-start: 2rem;
    max-inline-size: 52rem;
  }
  .postmortem > h2 {
    margin-block-end: 0.7rem;
  }
  .choices {
    display: grid;
    gap: 0.6rem;
    grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
  }
  .editor {
    margin-block-end: 1.5rem;
    max-inline-size: 52rem;
  }
  @container (inline-size < 40rem) {
    .thread > ol > li {
      grid-template-columns: 1fr;
      padding-inline: 1rem;
    }
    .thread time,
    .thread .edited {
      display: inline;
    }
  }
`;
