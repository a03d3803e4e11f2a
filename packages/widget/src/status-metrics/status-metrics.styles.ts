import { css, unsafeCSS } from 'lit';
import { tokenText } from './own-tokens.ts';

/** The look of the metrics; colours come from the tokens. */
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
      --edge: light-dark(oklch(0.63 0.008 85), oklch(0.55 0.012 265));
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
    dl,
    dd,
    fieldset {
      margin: 0;
      padding: 0;
      border: 0;
      min-inline-size: 0;
    }
    section {
      text-align: start;
    }
    /* A sentence in another direction of writing still stands where the others do. */
    .about {
      text-align: -webkit-match-parent;
      text-align: match-parent;
    }
    .visually-hidden {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    .top {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.5rem 1rem;
      margin-block-end: 0.9rem;
    }
    h2 {
      font-size: 1.1rem;
      line-height: 1.35;
      font-weight: 620;
      letter-spacing: -0.01em;
    }
    fieldset {
      display: flex;
      padding: 2px;
      border: 1px solid var(--line);
      border-radius: 2rem;
      background: var(--card);
      font-size: 0.88rem;
    }
    label {
      position: relative;
      cursor: pointer;
    }
    label input {
      position: absolute;
      inset: 0;
      margin: 0;
      opacity: 0;
      cursor: inherit;
    }
    label span {
      display: block;
      padding: 0.2rem 0.75rem;
      border-radius: 2rem;
      color: var(--soft);
    }
    label:hover span {
      color: var(--ink);
    }
    :checked + span {
      background: color-mix(in oklab, var(--ink) 9%, transparent);
      color: var(--ink);
      font-weight: 550;
    }
    :focus-visible + span {
      outline: 2px solid var(--ink);
      outline-offset: 1px;
    }

    .card {
      background: var(--card);
      border: 1px solid var(--line);
      border-radius: var(--status-radius, 12px);
      overflow: clip;
    }
    .row + .row {
      border-block-start: 1px solid var(--line);
    }
    .waiting {
      opacity: 0.55;
    }
    summary {
      cursor: pointer;
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    summary:focus-visible {
      outline: 2px solid var(--ink);
      outline-offset: -4px;
      border-radius: var(--status-radius, 12px);
    }
    .row > summary {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 11rem) minmax(10.5rem, auto) auto;
      gap: 0.35rem 1.25rem;
      align-items: center;
      padding: 0.95rem var(--gap);
    }
    .name b {
      font-weight: 550;
      overflow-wrap: break-word;
    }
    .about {
      display: -webkit-box;
      -webkit-box-orient: vertical;
      -webkit-line-clamp: 2;
      overflow: hidden;
      color: var(--soft);
      font-size: 0.88rem;
      line-height: 1.45;
    }
    [open] > summary .about {
      display: block;
    }
    [open] > summary > .name {
      grid-column: span 2;
    }
    .spark {
      inline-size: 100%;
      block-size: 2.1rem;
      overflow: visible;
    }
    [open] > summary > .spark {
      display: none;
    }
    .now {
      display: grid;
      justify-items: end;
      text-align: end;
      line-height: 1.35;
    }
    .value {
      overflow-wrap: break-word;
      color: var(--soft);
      font-size: 0.95rem;
    }
    .value b {
      color: var(--ink);
      font-size: 1.35rem;
      font-weight: 620;
      letter-spacing: -0.01em;
    }
    .stale .value b {
      color: var(--soft);
      font-weight: 550;
    }
    .as-of {
      color: var(--soft);
      font-size: 0.88rem;
    }
    .status {
      display: inline-flex;
      align-items: baseline;
      gap: 0.4rem;
      color: var(--tone);
      font-size: 0.88rem;
      font-weight: 550;
    }
    .status .icon {
      align-self: center;
      inline-size: 1.05em;
      block-size: 1.05em;
    }
    .turn {
      inline-size: 1.1rem;
      block-size: 1.1rem;
      fill: none;
      stroke: var(--soft);
      stroke-width: 1.8;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .turn:dir(rtl) {
      transform: scaleX(-1);
    }
    [open] > summary > .turn {
      transform: rotate(90deg);
    }

    path {
      vector-effect: non-scaling-stroke;
    }
    .icon path,
    .turn path {
      vector-effect: none;
    }
    .line,
    .dot,
    .cursor,
    .grid,
    .edge {
      fill: none;
      stroke: var(--ink);
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .spark .line {
      stroke: var(--soft);
      stroke-width: 1.5;
    }
    .dot {
      stroke: var(--tone, var(--soft));
      stroke-width: 7;
    }
    .inside {
      padding: 0 var(--gap) 1.35rem;
    }
    .readout {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 0.9rem;
      min-block-size: 1.5em;
      color: var(--soft);
      font-size: 0.88rem;
    }
    .readout b {
      color: var(--ink);
      font-weight: 600;
    }
    .plot {
      position: relative;
      margin-block: 0.9rem 2rem;
      touch-action: pan-y;
      cursor: crosshair;
    }
    .gutter-2 {
      padding-inline-start: 1.9rem;
    }
    .gutter-4 {
      padding-inline-start: 2.75rem;
    }
    .gutter-6 {
      padding-inline-start: 3.6rem;
    }
    .gutter-8 {
      padding-inline-start: 4.4rem;
    }
    .gutter-9 {
      padding-inline-start: 5.6rem;
    }
    .plot input {
      position: absolute;
      inset: -0.5rem;
      inline-size: calc(100% + 1rem);
      block-size: calc(100% + 2.2rem);
      margin: 0;
      appearance: none;
      border-radius: 8px;
      background: none;
      pointer-events: none;
    }
    .plot input::-webkit-slider-thumb {
      appearance: none;
      opacity: 0;
    }
    .plot input::-moz-range-thumb {
      opacity: 0;
    }
    .plot input:focus-visible {
      outline: 2px solid var(--ink);
      outline-offset: 0;
    }
    .plot input:not(:focus-visible) {
      outline: none;
    }
    .chart {
      display: block;
      inline-size: 100%;
      block-size: clamp(9rem, 6rem + 12cqi, 12.5rem);
      overflow: visible;
    }
    .at,
    .marks {
      overflow: visible;
    }
    .area {
      fill: var(--ink);
      fill-opacity: 0.045;
    }
    .grid {
      stroke: var(--line);
      stroke-width: 1;
    }
    .cursor {
      stroke: var(--soft);
      stroke-width: 1;
    }
    .chart .dot {
      stroke: var(--ink);
      stroke-width: 9;
    }
    .band path {
      fill: var(--tone-bg);
      fill-opacity: 0.65;
    }
    .band .edge {
      stroke: var(--tone);
      stroke-width: 1;
      stroke-dasharray: 3 3;
      stroke-linecap: butt;
    }
    text {
      fill: var(--soft);
      font-size: 0.8rem;
    }
    text.figure {
      text-anchor: end;
      transform: translate(-0.6rem, 0.28em);
    }
    text.moment {
      text-anchor: middle;
      transform: translateY(1.45em);
    }
    text.level {
      fill: var(--tone);
      font-weight: 550;
      text-anchor: end;
      paint-order: stroke;
      stroke: var(--tone-bg);
      stroke-width: 4px;
      stroke-linejoin: round;
    }
    text.over {
      transform: translate(-0.4rem, -0.4rem);
    }
    text.under {
      transform: translate(-0.4rem, 1.1em);
    }
    dl {
      display: flex;
      flex-wrap: wrap;
      gap: 0.3rem 2rem;
    }
    .caption {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.9rem;
      margin-block-start: 0.7rem;
      color: var(--soft);
      font-size: 0.8rem;
    }
    dt {
      color: var(--soft);
      font-size: 0.8rem;
    }
    dd {
      font-weight: 550;
    }
    .table {
      margin-block-start: 0.9rem;
    }
    .table > summary {
      inline-size: fit-content;
      color: var(--soft);
      font-size: 0.88rem;
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
      text-underline-offset: 0.2em;
    }
    .table > summary:hover {
      text-decoration-color: currentColor;
    }
    .table > summary:focus-visible {
      outline-offset: 3px;
      border-radius: 4px;
    }
    .scroll {
      max-block-size: 20rem;
      margin-block-start: 0.6rem;
      overflow: auto;
      border: 1px solid var(--line);
      border-radius: 8px;
    }
    .scroll:focus-visible {
      outline: 2px solid var(--ink);
      outline-offset: 2px;
    }
    table {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: 0.88rem;
    }
    th,
    td {
      padding: 0.3rem 0.9rem;
      font-weight: 400;
      text-align: start;
    }
    tr + tr > * {
      border-block-start: 1px solid var(--line);
    }
    thead th {
      position: sticky;
      inset-block-start: 0;
      background: var(--card);
      box-shadow: 0 1px var(--line);
      color: var(--soft);
      font-weight: 550;
    }
    .note,
    .measured {
      color: var(--soft);
      font-size: 0.88rem;
    }
    .note:not(:empty) {
      margin-block-end: 0.9rem;
    }
    .measured {
      margin-block-start: 0.7rem;
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

    @container (max-width: 34rem) {
      section {
        --gap: 1.1rem;
      }
      .row > summary {
        grid-template-columns: minmax(0, 1fr) auto;
        column-gap: 0.9rem;
      }
      .now,
      .spark {
        grid-row: 2;
        grid-column: 1 / -1;
      }
      .spark {
        grid-row: 3;
      }
      .spark:empty {
        display: none;
      }
      .now {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 1rem;
      }
      .about {
        -webkit-line-clamp: 3;
      }
      [open] > summary > .name {
        grid-column: auto;
      }
      dl {
        column-gap: 1.25rem;
      }
      /* As high for every point, so that the chart stays where it is. */
      dl {
        column-gap: 1.25rem;
      }
      /* As high for every point, so that the chart stays where it is. */
      .readout > :first-child {
        flex-basis: 100%;
      }
      .spare {
        display: none;
      }
    }
    @media (prefers-reduced-motion: no-preference) {
      .turn {
        transition: transform 0.12s;
      }
    }
    /* Without a script nothing else can be fetched, and no point can be looked at. */
    @media (scripting: none) {
      fieldset,
      .plot input {
        display: none;
      }
    }
    @media print {
      :host {
        color-scheme: light;
      }
      fieldset,
      .turn,
      .table {
        display: none;
      }
      .row {
        break-inside: avoid;
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
      .line,
      .spark .line,
      .dot,
      .chart .dot,
      .cursor {
        stroke: CanvasText;
      }
      .grid,
      .band .edge {
        stroke: GrayText;
      }
      .band path:first-child,
      .area {
        fill: none;
      }
      text,
      text.level {
        fill: CanvasText;
        stroke: none;
      }
      :checked + span {
        background: SelectedItem;
        color: SelectedItemText;
        forced-color-adjust: none;
      }
      .shape i {
        border: 1px solid CanvasText;
      }
    }
  `,
];
