import { html } from 'lit';
import type { TemplateResult } from 'lit';

/** The check mark of Allswell. */
export function mark(size = 14): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 14 14" aria-hidden="true">
    <path d="M2 7.4 5.4 11 12 3.4" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round" />
  </svg>`;
}
