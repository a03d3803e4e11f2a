import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { PageStrings } from '../i18n/page-strings.ts';
import type { SeenComponent } from '../source/decode.ts';
import { statusIcon } from './status-icon.ts';
import { toneOfComponent } from './tone.ts';

/** One component: what it is called, what it is for, how it is. */
export function componentRow(component: SeenComponent, strings: PageStrings): TemplateResult {
  const { id, name, description, status } = component;
  const tone = toneOfComponent(status);
  return html`<li class="row ${tone}" data-component-id=${id} data-status=${status}>
    <div class="name">
      <b><bdi>${name}</bdi></b>
      ${description ? html`<span dir="auto">${description}</span>` : nothing}
    </div>
    <span class="status">${statusIcon(tone)}${strings.component[status]}</span>
  </li>`;
}
