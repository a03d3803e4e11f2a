import { html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { ref } from 'lit/directives/ref.js';
import { checkField } from '../forms/fields.ts';
import type { Strings } from '../i18n/en.ts';
import { statusIcon } from '../templates/status-icon.ts';
import { contrastOf, neededContrast } from './contrast.ts';

export interface AccentField {
  strings: Strings;
  /** Such as #1a4fd6; empty for none. */
  color: string;
  error: string | null;
  onColor: (color: string) => void;
}

const firstColor = '#1a4fd6';

/** The customer's own colour for the main button, with a word on whether people can read what stands on it. */
export function accentField({ strings, color, error, onColor }: AccentField): TemplateResult {
  const words = strings.settings;
  const isUsed = color !== '';
  const toggle = checkField({
    id: 'use-accent',
    label: words.useAccent,
    isChecked: isUsed,
    onInput: (isChecked) => onColor(isChecked ? firstColor : ''),
  });
  if (!isUsed) return toggle;
  const contrast = contrastOf(color);
  const isGood = contrast !== null && contrast.ratio >= neededContrast;
  const ratio = contrast?.ratio.toFixed(1) ?? '';
  const verdict = contrast === null ? words.accentBad : isGood ? words.accentGood(ratio) : words.accentPoor(ratio);
  const paint = (element: Element | undefined) => {
    // The policy refuses style attributes; a property set by script is not one.
    if (!(element instanceof HTMLElement) || !contrast) return;
    element.style.setProperty('background', color);
    element.style.setProperty('color', contrast.text);
  };
  return html`${toggle}
    <div class="field">
      <label for="accent_color">${words.accent}</label>
      <div class="accent">
        <input
          type="color"
          aria-label=${words.accent}
          tabindex="-1"
          .value=${live(contrast ? color.toLowerCase() : firstColor)}
          @input=${(event: Event) => onColor((event.target as HTMLInputElement).value)}
        />
        <input
          id="accent_color"
          name="accent_color"
          type="text"
          spellcheck="false"
          autocomplete="off"
          maxlength="7"
          .value=${live(color)}
          aria-invalid=${error ? 'true' : nothing}
          aria-describedby="accent-hint accent-verdict"
          @input=${(event: Event) => onColor((event.target as HTMLInputElement).value || '#')}
        />
        ${isGood ? html`<span class="sample" ${ref(paint)}>${words.accentSample}</span>` : nothing}
      </div>
      ${error ? html`<p class="error">${error}</p>` : nothing}
      <p class="status tone-${isGood ? 'none' : 'minor'}" id="accent-verdict" aria-live="polite">
        ${statusIcon(isGood ? 'none' : 'minor', 16)}<span>${verdict}</span>
      </p>
      <p class="hint" id="accent-hint">${words.accentHint}</p>
    </div>`;
}
