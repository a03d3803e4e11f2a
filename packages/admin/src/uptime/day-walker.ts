import { css, html } from 'lit';
import type { TemplateResult } from 'lit';
import { bar } from './bar.ts';

export const dayWalkerStyles = css`
  .walker {
    padding-block: 0.55rem;
    border-radius: 8px;
    cursor: pointer;
    touch-action: pan-y;
  }
  .walker .bar {
    block-size: 3.25rem;
  }
`;

export interface DayWalker {
  levels: string;
  /** Which of the days is open, counted from the oldest. */
  at: number;
  label: string;
  /** The open day in words. */
  text: string;
  onWalk: (at: number) => void;
}

const stepOf: Record<string, number> = { ArrowUp: 1, ArrowDown: -1, PageUp: 7, PageDown: -7 };

/** Days to walk along: by arrow keys a day, by page keys a week, to both ends, or straight to one with the pointer. */
export function dayWalker({ levels, at, label, text, onWalk }: DayWalker): TemplateResult {
  const count = levels.length;
  const walk = (to: number) => onWalk(Math.min(count - 1, Math.max(0, to)));
  const onKeydown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const forward = isRtl(event.currentTarget as HTMLElement) ? -1 : 1;
    const sideways = event.key === 'ArrowRight' ? forward : event.key === 'ArrowLeft' ? -forward : 0;
    const step = sideways || stepOf[event.key];
    if (step) walk(at + step);
    else if (event.key === 'Home') walk(0);
    else if (event.key === 'End') walk(count - 1);
    else return;
    event.preventDefault();
  };
  const onPointer = (event: PointerEvent) => {
    if (event.type === 'pointermove' && event.buttons !== 1) return;
    const walker = event.currentTarget as HTMLElement;
    const { left, width } = walker.getBoundingClientRect();
    const share = (event.clientX - left) / width;
    walk(Math.floor((isRtl(walker) ? 1 - share : share) * count));
  };
  return html`<div
    class="walker"
    role="slider"
    tabindex="0"
    aria-label=${label}
    aria-valuemin="1"
    aria-valuemax=${count}
    aria-valuenow=${at + 1}
    aria-valuetext=${text}
    @keydown=${onKeydown}
    @pointerdown=${onPointer}
    @pointermove=${onPointer}
  >
    ${bar(levels, { at })}
  </div>`;
}

function isRtl(element: HTMLElement): boolean {
  return getComputedStyle(element).direction === 'rtl';
}
