import { alertedEn } from './alerted-en.ts';
import { audienceEn } from './audience-en.ts';
import { componentsEn } from './components-en.ts';
import { deliveriesEn } from './deliveries-en.ts';
import { doorsEn } from './doors-en.ts';
import { draftsEn } from './drafts-en.ts';
import { historyEn } from './history-en.ts';
import { incidentsEn } from './incidents-en.ts';
import type { LaterStrings } from './later-en.ts';
import { maintenanceEn } from './maintenance-en.ts';
import { notificationsEn } from './notifications-en.ts';
import { overviewEn } from './overview-en.ts';
import { settingsEn } from './settings-en.ts';
import { shellEn } from './shell-en.ts';
import { subscribersEn } from './subscribers-en.ts';
import { templatesEn } from './templates-en.ts';

/** Every word of the panel, in English. Another language is another object of this shape. */
export const en = {
  ...shellEn,
  ...doorsEn,
  ...overviewEn,
  ...alertedEn,
  ...incidentsEn,
  maintenance: maintenanceEn,
  ...templatesEn,
  ...draftsEn,
  ...historyEn,
  ...componentsEn,
  ...settingsEn,
  ...audienceEn,
  ...deliveriesEn,
  ...subscribersEn,
  ...notificationsEn,
};

/** The shape of a language. */
export type Strings = typeof en;

/** A language as it is written: each has every word, so that one that is missing is found by the compiler. */
export type Translation = Strings;

/** Single words that a host replaces. */
export type ReplacedStrings = {
  [Subject in keyof (Strings & LaterStrings)]?: Replaced<(Strings & LaterStrings)[Subject]>;
};
type Replaced<T> = T extends string | ((...parts: never[]) => string) ? T : { [Name in keyof T]?: Replaced<T[Name]> };
