import type { MailWords } from './shape.ts';

export const de: MailWords = {
  direction: 'ltr',
  incident: {
    investigating: 'Wir untersuchen ein Problem',
    identified: 'Wir kennen die Ursache und arbeiten daran',
    monitoring: 'Es sollte wieder funktionieren; wir beobachten es weiter',
    resolved: 'Die Störung ist behoben',
    postmortem: 'Was geschehen ist und was wir daraus lernen',
  },
  maintenance: {
    scheduled: 'Eine Wartung ist geplant',
    in_progress: 'Die Wartung hat begonnen',
    verifying: 'Die Arbeiten sind getan; wir prüfen sie',
    completed: 'Die Wartung ist abgeschlossen',
    reminder: 'Die Wartung beginnt bald',
    rescheduled: 'Die Wartung hat einen neuen Termin',
    cancelled: 'Die Wartung ist abgesagt',
  },
  news: 'Es gibt Neues',
  component: {
    operational: 'In Betrieb',
    degraded_performance: 'Beeinträchtigt',
    partial_outage: 'Teilausfall',
    major_outage: 'Ausfall',
    under_maintenance: 'In Wartung',
  },
  labelled: (label, text) => `${label}: ${text}`,
  began: 'Beginn',
  ended: 'Ende',
  when: 'Wann',
  before: 'Bisheriger Termin',
  range: (from, until) => `${from} bis ${until}`,
  posted: 'Gemeldet',
  affected: 'Was betroffen ist',
  earlier: 'Früher',
  times: (zone) => `Zeitzone: ${zone}.`,
  links: {
    incident: 'Auf der Statusseite ansehen',
    maintenance: 'Auf der Statusseite ansehen',
    manage: 'Auswählen, wovon Sie erfahren',
    unsubscribe: 'Abmelden',
  },
  why: (page) => `Sie haben Neuigkeiten von ${page} an diese Adresse bestellt.`,
  whyIncident: (page) => `Sie verfolgen diese Störung bei ${page}, bis sie vorbei ist.`,
  whyMaintenance: (page) => `Sie verfolgen diese Wartung bei ${page}, bis sie vorbei ist.`,
  calendar: 'Die Datei im Anhang trägt sie in Ihren Kalender ein.',
  calendarOff: 'Die Datei im Anhang vermerkt die Absage in Ihrem Kalender.',
  letters: {
    confirm: {
      subject: (page) => `Bestätigen Sie, dass Sie Neuigkeiten von ${page} möchten`,
      headline: (page) => `Möchten Sie Neuigkeiten von ${page}?`,
      text: (page) =>
        `Jemand, wahrscheinlich Sie, hat darum gebeten, Meldungen über Störungen und Wartungen bei ${page} an diese Adresse zu senden. Bevor Sie zustimmen, wird nichts gesendet.`,
      link: 'Ja, ich möchte Neuigkeiten',
      note: 'Waren Sie es nicht, beachten Sie diese Nachricht nicht weiter: Dann ist niemand angemeldet, und die Adresse ist in wenigen Tagen vergessen.',
    },
    already: {
      subject: (page) => `Sie bekommen schon Neuigkeiten von ${page}`,
      headline: (page) => `Sie bekommen schon Neuigkeiten von ${page}`,
      text: () =>
        'Jemand, wahrscheinlich Sie, hat für diese Adresse noch einmal Neuigkeiten bestellt. Dadurch hat sich nichts geändert.',
      link: 'Auswählen, wovon Sie erfahren, oder abmelden',
      note: 'Waren Sie es nicht, beachten Sie diese Nachricht nicht weiter.',
    },
    invite: {
      subject: (page) => `Sie sind eingeladen, ${page} zu betreuen`,
      headline: (page) => `Sie sind eingeladen, ${page} zu betreuen`,
      text: (page) =>
        `In der Verwaltung von ${page} sagen Sie den Menschen, was gestört ist, was geplant ist und wann es vorbei ist. Wählen Sie zuerst ein Passwort.`,
      link: 'Einladung annehmen',
      note: 'Der Link gilt drei Tage und nur einmal. Kennen Sie die Seite nicht, beachten Sie diese Nachricht nicht weiter.',
    },
    reset: {
      subject: (page) => `Neues Passwort für ${page} wählen`,
      headline: () => 'Wählen Sie ein neues Passwort',
      text: (page) =>
        `Jemand, wahrscheinlich Sie, kann sich bei ${page} nicht anmelden und hat um ein neues Passwort gebeten.`,
      link: 'Neues Passwort wählen',
      note: 'Der Link gilt eine Stunde und nur einmal. Waren Sie es nicht, beachten Sie diese Nachricht nicht weiter: Ihr Passwort bleibt, wie es ist.',
    },
    test: {
      subject: (page) => `Die E-Mail von ${page} funktioniert`,
      headline: () => 'E-Mail funktioniert',
      text: (page) =>
        `Das ist die Testnachricht, um die in der Verwaltung von ${page} gebeten wurde. Auf demselben Weg bekommen Abonnenten ihre Neuigkeiten.`,
      link: 'Zur Statusseite',
      note: 'Liegt sie im Spam-Ordner, fehlen der Domain des Absenders wahrscheinlich SPF, DKIM oder DMARC.',
    },
  },
};
