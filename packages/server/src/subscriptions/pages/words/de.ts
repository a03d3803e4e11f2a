import type { Words } from './shape.ts';

export const de: Words = {
  confirm: {
    title: 'Abonnement bestätigen',
    lead: (address, page) => `Neuigkeiten von ${page} gehen an ${address}. Davon erfahren Sie:`,
    button: 'Bestätigen',
    notYou:
      'Waren Sie das nicht? Dann schließen Sie diese Seite: Es wird nichts gesendet, und die Adresse ist in zwei Tagen vergessen.',
  },
  confirmed: {
    title: 'Ihr Abonnement steht',
    lead: (address) => `Die nächste Nachricht geht an ${address}. Davon erfahren Sie:`,
    leave: 'In jeder Nachricht steht ein Link, mit dem Sie sich sofort abmelden können.',
    change: 'Ändern, wovon Sie erfahren',
  },
  about: {
    what: 'Über',
    everything: (page) => `Alles bei ${page}`,
    wholeGroup: (group) => `${group}, alles davon`,
    nothingLeft: 'Was Sie gewählt hatten, steht nicht mehr auf der Seite.',
    untilOver: (incident) => `Nur „${incident}“, bis es vorbei ist`,
    kinds: 'Art der Nachrichten',
    kind: { incident: 'Störungen', maintenance: 'Geplante Wartung' },
    language: 'Sprache',
    timeZone: 'Zeitzone',
  },
  manage: {
    title: 'Wovon Sie erfahren',
    lead: (address) => `Nachrichten gehen an ${address}.`,
    what: 'Wovon möchten Sie erfahren?',
    everything: 'Von allem',
    some: 'Nur von dem, was ich auswähle',
    wholeGroup: 'alles davon, auch was später hinzukommt',
    kinds: 'Art der Nachrichten',
    save: 'Speichern',
    saved: 'Gespeichert. Es gilt ab der nächsten Nachricht.',
    wrong: {
      what: 'Wählen Sie alles, oder mindestens einen Teil.',
      kinds: 'Wählen Sie mindestens eines aus.',
      language: 'Wählen Sie eine Sprache aus der Liste.',
      timeZone: 'Wählen Sie eine Zeitzone aus der Liste.',
      gone: 'Etwas, das Sie gewählt hatten, steht nicht mehr auf der Seite. Sehen Sie Ihre Auswahl durch und speichern Sie noch einmal.',
    },
    leaveTitle: 'Keine Nachrichten mehr?',
    leaveText: 'Ihre Adresse wird sofort gelöscht. Sie können jederzeit wiederkommen.',
  },
  unsubscribe: {
    title: 'Abmelden?',
    lead: (address, page) => `Neuigkeiten von ${page} gehen dann nicht mehr an ${address}. Darum ging es:`,
    button: 'Abmelden',
  },
  unsubscribed: {
    title: 'Sie sind abgemeldet',
    text: 'Sie bekommen nichts mehr, und Ihre Adresse ist gelöscht. Sie können jederzeit wiederkommen.',
  },
  spent: {
    title: 'Dieser Link gilt nicht mehr',
    text: 'Er wurde schon benutzt oder ist abgelaufen. Wenn Sie gerade bestätigt haben, ist alles in Ordnung: Ihr Abonnement steht. Sonst abonnieren Sie auf der Statusseite noch einmal; dann bekommen Sie einen neuen Link.',
  },
  invalid: {
    title: 'Dieser Link ist nicht vollständig',
    text: 'Ein Teil davon ist unterwegs verloren gegangen. Öffnen Sie ihn aus der E-Mail, oder kopieren Sie ihn ganz.',
  },
  unavailable: {
    title: 'Das geht gerade nicht',
    text: 'Die Datenbank antwortet im Augenblick nicht, und es wurde nichts geändert. Versuchen Sie es in ein paar Sekunden noch einmal.',
  },
};
