import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';

/** The days of one level: those that follow each other are one stroke, whose dashes are the days. */
const strokes = (levels: string, level: string) =>
  [...levels.matchAll(RegExp(`${level}+`, 'g'))].map(({ index, 0: { length } }) => `M${index} 1h${length}`).join('') ||
  nothing;

/**
 * One bar a day, oldest first, from one character each: see `uptimeLevel`. What is none of them is not known. Its colours
 * and heights come from the style sheet, its words stand around it.
 */
export function uptimeBar(levels: string): TemplateResult {
  return html`<svg class="days" viewBox="-.15 0 ${levels.length} 1" preserveAspectRatio="none" aria-hidden="true"><path d=${strokes(levels, '[^0m123]')}></path><path class="none" d=${strokes(levels, '0')}></path><path class="maintenance" d=${strokes(levels, 'm')}></path><path class="minor" d=${strokes(levels, '1')}></path><path class="major" d=${strokes(levels, '2')}></path><path class="critical" d=${strokes(levels, '3')}></path></svg>`;
}
