import type { AdminApi } from '../api/admin-api.ts';
import type { ReplacedStrings, Strings } from '../i18n/en.ts';
import type { PageData } from '../live/page-data.ts';
import type { Session } from '../session/session.ts';
import type { Route } from './route.ts';

/** What the shell lends to its screens. */
export interface Panel {
  api: AdminApi;
  session: Session;
  data: PageData;
  strings: Strings;
  locale: string;
  /** Words that the host replaced, for those that are fetched later. */
  replaced: ReplacedStrings;
  /** Resolves a path of the server, such as the hosted page or embed.js. */
  address(path: string): URL;
  /** Shows another screen and moves the focus there. */
  go(route: Route): void;
  /** The address of a screen, for real links. */
  href(route: Route): string;
  /** Says what was done, to eyes and ears. */
  say(text: string): void;
}
