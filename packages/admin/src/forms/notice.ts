import type { FieldError } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { explain } from './explain.ts';
import type { Submission } from './submission.ts';

/** A field that can be wrong: its pointer in what is sent, and where it stands. */
export type FieldPlace = readonly [pointer: string, id: string, label: string];

/** How a form is doing: still trying, or what stood in its way, with a way to each field that has to be put right. */
export function submissionNotice(
  submission: Submission,
  strings: Strings,
  fields: readonly FieldPlace[] = [],
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
    return html`<div class="notice trouble" role="alert" tabindex="-1" data-problem>
      ${statusIcon('critical')}
      <div>
        <p><strong>${strings.forms.somethingMissing(fieldErrors.length)}</strong></p>
        <ul>
          ${fieldErrors.map((one) => html`<li>${fieldError(one, fields)}</li>`)}
        </ul>
      </div>
    </div>`;
  }
  if (!error || error.code === 'stale-version') return nothing;
  return html`<div class="notice trouble" role="alert" tabindex="-1" data-problem>
    ${statusIcon('critical')}
    <p class="words">${explain(error, strings)}</p>
  </div>`;
}

function fieldError({ pointer, detail }: FieldError, fields: readonly FieldPlace[]): TemplateResult {
  const place = fields.find(([field]) => pointer === field || pointer.startsWith(`${field}/`));
  if (!place) return html`${pointer}: ${detail}`;
  const [, id, label] = place;
  const goThere = (event: Event) => {
    const root = (event.currentTarget as HTMLElement).getRootNode() as ShadowRoot;
    root.getElementById(id)?.focus();
  };
  return html`<button class="link" type="button" @click=${goThere}>${label}</button>: ${detail}`;
}
