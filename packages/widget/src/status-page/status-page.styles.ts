import { css } from 'lit';

/** The look of the page; colours come from the tokens. */
export const styles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :host {
    --line: light-dark(oklch(0.9 0.006 85), oklch(0.32 0.012 265));
    display: block;
    container-type: inline-size;
    --radius: var(--status-radius, 12px);
    --gap: 1.5rem;
  }
  :host([hidden]) {
    display: none;
  }
  h1,
  h2,
  h3,
  p,
  ol,
  ul,
  pre {
    margin: 0;
    padding: 0;
  }
  a {
    color: inherit;
    text-decoration-thickness: 1px;
    text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
    text-underline-offset: 0.2em;
  }
  a:hover {
    text-decoration-color: currentColor;
  }
  :is(a, summary):focus-visible {
    outline: 2px solid var(--ink);
    outline-offset: 3px;
    border-radius: 4px;
  }
  .page {
    max-inline-size: 46rem;
    margin-inline: auto;
  }
  /* A sentence in another direction of writing still stands where the others do; a text of several lines does not. */
  [dir],
  .overall :is(h1, p) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .page,
  .text [dir] {
    text-align: start;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.7rem;
    /* As high as the button at its end, which a browser may draw later than what stands before it. */
    min-block-size: 2.3rem;
    margin-block-end: 2.5rem;
    font-weight: 650;
    letter-spacing: -0.01em;
  }
  header a {
    text-decoration: none;
  }
  header > a {
    flex: 1 1 auto;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    color: var(--soft);
    font-size: 0.95rem;
    font-weight: 400;
    letter-spacing: 0;
  }
  nav a {
    padding-block: 0.15rem;
  }
  nav a:hover {
    text-decoration: underline;
  }
  [aria-current] {
    color: var(--ink);
    font-weight: 550;
    text-decoration: none;
  }
  header [data-follow] {
    flex: none;
    padding: 0.35rem 0.95rem;
    border: 1px solid var(--line);
    border-radius: 2rem;
    background: var(--card);
    font-size: 0.95rem;
    font-weight: 550;
  }
  .meta [data-follow] {
    margin-inline-start: auto;
  }
  .overall {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.3rem 1rem;
    align-items: center;
    padding-block: 0.25rem 2rem;
  }
  .overall :is(h1, p) {
    unicode-bidi: plaintext;
  }
  .overall .icon {
    inline-size: 2.4rem;
    block-size: 2.4rem;
  }
  h1 {
    font-size: clamp(1.55rem, 1.25rem + 1.6cqi, 2.1rem);
    line-height: 1.2;
    letter-spacing: -0.02em;
    font-weight: 650;
    text-wrap: balance;
  }
  .overall p {
    grid-column: 2;
    color: var(--soft);
    font-size: 0.95rem;
    text-wrap: pretty;
  }
  .note {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.7rem;
    align-items: start;
    margin-block: -0.5rem 1.75rem;
    padding: 0.75rem 1rem;
    border-radius: var(--radius);
    background: var(--tone-bg);
    color: var(--tone-fg);
    font-size: 0.9rem;
  }
  .note .icon {
    margin-block-start: 0.13em;
  }

  h2 {
    margin-block: 3rem 0.9rem;
    font-size: 1.1rem;
    line-height: 1.35;
    font-weight: 620;
    letter-spacing: -0.01em;
  }
  .card {
    background: var(--card);
    border: 1px solid var(--line);
    border-radius: var(--radius);
    overflow: clip;
  }
  .story,
  .planned {
    margin-block-end: 1.25rem;
  }
  .story h3,
  .planned h3 {
    font-size: 1.1rem;
    line-height: 1.35;
    font-weight: 620;
    letter-spacing: -0.01em;
    text-wrap: pretty;
  }
  h3 a {
    text-decoration-color: transparent;
  }
  .meta {
    color: var(--soft);
    font-size: 0.88rem;
  }
  .head .meta,
  .plan .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
    margin-block-end: 0.3rem;
  }
  .tag {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    color: var(--tone);
    font-weight: 620;
  }
  .tag .icon {
    inline-size: 1em;
    block-size: 1em;
  }
  .cancelled .icon,
  .cancelled .tag {
    --tone: var(--soft);
  }
  .head {
    padding: 1.1rem var(--gap) 1rem;
    background: var(--tone-bg);
    color: var(--tone-fg);
  }
  .when {
    color: var(--soft);
    font-size: 0.9rem;
  }
  .head .when {
    margin-block-start: 0.2rem;
  }
  .planned {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 1.1rem;
    padding: 1.1rem var(--gap) 1.2rem;
  }
  .planned .when {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
    margin-block: 0.1rem 0.5rem;
  }
  .leaf {
    inline-size: 3.25rem;
    align-self: start;
    border: 1px solid var(--line);
    border-radius: 10px;
    overflow: clip;
    line-height: 1.15;
    text-align: center;
  }
  .leaf span {
    display: block;
    padding: 0.25rem 0.1rem;
    background: var(--tone-bg);
    color: var(--tone);
    font-size: 0.75rem;
    font-weight: 650;
  }
  .leaf b {
    display: block;
    padding: 0.3rem;
    font-size: 1.35rem;
    font-weight: 620;
  }

  .thread {
    list-style: none;
    display: grid;
    gap: 1.25rem;
    padding: 1.25rem var(--gap) 1.4rem;
  }
  .thread li {
    display: grid;
    grid-template-columns: 8.75rem minmax(0, 1fr);
    gap: 0.25rem 1rem;
  }
  .thread b {
    display: block;
    font-size: 0.95rem;
    font-weight: 600;
  }
  .thread time,
  .edited {
    display: block;
    color: var(--soft);
    font-size: 0.8rem;
    line-height: 1.45;
  }
  .gone {
    color: var(--soft);
    font-size: 0.88rem;
    font-style: italic;
  }
  .thread .gone {
    display: block;
  }
  p.gone {
    padding: 0.95rem var(--gap);
  }
  .whole {
    padding: 0 var(--gap) 1.1rem;
    color: var(--soft);
    font-size: 0.88rem;
  }
  .row > .whole {
    padding-inline-start: calc(var(--gap) + 2rem);
  }
  section > .whole {
    padding: 0.9rem 0 0;
    font-size: 0.95rem;
  }
  .text {
    display: grid;
    gap: 0.6em;
    max-inline-size: 65ch;
  }
  /* An item may be written the other way than the page: its mark then stands on the other side. */
  .text :is(ul, ol) {
    padding-inline: 1.3em;
  }
  .text ul {
    list-style: disc;
  }
  .text li {
    display: list-item;
    margin-block-start: 0.15em;
  }
  code {
    font: 0.9em ui-monospace, monospace;
  }
  .text :not(pre) > code,
  pre {
    border-radius: 4px;
    background: color-mix(in oklab, var(--ink) 6%, transparent);
    padding: 0.1em 0.3em;
  }
  pre {
    padding: 0.7em 0.9em;
    border-radius: 8px;
    line-height: 1.45;
    white-space: pre-wrap;
  }

  .group h3 {
    margin-block: 1.75rem 0.6rem;
    color: var(--soft);
    font-size: 0.88rem;
    font-weight: 600;
  }
  .group:first-of-type h3 {
    margin-block-start: 0;
  }
  section:not(.overall) + section {
    margin-block-start: 2.25rem;
  }
  .about {
    margin-block: -0.4rem 0.6rem;
    color: var(--soft);
    font-size: 0.88rem;
  }
  .rows {
    list-style: none;
  }
  .rows > * + * {
    border-block-start: 1px solid var(--line);
  }
  li.row {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.1rem 1.25rem;
    padding: 0.95rem var(--gap);
  }
  .row b {
    font-weight: 550;
  }
  /* As wide as its longest word before the status goes below it; what people write under it may break anywhere. */
  .name {
    flex: 1 1 min-content;
    min-inline-size: 0;
    max-inline-size: 100%;
  }
  .name b {
    overflow-wrap: break-word;
  }
  .name span {
    display: block;
    color: var(--soft);
    font-size: 0.88rem;
  }
  .status {
    display: inline-flex;
    align-items: baseline;
    gap: 0.45rem;
    color: var(--tone);
    font-size: 0.95rem;
    font-weight: 550;
  }
  .status .icon {
    align-self: center;
  }

  .uptime {
    flex: 1 0 100%;
    order: 2;
    display: flex;
    align-items: center;
    gap: 0.9rem;
    margin-block-start: 0.45rem;
    color: var(--soft);
    font-size: 0.88rem;
    text-decoration: none;
  }
  .uptime[href]:hover span {
    text-decoration: underline;
  }
  .uptime span {
    flex: none;
    min-inline-size: 3.4rem;
    text-align: end;
  }
  .days {
    flex: 1;
    inline-size: 0;
    block-size: 1.6rem;
  }
  /* A day is a dash; half of its height is below the picture, so that all stand on the same line. */
  .days path {
    fill: none;
    stroke: var(--tone);
    stroke-width: 1.35;
    stroke-dasharray: 0.7 0.3;
  }
  .days path:first-child {
    stroke: var(--line);
    stroke-width: 0.7;
  }
  .days .none {
    stroke: color-mix(in oklab, var(--tone) 52%, var(--card));
  }
  .days .maintenance {
    stroke-width: 1.5;
  }
  .days .minor {
    stroke-width: 1.7;
  }
  .days :is(.major, .critical) {
    stroke-width: 2;
  }
  .over {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 1rem;
    padding-inline-end: var(--gap);
  }
  .over .uptime {
    flex: none;
  }
  .scale {
    display: flex;
    align-items: center;
    gap: 0.9rem;
    padding: 0.5rem calc(var(--gap) + 4.3rem) 0 var(--gap);
    color: var(--soft);
    font-size: 0.8rem;
  }
  .scale::before,
  .scale::after {
    content: '';
    flex: 1;
    border-block-start: 1px solid var(--line);
  }

  summary {
    cursor: pointer;
    list-style: none;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  .row > summary {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.85rem;
    align-items: start;
    padding: 0.95rem var(--gap);
  }
  summary:focus-visible {
    outline-offset: -4px;
    border-radius: var(--radius);
  }
  summary .icon {
    margin-block-start: 0.2em;
  }
  .what .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.9rem;
  }
  .turn {
    inline-size: 1.1rem;
    block-size: 1.1rem;
    margin-block-start: 0.25em;
    fill: none;
    stroke: var(--soft);
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .turn:dir(rtl) {
    transform: scaleX(-1);
  }
  details[open] > summary > .turn {
    transform: rotate(90deg);
  }
  .row > .thread {
    padding-block-start: 0.35rem;
    padding-inline-start: calc(var(--gap) + 2rem);
  }
  .empty {
    padding: 1.1rem var(--gap);
    border: 1px dashed var(--line);
    border-radius: var(--radius);
    color: var(--soft);
    font-size: 0.95rem;
  }

  footer {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.3rem 1.25rem;
    margin-block-start: 2.75rem;
    color: var(--soft);
    font-size: 0.88rem;
  }
  .languages {
    flex-basis: 100%;
    font-size: 0.88rem;
  }
  .shape {
    display: grid;
    gap: 0.75rem;
  }
  .shape i {
    block-size: 3.4rem;
    border-radius: var(--radius);
    background: color-mix(in oklab, var(--ink) 5%, transparent);
  }

  @container (max-width: 34rem) {
    .page {
      --gap: 1.1rem;
    }
    header nav {
      flex-basis: 100%;
      order: 1;
      column-gap: 0.7rem;
    }
    .meta [data-follow] {
      margin: 0;
    }
    .thread li {
      grid-template-columns: minmax(0, 1fr);
    }
    .thread b,
    .thread time,
    .edited {
      display: inline;
      margin-inline-end: 0.5rem;
    }
    .row > :is(.thread, .whole) {
      padding-inline-start: var(--gap);
    }
    /* What a component is for stands below its name and its status, not in what they leave. */
    .name {
      display: contents;
    }
    .name b {
      flex: 1 1 min-content;
      min-inline-size: 0;
      max-inline-size: 100%;
    }
    .name span {
      order: 1;
      flex-basis: 100%;
    }
    /* Ninety days want the whole width. */
    li .uptime {
      flex-wrap: wrap;
      row-gap: 0.15rem;
    }
    li .days {
      flex-basis: 100%;
    }
    li .uptime span {
      margin-inline-start: auto;
    }
    .scale {
      padding-inline-end: var(--gap);
    }
    .overall {
      gap: 0.3rem 0.85rem;
    }
    .overall .icon {
      inline-size: 2rem;
      block-size: 2rem;
    }
    .planned {
      gap: 0.9rem;
    }
    /* The second line is kept for what only the browser can say: how far away it is. */
    .planned .when {
      display: block;
    }
    .planned .when span {
      display: block;
      min-block-size: 1.55em;
    }
    /* Words need the width that only the head shares with the leaf. */
    .plan > .text {
      margin-inline-start: calc(-3.25rem - 0.9rem);
    }
  }
  @container (max-width: 20rem) {
    .ago {
      display: none;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .turn {
      transition: transform 0.12s;
    }
  }
  @media print {
    :host {
      color-scheme: light;
    }
    nav,
    [data-follow],
    .back,
    .whole,
    .turn {
      display: none;
    }
    details::details-content {
      content-visibility: visible;
      block-size: auto;
    }
    h2,
    h3,
    summary {
      break-after: avoid;
    }
    .thread li,
    li.row,
    .planned {
      break-inside: avoid;
    }
    a {
      text-decoration: none;
    }
  }
  @media (forced-colors: active) {
    .icon {
      forced-color-adjust: auto;
      color: CanvasText;
    }
    .icon:not(.unknown) path + path {
      stroke: Canvas;
    }
    .head,
    .note {
      border-block-end: 1px solid CanvasText;
    }
    .days path {
      stroke: CanvasText;
    }
    .days :is(:first-child, .none) {
      stroke: GrayText;
    }
    .shape i {
      border: 1px solid CanvasText;
    }
  }
`;
