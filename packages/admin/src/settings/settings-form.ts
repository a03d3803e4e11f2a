import type { Settings, SettingsChange } from '@allswell/protocol';
import type { Strings } from '../i18n/en.ts';

/** The fields of the settings screen, in their order. */
export const fieldNames = [
  'name',
  'url',
  'support_url',
  'time_zone',
  'default_language',
  'theme',
  'accent_color',
] as const;
type FieldName = (typeof fieldNames)[number];

/** The settings as fields hold them: text, empty where there is nothing. */
export type Form = Record<FieldName, string>;

/** What the fields show. */
export function formOf(settings: Settings): Form {
  return {
    name: settings.name,
    url: settings.url ?? '',
    support_url: settings.support_url ?? '',
    time_zone: settings.time_zone,
    default_language: settings.default_language,
    theme: settings.theme,
    accent_color: settings.accent_color ?? '',
  };
}

/** Only what was changed, so that two people may change different things. */
export function patchOf(form: Form, from: Settings): SettingsChange {
  const before = formOf(from);
  const isChanged = (name: FieldName) => form[name] !== before[name];
  const orNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    ...(isChanged('name') ? { name: form.name.trim() } : {}),
    ...(isChanged('url') ? { url: orNull(form.url) } : {}),
    ...(isChanged('support_url') ? { support_url: orNull(form.support_url) } : {}),
    ...(isChanged('time_zone') ? { time_zone: form.time_zone } : {}),
    ...(isChanged('default_language') ? { default_language: form.default_language } : {}),
    ...(isChanged('default_language') && !from.languages.includes(form.default_language)
      ? { languages: [...from.languages, form.default_language] }
      : {}),
    ...(isChanged('theme') ? { theme: themeOf(form.theme) } : {}),
    ...(isChanged('accent_color') ? { accent_color: orNull(form.accent_color) } : {}),
  };
}

/** One field in words, for the view of a conflict. */
export function saidOf(name: FieldName, form: Form, strings: Strings): string {
  const value = form[name];
  if (value === '') return strings.forms.conflict.empty;
  return name === 'theme' ? (strings.settings.themes[value] ?? value) : value;
}

/** The languages that the page speaks. */
const pageLanguages = ['en'];

/** Languages by their own names, beginning with what is set. */
export function languageOptions(
  current: string,
  languages: readonly string[],
  locale: string,
): (readonly [string, string])[] {
  const names = new Intl.DisplayNames([locale], { type: 'language' });
  return [...new Set([current, ...languages, ...pageLanguages])].map((tag) => [tag, names.of(tag) ?? tag] as const);
}

function themeOf(value: string): Settings['theme'] {
  return value === 'light' || value === 'dark' ? value : 'auto';
}
