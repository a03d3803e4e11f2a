import { isLanguage } from './languages.ts';
import type { Language } from './languages.ts';

const key = 'allswell:language';

/** The language that somebody chose in this browser. */
export const chosenLanguage = {
  load(): Language | null {
    const kept = withStorage((storage) => storage.getItem(key)) ?? '';
    return isLanguage(kept) ? kept : null;
  },
  save(language: Language): void {
    withStorage((storage) => storage.setItem(key, language));
  },
};

/** Storage may be switched off: then a choice lives as long as the panel. */
function withStorage<T>(use: (storage: Storage) => T): T | null {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
