import type { Words } from './shape.ts';

export const de: Words = {
  ogLocale: 'de_DE',
  sentences: {
    'All Systems Operational': 'Alle Systeme in Betrieb',
    'Major System Outage': 'Schwerer Systemausfall',
    'Partial System Outage': 'Teilweiser Systemausfall',
    'Minor Service Outage': 'Kleinerer Ausfall',
    'Degraded System Service': 'Alle Systeme beeinträchtigt',
    'Partially Degraded Service': 'Teilweise beeinträchtigt',
    'Service Under Maintenance': 'Wartung läuft',
  },
  statuses: {
    investigating: 'In Untersuchung',
    identified: 'Ursache gefunden',
    monitoring: 'Unter Beobachtung',
    resolved: 'Behoben',
    postmortem: 'Nachbericht',
    scheduled: 'Geplant',
    in_progress: 'Läuft',
    verifying: 'Wird geprüft',
    completed: 'Abgeschlossen',
    cancelled: 'Abgesagt',
  },
  maintenance: 'Geplante Wartung',
  history: 'Verlauf',
  labelled: (label, text) => `${label}: ${text}`,
  lastKnown: (title) => `Zuletzt bekannt: ${title}`,
  currentStatus: (page, sentence) => `Aktueller Status von ${page}: ${sentence}.`,
  openIncidents: (names) => `Offen: ${names}.`,
  plannedMaintenance: (names) => `Geplante Wartung: ${names}.`,
  noMaintenance: (page) => `Für ${page} ist keine Wartung geplant.`,
  historyOf: (page, month) => `Was bei ${page} im ${month} geschah.`,
  counts: (incidents, maintenances) => `Störungen: ${incidents}. Wartungen: ${maintenances}.`,
  uptime: {
    title: 'Verfügbarkeit',
    about: (page, days) => `Wie viel der letzten ${days} Tage bei ${page} alles verfügbar war, und warum.`,
    inDays: (percent, days) => `${percent} in den letzten ${days} Tagen.`,
    why: (component) => `Woraus sich die Verfügbarkeit von ${component} errechnet.`,
  },
  timeline: {
    title: 'Zeitleiste',
    about: (page) => `Was bei ${page} wann gestört war, und was geplant ist.`,
  },
  report: {
    title: 'Monatsbericht',
    about: (page, month) => `Verfügbarkeit, Störungen und Wartungen von ${page} im ${month}.`,
  },
  found: (query, count) => `Im Verlauf gefunden zu „${query}“: ${count}.`,
  subscribe: {
    title: 'Neuigkeiten erhalten',
    about: (page) => `So erfahren Sie Neuigkeiten von ${page}: per E-Mail, im Browser, per Feed oder Kalender.`,
    needsScript:
      'Für E-Mail und Benachrichtigungen müssen die Skripte dieser Seite in Ihrem Browser laufen. Feeds und Kalender gehen auch ohne.',
    calendar: 'Kalender',
  },
  support: 'Hilfe',
  data: 'JSON',
  toStatus: 'Zum aktuellen Status',
  toHistory: 'Zum Verlauf',
  gone: {
    title: { incident: 'Diese Störungsmeldung wurde gelöscht', maintenance: 'Diese Wartung wurde gelöscht' },
    text: (when) => `Sie stand hier und wurde am ${when} entfernt. Ihr Inhalt ist nicht mehr veröffentlicht.`,
  },
  notFound: { title: 'Hier ist nichts', text: 'Die gewünschte Seite gibt es nicht oder nicht mehr.' },
  failed: {
    title: 'Bei uns ist etwas schiefgegangen',
    text: 'Diese Seite kann gerade nicht gezeigt werden. Der aktuelle Status ist vielleicht trotzdem da.',
  },
  later: {
    title: 'Das lässt sich gerade nicht nachschlagen',
    text: 'Älteres steht in der Datenbank, die im Augenblick nicht antwortet. Versuchen Sie es in ein paar Sekunden noch einmal.',
  },
  tooLong: {
    title: 'Das ist zu viel zum Suchen',
    text: 'Suchen Sie nach höchstens 200 Zeichen: Ein paar Wörter genügen.',
  },
  unavailable: {
    title: 'Der Status ist noch nicht bekannt',
    text: 'Diese Statusseite wurde gerade gestartet und erreicht ihre Datenbank nicht. Sobald das gelingt, steht der Status hier.',
  },
};
