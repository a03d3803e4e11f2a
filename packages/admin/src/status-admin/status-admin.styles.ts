import { css } from 'lit';

/** Navigation at the side, one task beside it; on a phone the navigation is a bar below. */
export const shellStyles = css`
  :host {
    container-type: inline-size;
    background: var(--paper);
    color: var(--ink);
    font: 400 0.95rem/1.5 var(--status-font, ui-sans-serif, system-ui, -apple-system, 'Segoe UI', sans-serif);
    font-variant-numeric: tabular-nums;
    -webkit-font-smoothing: antialiased;
    text-align: start;
    min-block-size: min(100dvh, 100%);
  }
  .app,
  .outside {
    min-block-size: 100dvh;
  }
  .outside {
    padding: 1rem;
    container-type: inline-size;
  }
  .wait {
    display: grid;
    gap: 1rem;
    max-inline-size: 28rem;
    margin: 20vh auto 0;
  }
  .wait.notice {
    display: flex;
  }
  .outside {
    display: grid;
    grid-template-rows: 1fr auto;
    gap: 1rem;
  }
  .language {
    grid-template-columns: auto auto;
    align-items: center;
    gap: 0.5rem;
    justify-self: center;
    color: var(--soft);
  }
  .language label {
    font-size: 0.82rem;
    font-weight: 500;
  }
  .language select {
    inline-size: auto;
    max-inline-size: 100%;
  }
  .me .language {
    margin-block-end: 0.9rem;
    gap: 0.3rem;
    justify-self: stretch;
    grid-template-columns: 1fr;
  }
  .me .language select {
    inline-size: 100%;
    min-block-size: 2.25rem;
    padding-block: 0.25rem;
    font-size: 0.85rem;
  }
  .more .language {
    justify-self: start;
  }
  .app {
    display: grid;
    grid-template-columns: 13.5rem minmax(0, 1fr);
  }
  .room {
    container-type: inline-size;
    padding: 1.6rem clamp(1rem, 3vw, 2.5rem) 3rem;
    min-inline-size: 0;
  }
  .room > * {
    max-inline-size: 78rem;
  }
  .stale {
    margin-block-end: 1.25rem;
  }

  nav {
    position: sticky;
    inset-block-start: 0;
    align-self: start;
    block-size: 100dvh;
    max-block-size: 100%;
    display: flex;
    flex-direction: column;
    padding: 1.25rem 0.9rem;
    border-inline-end: 1px solid var(--line);
    overflow: auto;
  }
  .brand {
    display: flex;
    gap: 0.6rem;
    align-items: center;
    padding: 0.1rem 0.6rem 1.1rem;
    font-weight: 650;
    overflow-wrap: anywhere;
    line-height: 1.25;
  }
  .mark {
    flex: none;
    display: grid;
    place-items: center;
    inline-size: 1.5rem;
    block-size: 1.5rem;
    border-radius: 0.45rem;
    background: var(--ink);
    color: var(--paper);
  }
  nav ul {
    display: grid;
    gap: 0.15rem;
  }
  nav a {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    min-block-size: 2.4rem;
    padding: 0.35rem 0.6rem;
    border-radius: 8px;
    color: var(--soft);
    font-weight: 500;
    text-decoration: none;
  }
  nav a svg {
    display: none;
  }
  nav a:hover {
    color: var(--ink);
    background: var(--wash);
  }
  nav a[aria-current] {
    color: var(--ink);
    background: color-mix(in oklab, var(--ink) 8%, transparent);
  }
  nav .count {
    margin-inline-start: auto;
    min-inline-size: 1.4em;
    padding: 0 0.4em;
    border-radius: 999px;
    background: var(--major-bg);
    color: var(--ink);
    font-size: 0.85em;
    text-align: center;
  }
  nav .count.maintenance {
    background: var(--maintenance-bg);
  }
  .narrow {
    display: none;
  }
  .me {
    margin-block-start: auto;
    padding: 1.25rem 0.6rem 0;
    color: var(--soft);
    font-size: 0.82rem;
    overflow-wrap: anywhere;
  }
  .me .link {
    min-block-size: 1.75rem;
  }

  .said {
    position: fixed;
    inset-block-end: 1.25rem;
    inset-inline: 1.25rem;
    z-index: 3;
    display: grid;
    justify-items: end;
    pointer-events: none;
  }
  .said p {
    display: flex;
    gap: 0.6rem;
    align-items: center;
    max-inline-size: 32rem;
    padding: 0.7rem 1.1rem;
    border: 1px solid var(--line);
    border-radius: 12px;
    background: var(--ink);
    color: var(--paper);
    font-weight: 550;
    overflow-wrap: anywhere;
  }
  .said svg {
    --card: var(--ink);
    color: var(--paper);
  }
  .more {
    display: grid;
    gap: 1rem;
    justify-items: start;
    max-inline-size: 30rem;
  }
  .more .head {
    margin: 0;
  }
  .more .rows {
    inline-size: 100%;
  }
  .more .rows a {
    display: flex;
    gap: 0.8rem;
    align-items: center;
    min-block-size: 3.25rem;
    padding-inline: 1.1rem;
    font-weight: 550;
    text-decoration: none;
  }
  dialog.again {
    inline-size: min(25rem, calc(100vw - 2rem));
  }
  dialog.again .form {
    margin-block-start: 1.25rem;
  }

  @container (inline-size < 56rem) {
    .app {
      --bar: 3.75rem;
      grid-template-columns: minmax(0, 1fr);
      grid-template-rows: 1fr auto;
    }
    .room {
      padding: 1.1rem 1rem 2rem;
    }
    nav {
      order: 1;
      inset-block: auto 0;
      z-index: 2;
      block-size: auto;
      padding: 0.25rem 0.25rem max(0.25rem, env(safe-area-inset-bottom));
      border-inline-end: 0;
      border-block-start: 1px solid var(--line);
      background: var(--paper);
      align-self: end;
    }
    .brand,
    .me,
    .wide {
      display: none;
    }
    .said {
      inset-block: 0.75rem auto;
      inset-inline: 0.75rem;
      justify-items: center;
    }
    .narrow {
      display: block;
    }
    nav ul {
      grid-auto-flow: column;
      grid-auto-columns: minmax(0, 1fr);
      gap: 0;
      max-inline-size: 34rem;
      inline-size: 100%;
      margin-inline: auto;
    }
    nav a {
      position: relative;
      flex-direction: column;
      justify-content: center;
      gap: 0.1rem;
      min-block-size: 3.2rem;
      padding: 0.2rem;
      font-size: 0.72rem;
      text-align: center;
    }
    nav a svg {
      display: block;
    }
    nav .count {
      position: absolute;
      inset-block-start: 0.15rem;
      inset-inline-start: calc(50% + 0.3rem);
      min-inline-size: 1.3rem;
      line-height: 1.3rem;
      font-weight: 650;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .said p {
      animation: arrive 160ms ease-out;
    }
    @keyframes arrive {
      from {
        opacity: 0;
        transform: translateY(-0.5rem);
      }
    }
  }
  @media (forced-colors: active) {
    nav a[aria-current] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
    .mark {
      border: 1px solid CanvasText;
    }
  }
`;
