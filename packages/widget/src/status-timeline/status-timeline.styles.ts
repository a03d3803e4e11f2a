import { css, unsafeCSS } from 'lit';
import { tokenText } from './own-tokens.ts';

/** The look of the timeline; colours come from the tokens. */
export const styles = [
  // Not the shared sheet: the hosted page has that in its document already, and its script leaves it out.
  unsafeCSS(tokenText),
  css`
    *,
    *::before,
    *::after {
      box-sizing: border-box;
    }
    :host {
      --line: light-dark(oklch(0.9 0.006 85), oklch(0.32 0.012 265));
      --gap: 1.5rem;
      display: block;
      container-type: inline-size;
      text-align: start;
    }
    :host([hidden]) {
      display: none;
    }
    h2,
    p,
    ul,
    ol {
      margin: 0;
      padding: 0;
      list-style: none;
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
    .visually-hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    h2 {
      margin-block-end: 0.9rem;
      font-size: 1.1rem;
      line-height: 1.35;
      font-weight: 620;
      letter-spacing: -0.01em;
    }
    .note,
    .meta,
    .foot {
      color: var(--soft);
      font-size: 0.88rem;
    }
    .note:not(:empty) {
      margin-block-end: 0.9rem;
    }
    .meta {
      margin-block-start: 0.9rem;
    }

    .ways {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.6rem 1.25rem;
      margin-block-end: 1.25rem;
      font-size: 0.88rem;
    }
    nav {
      display: flex;
      align-items: center;
    }
    .zoom {
      padding: 2px;
      border: 1px solid var(--line);
      border-radius: 2rem;
      background: var(--card);
    }
    .way {
      display: inline-flex;
      align-items: center;
      gap: 0.15rem;
      margin: 0;
      padding: 0.2rem 0.75rem;
      border: 0;
      border-radius: 2rem;
      background: none;
      color: var(--soft);
      font: inherit;
      text-decoration: none;
      cursor: pointer;
    }
    .way:hover {
      color: var(--ink);
    }
    .way:focus-visible {
      outline: 2px solid var(--ink);
      outline-offset: 1px;
    }
    .way[aria-current] {
      background: color-mix(in oklab, var(--ink) 9%, transparent);
      color: var(--ink);
      font-weight: 550;
    }
    .move .way {
      padding-inline: 0.5rem;
    }
    .move .way:first-child {
      padding-inline-start: 0;
    }
    .move .way:last-child {
      padding-inline-end: 0;
    }
    .way.off {
      cursor: default;
      color: color-mix(in oklab, var(--soft) 45%, transparent);
    }
    .turn {
      inline-size: 1.1rem;
      block-size: 1.1rem;
      flex: none;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.8;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .turn.on {
      order: 1;
    }
    .back:dir(ltr),
    .on:dir(rtl) {
      transform: scaleX(-1);
    }

    .time {
      font-size: 1.1rem;
      line-height: 1.35;
      font-weight: 620;
      letter-spacing: -0.01em;
    }
    .reading {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      align-content: start;
      gap: 0 0.9rem;
      /* As high for every bar, so that what is pointed at stays where it is. */
      min-block-size: 3.1em;
      padding-block: 0.15rem 0.6rem;
      color: var(--soft);
      font-size: 0.88rem;
      line-height: 1.5;
    }
    .what {
      display: inline-flex;
      gap: 0.45em;
      align-items: baseline;
      color: var(--ink);
    }
    .what b {
      font-weight: 600;
    }
    .reading .icon {
      align-self: center;
      inline-size: 1.05em;
      block-size: 1.05em;
    }

    .card {
      background: var(--card);
      border: 1px solid var(--line);
      border-radius: var(--status-radius, 12px);
      overflow: clip;
    }
    .picture {
      position: relative;
      padding-block-end: 0.35rem;
    }
    .picture > svg {
      position: absolute;
    }
    .axis,
    .lane {
      display: grid;
      grid-template-columns: minmax(0, 11rem) minmax(0, 1fr);
      column-gap: 1rem;
      padding-inline: var(--gap);
    }
    .axis {
      position: sticky;
      inset-block-start: 0;
      z-index: 1;
      background: var(--card);
      border-block-end: 1px solid var(--line);
    }
    .axis .plot {
      grid-column: 2;
      block-size: 3em;
      font-size: 0.8rem;
    }
    .plot {
      display: block;
      inline-size: 100%;
      overflow: visible;
    }
    .brief {
      overflow: visible;
    }
    .line {
      block-size: 30px;
      align-self: center;
    }
    .lane {
      min-block-size: 2.6rem;
      align-items: center;
    }
    .group {
      padding: 0.85rem var(--gap) 0.1rem;
      color: var(--soft);
      font-size: 0.88rem;
      font-weight: 600;
    }
    .member + .lane:not(.member) {
      margin-block-start: 0.35rem;
      border-block-start: 1px solid var(--line);
      padding-block-start: 0.35rem;
    }
    .name {
      font-size: 0.95rem;
      font-weight: 550;
      line-height: 1.35;
      overflow-wrap: break-word;
    }
    .name span {
      display: block;
      color: var(--soft);
      font-size: 0.8rem;
      font-weight: 400;
    }
    /* Time runs from left to right; each word in its own direction. */
    text {
      direction: ltr;
      unicode-bidi: plaintext;
      fill: var(--soft);
    }
    text.now {
      fill: var(--ink);
      font-weight: 600;
      text-anchor: middle;
    }
    text.late {
      text-anchor: end;
    }
    path {
      vector-effect: non-scaling-stroke;
      fill: none;
    }
    .icon path,
    .turn path {
      vector-effect: none;
    }
    .icon path:first-child {
      fill: currentColor;
    }
    .icon.unknown path:first-child,
    .icon path + path {
      fill: none;
    }
    .grid {
      stroke: var(--line);
    }
    .ahead {
      fill: var(--ink);
      fill-opacity: 0.035;
    }
    path.now {
      stroke: var(--ink);
      stroke-width: 1.5;
      pointer-events: none;
    }
    .well {
      stroke: var(--tone);
      stroke-width: 2;
    }
    .bar {
      cursor: pointer;
      outline: none;
    }
    .bar:not([href]) {
      cursor: default;
    }
    .hit {
      fill: transparent;
      stroke: transparent;
      stroke-width: 8;
      rx: 3px;
    }
    .bar:hover .hit {
      fill: color-mix(in oklab, var(--ink) 9%, transparent);
      stroke: color-mix(in oklab, var(--ink) 9%, transparent);
    }
    .bar:focus-visible .hit {
      fill: color-mix(in oklab, var(--ink) 9%, transparent);
      stroke: var(--ink);
      stroke-width: 2.5;
    }
    .part {
      fill: var(--tone);
      stroke: var(--tone);
      stroke-width: 2;
      pointer-events: none;
    }
    .part.maintenance {
      fill: color-mix(in oklab, var(--tone) 40%, var(--card));
    }
    .part.planned {
      fill: url(#hatch);
      stroke-dasharray: 3 2;
    }
    .part.mild {
      fill: var(--card);
      stroke: var(--soft);
    }
    .stripe {
      stroke: var(--status-maintenance, light-dark(oklch(0.52 0.13 275), oklch(0.78 0.1 275)));
      stroke-width: 3;
      stroke-opacity: 0.55;
      vector-effect: none;
    }
    .foot {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0.2rem 1.5rem;
      margin-block-start: 0.8rem;
    }
    .legend {
      display: flex;
      flex-wrap: wrap;
      gap: 0.2rem 1.25rem;
    }
    .legend li {
      display: inline-flex;
      align-items: flex-end;
      gap: 0.45rem;
    }
    .legend svg {
      margin-block-end: 0.25rem;
      flex: none;
    }

    summary {
      inline-size: fit-content;
      color: var(--soft);
      font-size: 0.88rem;
      list-style: none;
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
      text-underline-offset: 0.2em;
      cursor: pointer;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    summary:hover {
      text-decoration-color: currentColor;
    }
    :is(summary, ol a):focus-visible {
      outline: 2px solid var(--ink);
      outline-offset: 3px;
      border-radius: 4px;
    }
    .list {
      margin-block-start: 0.9rem;
    }
    .list ol {
      margin-block-start: 0.6rem;
      background: var(--card);
      border: 1px solid var(--line);
      border-radius: var(--status-radius, 12px);
    }
    .list ol > li {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 0.7rem;
      padding: 0.85rem var(--gap);
      font-size: 0.88rem;
      line-height: 1.5;
    }
    .list ol > li + li {
      border-block-start: 1px solid var(--line);
    }
    .list .icon {
      margin-block-start: 0.25em;
    }
    .list .what {
      font-size: 0.95rem;
      font-weight: 550;
    }
    .list .when {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.9rem;
      color: var(--soft);
    }
    .empty {
      padding: 1.1rem var(--gap);
      border: 1px dashed var(--line);
      border-radius: var(--status-radius, 12px);
      color: var(--soft);
      font-size: 0.95rem;
    }
    .shape {
      display: grid;
      gap: 0.75rem;
    }
    .shape i {
      block-size: 3.4rem;
      border-radius: var(--status-radius, 12px);
      background: color-mix(in oklab, var(--ink) 5%, transparent);
    }

    @container (max-width: 44rem) {
      .spare {
        display: none;
      }
    }
    @container (max-width: 38rem) {
      section {
        --gap: 1.1rem;
      }
      .zoom,
      .zoom .way {
        flex: 1 1 auto;
        justify-content: center;
      }
      .zoom .way {
        padding-inline: 0.2rem;
      }
      .move {
        flex: 1 1 auto;
        justify-content: space-between;
      }
      .axis,
      .lane {
        grid-template-columns: minmax(0, 1fr);
      }
      .axis .plot {
        grid-column: 1;
      }
      .lane {
        padding-block: 0.35rem 0.1rem;
      }
      .reading {
        min-block-size: 4.6em;
      }
    }
    @media (scripting: none), (hover: none) {
      .hint {
        display: none;
      }
      .time:has(+ * > .hint) {
        margin-block-end: 0.75rem;
      }
    }
    @media print {
      :host {
        color-scheme: light;
      }
      .ways,
      .reading,
      summary {
        display: none;
      }
      .part,
      .well,
      .icon {
        print-color-adjust: exact;
      }
      .lane,
      .list li {
        break-inside: avoid;
      }
      .list::details-content {
        display: block;
        content-visibility: visible;
        block-size: auto;
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
      .part {
        fill: CanvasText;
        stroke: CanvasText;
      }
      .part.maintenance,
      .part.mild {
        fill: Canvas;
      }
      .part.planned {
        fill: url(#hatch);
      }
      .stripe,
      .well,
      path.now {
        stroke: CanvasText;
      }
      .bar:focus-visible .hit {
        stroke: Highlight;
      }
      .grid {
        stroke: GrayText;
      }
      .ahead {
        fill: none;
      }
      text,
      text.now {
        fill: CanvasText;
      }
      .way[aria-current] {
        background: SelectedItem;
        color: SelectedItemText;
        forced-color-adjust: none;
      }
      .way.off {
        color: GrayText;
      }
      .shape i {
        border: 1px solid CanvasText;
      }
    }
  `,
];
