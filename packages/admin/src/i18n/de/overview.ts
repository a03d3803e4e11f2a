import type { overviewEn } from '../overview-en.ts';
import { sayIn } from '../say.ts';

const { list } = sayIn('de');

/** The overview, in German. */
export const overviewDe: typeof overviewEn = {
  overview: {
    title: 'Übersicht',
    newIncident: 'Neue Störung',
    asReaders: 'Das sehen Ihre Leser jetzt',
    live: 'Live',
    notLive: 'Nachfrage alle 15 Sekunden',
    openIncidents: 'Offene Störungen',
    noIncidents: 'Keine offenen Störungen.',
    components: 'Komponenten',
    nextUpdate: 'Meldung schreiben',
    lastWord: (when) => `Letzte Meldung ${when}`,
    affects: (names) => `Betrifft ${list(names)}`,
    affectsNothing: 'Betrifft keine Komponente',
    guide: {
      title: 'Drei Schritte zur lebendigen Seite',
      components: 'Benennen, was ausfallen kann',
      componentsText: 'Komponenten sind die Teile Ihres Produkts, die Ihre Nutzer kennen: Web-App, Bezahlvorgang, API.',
      componentsAction: 'Komponenten hinzufügen',
      publish: 'Etwas veröffentlichen',
      publishText:
        'Probieren Sie eine Störung aus. Sie können sie danach löschen; Ihre Leser sehen dann nur, dass etwas gelöscht wurde.',
      snippet: 'Diese Zeile in Ihre App setzen',
      snippetText:
        'Solange alles läuft, zeigt sie nichts. Fällt etwas aus, sehen Ihre Nutzer es dort, wo sie gerade sind.',
      copy: 'Zeile kopieren',
      copied: 'Kopiert.',
    },
    snippetTitle: 'In Ihrer App',
    readersNote: 'Ihre Leser sehen diesen Satz.',
  },
};
