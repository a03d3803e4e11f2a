import { sayIn } from '../say.ts';
import type { shellEn } from '../shell-en.ts';

const { count } = sayIn('de');

/** What surrounds every screen, and what forms have in common, in German. */
export const shellDe: typeof shellEn = {
  nav: {
    label: 'Verwaltung',
    overview: 'Übersicht',
    incidents: 'Störungen',
    maintenance: 'Wartung',
    history: 'Verlauf',
    uptime: 'Verfügbarkeit',
    templates: 'Vorlagen',
    components: 'Komponenten',
    metrics: 'Metriken',
    alerts: 'Alarme',
    subscribers: 'Abonnenten',
    admins: 'Admins',
    settings: 'Einstellungen',
    import: 'Import',
    activity: 'Aktivität',
    more: 'Mehr',
    language: 'Sprache',
    signOut: 'Abmelden',
    viewPage: 'Seite ansehen',
    openIncidents: (amount) => `, ${count(amount, { one: '# offene Störung', other: '# offene Störungen' })}`,
  },
  shell: {
    title: (screen, page) => `${screen} · ${page}`,
    starting: 'Einen Moment.',
    loading: 'Wird geladen.',
    product: 'Statusseite',
    notThere: 'Unter dieser Adresse gibt es nichts.',
    toOverview: 'Zur Übersicht',
    elsewhereTitle: 'Die Verwaltung hat eine andere Adresse',
    elsewhere: 'Ein Passwort wird nur auf den eigenen Seiten des Servers eingegeben.',
    toPanel: 'Verwaltung dort öffnen',
    failedTitle: 'Die Verwaltung lässt sich nicht laden',
    stale: 'Diese Angaben können veraltet sein. Der Server antwortet nicht; die Verwaltung fragt weiter nach.',
    staleDatabase:
      'Diese Angaben können veraltet sein. Die Datenbank antwortet nicht; die Statusseite bleibt für alle erreichbar. Die Verwaltung fragt weiter nach.',
    tryAgain: 'Erneut versuchen',
  },
  status: {
    component: {
      operational: 'In Betrieb',
      degraded_performance: 'Beeinträchtigt',
      partial_outage: 'Teilausfall',
      major_outage: 'Ausfall',
      under_maintenance: 'In Wartung',
    },
    incident: {
      investigating: 'In Untersuchung',
      identified: 'Ursache gefunden',
      monitoring: 'Unter Beobachtung',
      resolved: 'Behoben',
      postmortem: 'Nachbericht',
      scheduled: 'Geplant',
      in_progress: 'Läuft',
      verifying: 'Wird geprüft',
      completed: 'Abgeschlossen',
    },
    page: {
      'All Systems Operational': 'Alle Systeme in Betrieb',
      'Major System Outage': 'Schwerer Systemausfall',
      'Partial System Outage': 'Teilweiser Systemausfall',
      'Minor Service Outage': 'Kleinerer Ausfall',
      'Degraded System Service': 'Alle Systeme beeinträchtigt',
      'Partially Degraded Service': 'Teilweise beeinträchtigt',
      'Service Under Maintenance': 'Wartung läuft',
    },
    impact: { none: 'Keine', minor: 'Gering', major: 'Erheblich', critical: 'Kritisch' },
    unknown: 'Unbekannt',
  },
  time: { justNow: 'gerade eben' },
  forms: {
    cancel: 'Abbrechen',
    save: 'Speichern',
    saving: 'Wird gespeichert…',
    saved: 'Gespeichert.',
    edit: 'Bearbeiten',
    delete: 'Löschen',
    stillTrying: 'Der Versuch läuft noch.',
    nothingLost: 'Ihre Eingaben bleiben erhalten.',
    stopTrying: 'Nicht weiter versuchen',
    somethingMissing: (amount) =>
      count(amount, { one: 'Eine Angabe ist zu berichtigen.', other: '# Angaben sind zu berichtigen.' }),
    required: 'Hier fehlt noch etwas.',
    conflict: {
      title: 'Jemand anderes hat dies inzwischen geändert.',
      text: 'Das sind die Unterschiede.',
      same: 'Die andere Fassung sagt dasselbe wie Ihre.',
      theirs: 'Andere Fassung',
      mine: 'Ihre Fassung',
      keepMine: 'Meine behalten',
      takeTheirs: 'Andere übernehmen',
      empty: 'leer',
    },
  },
  problems: {
    unreachable: 'Der Server antwortet nicht.',
    databaseUnavailable: 'Die Datenbank antwortet gerade nicht. Die Statusseite bleibt für alle erreichbar.',
    stopped:
      'Sie haben dies angehalten. Vielleicht ist es trotzdem angekommen; sehen Sie nach, bevor Sie es noch einmal senden.',
    signedOut:
      'Sie wurden abgemeldet, bevor dies angenommen war. Melden Sie sich an und senden Sie es noch einmal; Ihre Eingaben bleiben erhalten.',
    wrongCredentials: 'Die E-Mail-Adresse oder das Passwort stimmt nicht.',
    internal:
      'Auf dem Server ist etwas schiefgegangen. Versuchen Sie es erneut; bleibt es dabei, hilft ein Blick in sein Protokoll.',
    rateLimited: (seconds) =>
      seconds === null
        ? 'Zu viele Versuche. Warten Sie ein wenig.'
        : `Zu viele Versuche. Versuchen Sie es in ${count(Math.ceil(seconds), { one: '# Sekunde', other: '# Sekunden' })} erneut.`,
  },
  more: { title: 'Mehr', signedInAs: (email) => `Angemeldet als ${email}` },
};
