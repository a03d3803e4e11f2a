import type { PageStrings } from '../i18n/page-strings.ts';
import type { Reader } from '../time/say.ts';

/** To whom a page is told, and in which words. */
export interface Telling {
  reader: Reader;
  strings: PageStrings;
}
