/** The look of what stands below the bar. */
export const detailStyles = `
  ol,
  ul,
  pre {
    margin: 0;
  }
  ol,
  ul {
    padding-inline-start: 1.4em;
  }
  ul {
    list-style: disc;
  }
  pre {
    white-space: pre-wrap;
  }
  [part='link'] {
    display: inline-block;
    padding-block: 0.7em;
    margin-inline-end: 1.4em;
  }
  .thread {
    padding: 0;
    list-style: none;
  }
  .thread > li {
    display: grid;
    grid-template-columns: 10.5em 1fr;
    gap: 0 1em;
    max-width: 46em;
  }
  .thread > li,
  .other {
    padding-block: 0.4em;
  }
  .text > * + * {
    margin-top: 0.4em;
  }
  time {
    display: block;
    font-size: 0.86em;
    color: var(--soft);
  }
  .other {
    display: flex;
    gap: 0.7em;
  }
  @container (max-width: 540px) {
    .thread > li {
      display: block;
    }
  }
`;
