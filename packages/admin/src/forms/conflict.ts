import { html } from 'lit';
import type { TemplateResult } from 'lit';
import type { Strings } from '../i18n/en.ts';
import { statusIcon } from '../templates/status-icon.ts';

/** One field that two people changed. */
export interface Difference {
  label: string;
  theirs: string;
  mine: string;
}

export interface Conflict {
  differences: readonly Difference[];
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

/** Two people edited the same thing: both sides, and the choice. Nothing is decided by being late. */
export function conflictView({ differences, onKeepMine, onTakeTheirs }: Conflict, strings: Strings): TemplateResult {
  const words = strings.forms.conflict;
  return html`<div class="notice waiting conflict" role="alert" tabindex="-1" data-problem>
    ${statusIcon('minor')}
    <div>
      <p><strong>${words.title}</strong> ${differences.length > 0 ? words.text : words.same}</p>
      ${
        differences.length > 0
          ? html`<table>
              <thead>
                <tr>
                  <td></td>
                  <th scope="col">${words.theirs}</th>
                  <th scope="col">${words.mine}</th>
                </tr>
              </thead>
              <tbody>
                ${differences.map(
                  (one) => html`<tr>
                    <th scope="row">${one.label}</th>
                    <td>${one.theirs}</td>
                    <td>${one.mine}</td>
                  </tr>`,
                )}
              </tbody>
            </table>`
          : ''
      }
      <div class="actions">
        <button class="button small" type="button" @click=${onKeepMine}>${words.keepMine}</button>
        <button class="button small" type="button" @click=${onTakeTheirs}>${words.takeTheirs}</button>
      </div>
    </div>
  </div>`;
}
