import { css } from 'lit';

export const settingsStyles = css`
  .head {
    max-inline-size: 44rem;
  }
  .settings {
    display: grid;
    gap: 1.5rem;
    max-inline-size: 44rem;
  }
  .accent {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    align-items: center;
  }
  .accent input[type='color'] {
    inline-size: 2.75rem;
    block-size: 2.6rem;
    padding: 0.2rem;
    border: 1px solid var(--field);
    border-radius: 8px;
    background: var(--card);
    cursor: pointer;
  }
  .accent #accent_color {
    inline-size: 8rem;
    font-family: ui-monospace, monospace;
  }
  .accent .sample {
    padding: 0.5rem 1rem;
    border-radius: 999px;
    font-weight: 600;
    font-size: 0.9rem;
  }
`;
