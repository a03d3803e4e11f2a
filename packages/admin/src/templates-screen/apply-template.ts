import type { Template } from '@allswell/protocol';

const variable = /\{\{\s*([^{}\n]{1,60}?)\s*\}\}/g;

/** The names in `{{…}}` of these texts, each once, in their order. */
export function variablesIn(...texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(variable)].map(([, name = '']) => name)))];
}

/** A text with what is known in the place of its variables; what is not known, or empty, stays as it is written. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(variable, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name]?.trim() || whole : whole,
  );
}

/** A template filled in: what it is called, what it says, and the names of what is still missing. */
export function applyTemplate(
  template: Pick<Template, 'title' | 'body'>,
  context: Readonly<Record<string, string>>,
): { title: string; body: string; missing: string[] } {
  const title = fillIn(template.title, context);
  const body = fillIn(template.body, context);
  return { title, body, missing: variablesIn(title, body) };
}
