import { css } from 'lit';

/** Sources, what they delivered, rules. */
export const alertsStyles = css`
  .head,
  .alerts {
    max-inline-size: 60rem;
  }
  .alerts {
    display: grid;
    gap: 1.75rem;
  }
  .alerts > * {
    min-inline-size: 0;
  }
  section > h2 {
    margin-block-end: 0.7rem;
  }
  .narrow {
    max-inline-size: 48rem;
  }
  .empty {
    display: grid;
    gap: 0.7rem;
    justify-items: start;
  }
  .after {
    margin-block-start: 0.7rem;
  }
  .badge {
    padding: 0.1rem 0.5rem;
    border: 1px solid var(--line);
    border-radius: 999px;
    color: var(--soft);
    font-size: 0.78rem;
    font-weight: 500;
    white-space: nowrap;
  }
  .badge.loud {
    border-color: var(--field);
    color: var(--ink);
    font-weight: 600;
  }
  .code {
    font-family: ui-monospace, monospace;
    font-size: 0.85rem !important;
    direction: ltr;
    text-align: left;
    min-block-size: 4.2rem;
  }
  code,
  pre {
    font-family: ui-monospace, monospace;
    font-size: 0.86em;
    direction: ltr;
    unicode-bidi: isolate;
  }
  code {
    overflow-wrap: anywhere;
  }
  pre {
    margin: 0;
    padding: 0.8rem 1rem;
    border-radius: 8px;
    background: var(--wash);
    text-align: left;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    max-block-size: 24rem;
    overflow-y: auto;
  }

  .source {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.15rem 0.8rem;
    align-items: center;
    padding: 0.9rem 1.25rem;
  }
  .source > svg {
    color: var(--tone);
  }
  :is(.source, .rule) a {
    font-weight: 580;
    text-decoration: none;
    overflow-wrap: anywhere;
  }
  :is(.source, .rule) a:hover {
    text-decoration: underline;
  }
  .source .state {
    color: var(--soft);
    text-align: end;
  }

  .vendors,
  .choices-of-action {
    display: grid;
    gap: 0.6rem;
    grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
  }
  .choices-of-action {
    grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr));
  }
  .choice {
    position: relative;
    display: grid;
  }
  .choice input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  .choice label {
    display: grid;
    align-content: start;
    gap: 0.15rem;
    padding: 0.75rem 0.9rem;
    border: 1px solid var(--field);
    border-radius: 9px;
    font-weight: 400;
    overflow-wrap: anywhere;
    pointer-events: none;
  }
  .choice b {
    font-size: 0.93rem;
    font-weight: 580;
  }
  .choice input:checked + label {
    border-color: var(--main);
    box-shadow: inset 0 0 0 1px var(--main);
    background: var(--wash);
  }
  .choice input:focus-visible + label {
    outline: 2px solid var(--ring);
    outline-offset: 2px;
  }
  .then .notice {
    margin-block-start: 0.6rem;
  }
  .then .notice > svg {
    color: var(--major);
    --card: var(--minor-bg);
  }

  .heard {
    display: flex;
    gap: 0.9rem;
    align-items: center;
    padding: 1rem 1.25rem;
    border-radius: 12px;
    background: var(--tone-bg);
  }
  .heard svg {
    color: var(--tone);
    --card: var(--tone-bg);
  }
  .heard strong {
    font-weight: 620;
  }
  .pulse {
    flex: none;
    inline-size: 0.9rem;
    block-size: 0.9rem;
    margin: 0.3rem;
    border-radius: 50%;
    background: var(--tone);
    animation: pulse 1.6s ease-in-out infinite;
  }
  @keyframes pulse {
    50% {
      opacity: 0.3;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .pulse {
      animation: none;
    }
  }
  .steps {
    display: grid;
    gap: 1.35rem;
    counter-reset: step;
  }
  .steps li {
    position: relative;
    display: grid;
    gap: 0.7rem;
    padding-inline-start: 2.5rem;
    counter-increment: step;
    min-inline-size: 0;
  }
  .steps li::before {
    content: counter(step);
    position: absolute;
    inset-inline-start: 0;
    inset-block-start: -0.1rem;
    display: grid;
    place-items: center;
    inline-size: 1.65rem;
    block-size: 1.65rem;
    border: 1px solid var(--field);
    border-radius: 50%;
    font-size: 0.82rem;
    font-weight: 600;
  }
  .renewal {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem 1rem;
    align-items: center;
    justify-content: space-between;
    margin-block-start: 1.35rem;
    padding-block-start: 1rem;
    border-block-start: 1px solid var(--line);
  }
  .renewal .hint {
    flex: 1 1 16rem;
  }
  .secrets {
    display: grid;
    gap: 0.9rem;
  }
  .secret {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1rem;
    align-items: center;
    justify-content: space-between;
    padding: 0.5rem 0.6rem 0.5rem 1rem;
  }
  .with-button {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 0.6rem;
    align-items: start;
  }
  .with-button > .button {
    margin-block-start: 1.62rem;
    min-block-size: 2.6rem;
  }

  .delivery summary {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.2rem 0.8rem;
    align-items: center;
    padding: 0.8rem 1.25rem;
    cursor: pointer;
    list-style: none;
  }
  .delivery summary::-webkit-details-marker {
    display: none;
  }
  .delivery summary:hover {
    background: var(--wash);
  }
  .delivery summary:focus-visible {
    outline-offset: -3px;
    border-radius: 11px;
  }
  .delivery summary svg {
    color: var(--tone);
  }
  .delivery b {
    font-weight: 580;
  }
  .delivery .summed {
    overflow-wrap: anywhere;
    font-size: 0.93rem;
  }
  .delivery .inside {
    display: grid;
    gap: 0.9rem;
    padding: 0.2rem 1.25rem 1.1rem 3.3rem;
  }
  .outcomes {
    display: grid;
    gap: 0.6rem;
    overflow-wrap: anywhere;
  }
  .raw {
    display: grid;
    gap: 0.4rem;
    min-inline-size: 0;
  }
  .read {
    display: grid;
    gap: 0.25rem;
    padding: 0.7rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: 8px;
    font-size: 0.88rem;
  }
  .read + .read {
    margin-block-start: 0.6rem;
  }
  .read div {
    display: grid;
    grid-template-columns: 7rem minmax(0, 1fr);
    gap: 0.6rem;
  }
  .read dt {
    color: var(--soft);
  }
  .read dd {
    overflow-wrap: anywhere;
  }

  .mapping {
    display: grid;
    gap: 1.1rem;
  }
  .mapping h2 {
    margin: 0;
  }
  .presets,
  .presets [role='group'] {
    display: flex;
    flex-wrap: wrap;
    gap: 0.4rem;
    align-items: center;
  }
  .sides {
    display: grid;
    gap: 1.35rem;
    align-items: start;
  }
  .side {
    display: grid;
    gap: 0.9rem;
    min-inline-size: 0;
  }
  .side > pre {
    max-block-size: 22rem;
  }
  .result {
    display: grid;
    gap: 0.6rem;
  }
  .complaint {
    color: var(--major);
    font-size: 0.9rem;
    overflow-wrap: anywhere;
  }
  @container (inline-size >= 46rem) {
    .sides {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
    .sides > .side:first-child {
      position: sticky;
      inset-block-start: 1rem;
    }
  }

  .rule {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.2rem 0.9rem;
    align-items: center;
    padding: 0.9rem 1.25rem;
  }
  .rule > div:not(.row-actions) {
    grid-column: 2;
    display: grid;
    gap: 0.2rem;
    min-inline-size: 0;
  }
  .rule .row-actions {
    grid-column: 3;
  }
  .rule.off .sentence {
    opacity: 0.75;
  }
  .rule .name {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 0.6rem;
    align-items: center;
  }
  .sentence {
    font-size: 0.93rem;
    overflow-wrap: anywhere;
  }
  .sentence b {
    font-weight: 580;
  }
  .arrow {
    color: var(--soft);
  }
  :dir(rtl) .arrow {
    display: inline-block;
    scale: -1 1;
  }
  .otherwise {
    background: var(--paper);
  }
  @media (hover: hover) and (pointer: fine) {
    .ordered:has(.handle) .otherwise {
      padding-inline-start: 3.25rem;
    }
  }
  .summed-up {
    padding: 0.8rem 1rem;
    border-radius: 10px;
    background: var(--wash);
  }
  .when,
  .then {
    gap: 0.8rem;
  }
  .conditions {
    display: grid;
    gap: 0.7rem;
  }
  .conditions .one {
    display: flex;
    flex-wrap: wrap;
    gap: 0.6rem;
    align-items: start;
    padding: 0.8rem 0.9rem;
    border: 1px solid var(--line);
    border-radius: 10px;
  }
  .conditions .field {
    flex: 1 1 9rem;
  }
  .conditions .button {
    margin-block-start: 1.85rem;
  }
  .dry-run {
    display: grid;
    gap: 1rem;
  }
  .dry-run h2 {
    margin: 0;
  }
  .dry-run .with-button {
    grid-template-columns: minmax(0, 14rem) auto;
    justify-content: start;
  }
  .tried li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    gap: 0.2rem 0.8rem;
    align-items: center;
    padding: 0.6rem 1rem;
    overflow-wrap: anywhere;
  }
  .tried svg {
    color: var(--tone);
  }
  .tried .dot {
    inline-size: 0.5rem;
    block-size: 0.5rem;
    margin: 0.25rem;
    border-radius: 50%;
    background: var(--line);
  }
  .tried .verdict {
    text-align: end;
  }
  .tried li[data-matches='no'] p:first-child {
    color: var(--soft);
  }

  @container (inline-size < 34rem) {
    .source,
    .delivery summary {
      grid-template-columns: auto minmax(0, 1fr);
      padding-inline: 1rem;
    }
    .source .state,
    .delivery summary time {
      grid-column: 2;
      text-align: start;
    }
    .delivery .inside {
      padding-inline: 1rem;
    }
    .rule {
      grid-template-columns: minmax(0, 1fr);
      padding-inline: 1rem;
    }
    .rule > .handle {
      display: none;
    }
    .ordered:has(.handle) .otherwise {
      padding-inline-start: 1rem;
    }
    .rule > div:not(.row-actions),
    .rule .row-actions {
      grid-column: 1;
    }
    .rule .row-actions {
      margin-inline-start: -0.5rem;
    }
    .with-button,
    .dry-run .with-button {
      grid-template-columns: minmax(0, 1fr);
    }
    .with-button > .button {
      margin: 0;
      justify-self: start;
    }
    .conditions .field {
      flex-basis: 100%;
    }
    .conditions .button {
      margin: 0;
    }
    .steps li {
      padding-inline-start: 0;
      padding-block-start: 2.2rem;
    }
    .read div {
      grid-template-columns: minmax(0, 1fr);
      gap: 0;
    }
    .tried li {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .tried .verdict {
      grid-column: 2;
      text-align: start;
    }
  }
  @media (forced-colors: active) {
    .choice input:checked + label {
      outline: 2px solid Highlight;
    }
  }
`;
