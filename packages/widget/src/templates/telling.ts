import type { PageStrings } from '../i18n/page-strings.ts';
import type { Links } from '../status-page/links.ts';
import type { Reader } from '../time/say.ts';

/** To whom a page is told, in which words, and where they lead. */
export interface Telling {
  reader: Reader;
  strings: PageStrings;
  links: Links;
}
