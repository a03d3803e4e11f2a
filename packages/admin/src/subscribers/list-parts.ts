import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { ApiError } from '../api/api-error.ts';
import { explain } from '../forms/explain.ts';
import type { Strings } from '../i18n/en.ts';
import { statusIcon } from '../templates/status-icon.ts';

/** A list that could not be read, and another try. */
export function listFailure(failure: ApiError, strings: Strings, onAgain: () => void): TemplateResult {
  return html`<div class="notice trouble" role="alert">
    ${statusIcon('critical')}
    <div>
      <p>${explain(failure, strings)}</p>
      <button class="button small" type="button" @click=${onAgain}>${strings.shell.tryAgain}</button>
    </div>
  </div>`;
}
