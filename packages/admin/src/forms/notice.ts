import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { explain } from './explain.ts';
import type { Submission } from './submission.ts';

/**
 * How a form is doing: still trying, or what stood in its way. Errors that have a field stand at the field; the
 * notice counts them, and lists what has none.
 */
export function submissionNotice(
  submission: Submission,
  strings: Strings,
  fields: readonly string[] = [],
): TemplateResult | typeof nothing {
  const { waitingFor, error, fieldErrors } = submission;
  if (waitingFor) {
    return html`<div class="notice waiting" role="status">
      ${statusIcon('minor')}
      <div>
        <p><strong>${strings.forms.stillTrying}</strong> ${explain(waitingFor, strings)} ${strings.forms.nothingLost}</p>
        <button class="button small" type="button" @click=${() => submission.stop()}>${strings.forms.stopTrying}</button>
      </div>
    </div>`;
  }
  if (fieldErrors.length > 0) {
    const atFields = (pointer: string) => fields.some((field) => pointer === field || pointer.startsWith(`${field}/`));
    const others = fieldErrors.filter((one) => !atFields(one.pointer));
    return html`<div class="notice trouble" role="alert" tabindex="-1" data-problem>
      ${statusIcon('critical')}
      <div>
        <p><strong>${strings.forms.somethingMissing(fieldErrors.length)}</strong></p>
        ${others.length > 0 ? html`<ul>${others.map((one) => html`<li>${one.pointer}: ${one.detail}</li>`)}</ul>` : nothing}
      </div>
    </div>`;
  }
  if (!error || error.code === 'stale-version') return nothing;
  return html`<div class="notice trouble" role="alert" tabindex="-1" data-problem>
    ${statusIcon('critical')}
    <p class="words">${explain(error, strings)}</p>
  </div>`;
}
