import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { conflictView } from '../forms/conflict.ts';
import type { Difference } from '../forms/conflict.ts';
import type { Panel } from '../status-admin/panel.ts';
import { screenLink } from '../templates/link.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { sayTime } from '../time/format.ts';
import type { Content, ServerDraft } from './server-draft.ts';

/** Quietly, where the draft stands. */
export function draftLine(draft: ServerDraft, { strings, locale }: Panel): TemplateResult | typeof nothing {
  const words = strings.drafts;
  if (draft.isDisputed) return nothing;
  if (draft.isAway) return html`<p class="hint" role="status" data-draft="away">${words.kept}</p>`;
  if (draft.isSaving) return html`<p class="hint" data-draft="saving">${words.saving}</p>`;
  if (!draft.savedAt) return nothing;
  return html`<p class="hint" data-draft="saved">${words.saved(sayTime(draft.savedAt, locale))}</p>`;
}

/** What stands between a draft and the next save: another admin's words, or its end. */
export function draftTrouble(
  draft: ServerDraft,
  panel: Panel,
  { differences, take }: { differences: (theirs: Content) => Difference[]; take: (theirs: Content) => void },
): TemplateResult | typeof nothing {
  const { strings } = panel;
  const { theirs } = draft;
  if (theirs) {
    return conflictView(
      {
        differences: differences(theirs.content),
        onKeepMine: () => draft.keepMine(),
        onTakeTheirs: () => {
          draft.resume({ id: theirs.id, version: theirs.version }, theirs);
          take(theirs.content);
        },
      },
      strings,
    );
  }
  if (!draft.isGone) return nothing;
  return html`<div class="notice waiting" role="alert" data-problem tabindex="-1">
    ${statusIcon('minor')}
    <div>
      <p>${strings.drafts.gone}</p>
      <div class="actions">
        <button class="button small" type="button" @click=${() => draft.keepAsNew()}>${strings.drafts.keepAsNew}</button>
        ${screenLink(panel, { screen: 'incidents' }, strings.drafts.toIncidents, 'small')}
      </div>
    </div>
  </div>`;
}
