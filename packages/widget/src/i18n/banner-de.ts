import type { BannerStrings } from './banner-strings.ts';
import { statusDe } from './status-de.ts';

/** Every word of `<status-banner>`, in German. */
export const words: BannerStrings = {
  direction: 'ltr',
  status: statusDe,
  edited: 'bearbeitet',
  label: 'Betriebsstatus',
  news: {
    ahead: 'Geplante Wartung',
    soon: 'Wartung beginnt bald',
    under_way: 'Wartung läuft',
    running_over: 'Wartung dauert länger als geplant',
    done: 'Wartung abgeschlossen',
    cancelled: 'Wartung abgesagt',
    resolved: 'Behoben',
  },
  unknown: 'Status nicht bekannt',
  colon: ': ',
  stale: (ago) => `Zuletzt bestätigt ${ago}`,
  shortly: 'in weniger als einer Minute',
  until: (when) => `Bis ${when}`,
  wasUntil: (when) => `Geplant bis ${when}`,
  more: (amount) => `${amount} weitere`,
  details: 'Details',
  hide: 'Details schließen',
  dismiss: 'Ausblenden',
  reopen: 'Status wieder anzeigen',
  page: 'Zur Statusseite',
  preview: 'Dies ist ein Beispiel',
};
