import { css, unsafeCSS } from 'lit';
import { tokenText } from './own-tokens.ts';

/** The look of uptime; colours come from the tokens. */
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
    h3,
    h4,
    p,
    ul,
    dl,
    dd,
    fieldset {
      min-inline-size: 0;
      margin: 0;
      padding: 0;
      border: 0;
      list-style: none;
    }
    section {
      text-align: start;
    }
    .reason {
      text-align: -webkit-match-parent;
      text-align: match-parent;
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
    :is(a, summary, button, .scroll):focus-visible {
      outline: 2px solid var(--ink);
      outline-offset: 3px;
      border-radius: 4px;
    }
    h4:focus {
      outline: none;
    }
    h4:focus-visible {
      outline: 2px solid var(--ink);
      outline-offset: 4px;
      border-radius: 2px;
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
    }
    section > .top {
      margin-block-end: 0.9rem;
    }
    h2,
    h3 {
      font-size: 1.1rem;
      line-height: 1.35;
      font-weight: 620;
      letter-spacing: -0.01em;
    }
    h3 {
      margin-block: 2.25rem 0.75rem;
      text-wrap: pretty;
    }
    h4 {
      font-size: 0.95rem;
      font-weight: 600;
    }
    .choice {
      display: flex;
      flex-wrap: wrap;
      margin-inline-start: auto;
      padding: 2px;
      border: 1px solid var(--line);
      border-radius: 2rem;
      background: var(--card);
      font-size: 0.88rem;
    }
    .choice :is(a, span) {
      display: block;
      padding: 0.2rem 0.75rem;
      border-radius: 2rem;
      color: var(--soft);
      text-decoration: none;
    }
    .choice :is(a, label):hover,
    .choice label:hover span {
      color: var(--ink);
    }
    .choice a[aria-current],
    .choice :checked + span {
      background: color-mix(in oklab, var(--ink) 9%, transparent);
      color: var(--ink);
      font-weight: 550;
    }
    .choice label {
      position: relative;
      cursor: pointer;
    }
    .choice input {
      position: absolute;
      inset: 0;
      margin: 0;
      opacity: 0;
      cursor: inherit;
    }
    .choice :focus-visible + span {
      outline: 2px solid var(--ink);
      outline-offset: 1px;
    }
    .note,
    .meta,
    .foot,
    .whole,
    .reason {
      color: var(--soft);
      font-size: 0.88rem;
    }
    .note:not(:empty) {
      margin-block-end: 0.9rem;
    }
    .meta,
    .foot {
      display: flex;
      flex-wrap: wrap;
      gap: 0 0.9rem;
    }
    .foot {
      margin-block-start: 0.9rem;
    }

    .card {
      background: var(--card);
      border: 1px solid var(--line);
      border-radius: var(--status-radius, 12px);
      overflow: clip;
    }
    .padded {
      padding: 1.1rem var(--gap) 1.2rem;
    }
    .row {
      padding: 1.05rem var(--gap) 1.1rem;
    }
    .card + .card {
      margin-block-start: 1.25rem;
    }
    .row + .row,
    .day + .day {
      border-block-start: 1px solid var(--line);
    }
    .row h3 {
      margin: 0;
      font-size: 1rem;
      font-weight: 550;
      overflow-wrap: break-word;
    }
    .row h3 a {
      text-decoration-color: transparent;
    }
    .row h3 a:hover {
      text-decoration-color: currentColor;
    }
    .group h3 {
      font-weight: 650;
    }
    .headline {
      margin-block-end: 1.1rem;
      color: var(--soft);
      font-size: 1.1rem;
    }
    .headline b {
      color: var(--ink);
      font-size: 2.1rem;
      font-weight: 650;
      letter-spacing: -0.02em;
    }

    .over {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      justify-content: space-between;
      gap: 0 1rem;
    }
    .readout {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
      margin-inline-start: auto;
      align-items: baseline;
      gap: 0 0.9rem;
      min-block-size: 1.55em;
      color: var(--soft);
      font-size: 0.88rem;
    }
    .row .hint {
      display: none;
    }
    .status {
      display: inline-flex;
      align-items: baseline;
      gap: 0.4rem;
      color: var(--tone);
      font-weight: 550;
    }
    .status .icon,
    .day > summary .icon {
      align-self: center;
      inline-size: 1.05em;
      block-size: 1.05em;
    }
    .plot {
      position: relative;
      margin-block-start: 0.35rem;
      cursor: pointer;
      touch-action: pan-y;
    }
    .plot input {
      position: absolute;
      inset: -0.35rem;
      inline-size: calc(100% + 0.7rem);
      block-size: calc(100% + 0.7rem);
      margin: 0;
      appearance: none;
      border-radius: 6px;
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
    .days {
      display: block;
      inline-size: 100%;
      block-size: 2.1rem;
    }
    /* A day is a dash; half of its height is below the picture, so that all stand on the same line. */
    .days path {
      fill: none;
      stroke: var(--tone);
      stroke-width: 1.35;
      stroke-dasharray: 0.7 0.3;
    }
    .dense .days path {
      stroke-dasharray: none;
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
    .mark {
      display: block;
      inline-size: 100%;
      block-size: 0.3rem;
      overflow: visible;
    }
    .mark path {
      fill: none;
      stroke: var(--ink);
      stroke-width: 1.2;
    }
    .mark .opened {
      stroke: var(--soft);
    }
    .ends {
      display: flex;
      justify-content: space-between;
      gap: 1rem;
      color: var(--soft);
      font-size: 0.8rem;
    }
    .ranges {
      display: flex;
      flex-wrap: wrap;
      gap: 0.3rem 1.25rem;
      margin-block-start: 0.75rem;
    }
    /* Alike in every row, so that one reads down a column. */
    .ranges > :not(.whole) {
      min-inline-size: 4.5rem;
    }
    .ranges dt {
      color: var(--soft);
      font-size: 0.8rem;
    }
    .ranges dd {
      color: var(--soft);
      font-size: 0.95rem;
    }
    .ranges .chosen dd {
      color: var(--ink);
      font-weight: 600;
    }
    .whole {
      align-self: end;
      margin-inline-start: auto;
    }
    .card ~ .ends {
      padding: 0.5rem var(--gap) 0;
    }
    .why {
      margin-block-start: 0.6rem;
    }
    .why > summary,
    .table > summary {
      display: inline-flex;
      align-items: center;
      gap: 0.35rem;
      color: var(--soft);
      font-size: 0.88rem;
    }
    .why > summary span,
    .table > summary {
      text-decoration: underline;
      text-decoration-thickness: 1px;
      text-decoration-color: color-mix(in oklab, currentColor 40%, transparent);
      text-underline-offset: 0.2em;
    }
    .table {
      margin-block-start: 0.9rem;
    }
    summary {
      cursor: pointer;
      list-style: none;
    }
    summary::-webkit-details-marker {
      display: none;
    }
    .turn {
      flex: none;
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

    section.opened {
      margin-block-start: 0.9rem;
      padding: 0.9rem 1rem 1rem;
      border-radius: 8px;
      background: color-mix(in oklab, var(--ink) 4%, transparent);
    }
    .opened .top {
      margin-block-end: 0.5rem;
    }
    .opened button {
      margin-inline-start: auto;
      padding: 0.15rem 0.7rem;
      border: 1px solid var(--line);
      border-radius: 2rem;
      background: var(--card);
      color: inherit;
      font: inherit;
      font-size: 0.88rem;
      cursor: pointer;
    }
    .figure {
      font-variant-numeric: tabular-nums;
    }
    .spans {
      display: grid;
      gap: 0.9rem;
    }
    .stories {
      display: grid;
      gap: 0.15rem;
      margin-block-start: 0.15rem;
      font-size: 0.95rem;
    }
    .reason {
      margin-block-start: 0.15rem;
      font-style: italic;
    }
    .day > summary {
      display: grid;
      grid-template-columns: auto minmax(8.5rem, auto) 1fr auto auto;
      gap: 0 0.75rem;
      align-items: baseline;
      padding: 0.8rem var(--gap);
    }
    .day > summary:focus-visible {
      outline-offset: -4px;
      border-radius: var(--status-radius, 12px);
    }
    .day .date {
      font-weight: 550;
    }
    .day .level {
      color: var(--soft);
      font-size: 0.95rem;
    }
    .day .turn {
      align-self: center;
    }
    .day .inside {
      padding: 0 var(--gap) 1rem calc(var(--gap) + 1.9rem);
      padding-inline: calc(var(--gap) + 1.9rem) var(--gap);
    }
    .members {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem 1.25rem;
    }
    .rules {
      display: grid;
      gap: 0.35rem;
      max-inline-size: 65ch;
      margin-block: 1.1rem 1.25rem;
      padding-inline-start: 1.2em;
      font-size: 0.95rem;
    }
    .rules li {
      list-style: disc;
    }
    .weights {
      display: grid;
      gap: 0.3rem;
      margin-block-start: 0.4rem;
      font-size: 0.95rem;
    }
    .weights > div {
      display: grid;
      grid-template-columns: minmax(10rem, auto) 1fr;
      gap: 0 1rem;
    }
    .weights dt {
      color: var(--soft);
    }

    table {
      inline-size: 100%;
      border-collapse: collapse;
      font-size: 0.95rem;
    }
    th,
    td {
      padding: 0.5rem 1rem 0.5rem 0;
      padding-inline: 0 1rem;
      font-weight: 400;
      text-align: start;
      vertical-align: baseline;
    }
    thead th {
      color: var(--soft);
      font-size: 0.8rem;
      font-weight: 550;
    }
    tbody tr > * {
      border-block-start: 1px solid var(--line);
    }
    .percents :is(th, .figure) {
      white-space: nowrap;
    }
    .chosen > :is(th, .figure) {
      font-weight: 620;
    }
    .formula {
      color: var(--soft);
      font-size: 0.88rem;
      unicode-bidi: isolate;
    }
    .scroll {
      max-block-size: 26rem;
      margin-block-start: 0.6rem;
      overflow: auto;
      border: 1px solid var(--line);
      border-radius: 8px;
    }
    .scroll table {
      font-size: 0.88rem;
    }
    .scroll :is(th, td) {
      padding-inline: 0.9rem;
    }
    .scroll thead th {
      position: sticky;
      inset-block-start: 0;
      background: var(--card);
      box-shadow: 0 1px var(--line);
    }
    .scroll tbody tr:first-child > * {
      border: 0;
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

    /* What a day says has its place beside the name from the start: no bar moves away from under the pointer. */
    @container (min-width: 34rem) {
      .over:has(h3) {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(0, 25rem);
      }
    }
    @container (max-width: 34rem) {
      section {
        --gap: 1.1rem;
      }
      .choice {
        margin-inline-start: 0;
        font-size: 0.8rem;
      }
      .choice :is(a, span) {
        padding-inline: 0.5rem;
      }
      .hint {
        display: none;
      }
      .ranges > :not(.whole) {
        min-inline-size: 0;
      }
      .ranges {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: 0.3rem 0.75rem;
      }
      .day > summary {
        grid-template-columns: auto 1fr auto auto;
      }
      .day .level {
        grid-row: 2;
        grid-column: 2 / -1;
      }
      .weights > div {
        grid-template-columns: 1fr;
      }
      /* A row of a table is a little card here: the figure beside its name, the reckoning below. */
      .percents thead {
        position: absolute;
        clip-path: inset(50%);
      }
      .percents :is(tbody, tr) {
        display: block;
      }
      .percents tr {
        padding-block: 0.5rem;
        border-block-start: 1px solid var(--line);
      }
      .percents tbody tr > * {
        display: inline-block;
        padding: 0;
        border: 0;
      }
      .percents .figure {
        float: inline-end;
      }
      .percents td:last-child {
        display: block;
      }
    }
    @media (prefers-reduced-motion: no-preference) {
      .turn {
        transition: transform 0.12s;
      }
    }
    /* Without a script nothing else can be fetched, and no day can be looked at. */
    @media (scripting: none) {
      fieldset,
      .plot input,
      .hint {
        display: none;
      }
      .plot {
        cursor: auto;
      }
    }
    @media print {
      :host {
        color-scheme: light;
      }
      .choice,
      .turn,
      .hint,
      .whole,
      .why > summary,
      .opened button,
      .table > summary {
        display: none;
      }
      details::details-content {
        content-visibility: visible;
        block-size: auto;
      }
      .table::details-content {
        content-visibility: hidden;
        block-size: 0;
      }
      .scroll {
        max-block-size: none;
        overflow: visible;
      }
      .row,
      .day,
      tr {
        break-inside: avoid;
      }
      h3,
      h4 {
        break-after: avoid;
      }
      .days path {
        print-color-adjust: exact;
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
      .days path {
        stroke: CanvasText;
      }
      .days :is(:first-child, .none) {
        stroke: GrayText;
      }
      .mark path {
        stroke: Highlight;
      }
      .choice a[aria-current],
      .choice :checked + span {
        background: SelectedItem;
        color: SelectedItemText;
        forced-color-adjust: none;
      }
      section.opened,
      .shape i {
        border: 1px solid CanvasText;
      }
    }
  `,
];
