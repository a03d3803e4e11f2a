import type { SubscribeStrings } from './subscribe-strings.ts';

/** Every word of `<status-subscribe>`, in German. */
export const words: SubscribeStrings = {
  language: 'de',
  direction: 'ltr',
  title: 'Neuigkeiten erhalten',
  followTitle: { incident: 'Diese Störung verfolgen', maintenance: 'Diese Wartung verfolgen' },
  followText: 'Sie erfahren jede Neuigkeit, bis es vorbei ist. Danach wird Ihre Adresse gelöscht.',
  followGone: 'Es ist vorbei, es gibt also nichts mehr zu verfolgen. So erfahren Sie vom nächsten Mal.',
  followMore: 'Mehr als das erfahren',
  close: 'Schließen',
  loading: 'Das Angebot dieser Seite wird gelesen',

  how: 'Wie sollen Neuigkeiten Sie erreichen?',
  ways: {
    email: 'E-Mail',
    web_push: 'Dieser Browser',
    webhook: 'Webhook',
    slack: 'Slack',
    teams: 'Teams',
    discord: 'Discord',
    google_chat: 'Google Chat',
    feed: 'Feed',
    calendar: 'Kalender',
  },
  address: {
    email: 'E-Mail-Adresse',
    webhook: 'Adresse Ihres Endpunkts',
    slack: 'Adresse Ihres Slack-Webhooks',
    teams: 'Adresse Ihres Teams-Workflows',
    discord: 'Adresse Ihres Discord-Webhooks',
    google_chat: 'Adresse Ihres Google-Chat-Webhooks',
  },
  hint: {
    email: '',
    webhook:
      'Zuerst wird eine Prüfaufgabe gesendet, die zurückzusenden ist. Dann kommt jede Neuigkeit als signiertes JSON.',
    slack: 'Slack nennt sie unter „Incoming Webhooks“ einer App.',
    teams: 'Teams nennt sie in einem Workflow, der Webhook-Anfragen postet.',
    discord: 'Discord nennt sie in den Einstellungen eines Kanals unter „Integrationen“.',
    google_chat: 'Google Chat nennt sie in einem Gruppenbereich unter „Apps und Integrationen“.',
  },

  what: 'Wovon möchten Sie erfahren?',
  everything: 'Von allem',
  some: 'Nur von dem, was ich wähle',
  wholeGroup: 'ganz, auch was später hinzukommt',
  kinds: 'Ich möchte erfahren von',
  kind: { incident: 'Störungen', maintenance: 'geplanter Wartung' },

  toldIn: (language, zone) => `Auf ${language}, Zeitzone: ${zone}.`,
  change: 'Ändern',
  languageLabel: 'Sprache',
  zoneLabel: 'Zeitzone',

  install:
    'Auf diesem Gerät braucht es dafür zuerst die Seite auf dem Home-Bildschirm: Öffnen Sie das Teilen-Menü, wählen Sie „Zum Home-Bildschirm“, und öffnen Sie die Seite von dort.',
  pushed: 'Benachrichtigungen sind in diesem Browser eingeschaltet. Was Sie unten wählen, gilt von nun an.',
  endPush: 'Benachrichtigungen ausschalten',

  subscribe: 'Abonnieren',
  follow: 'Verfolgen',
  allow: 'Benachrichtigungen erlauben',
  openWindow: 'In einem neuen Fenster weiter',
  sending: 'Einen Moment',
  promise: {
    email: 'Zuerst bekommen Sie eine E-Mail zum Bestätigen. In jeder weiteren steht ein Link zum Abbestellen.',
    web_push: 'Ihr Browser fragt Sie um Erlaubnis. Eine Adresse ist nicht nötig.',
    popup: 'Benachrichtigungen werden auf der Statusseite selbst eingerichtet. Eine Adresse ist nicht nötig.',
    address: 'Sie können jederzeit abbestellen.',
  },

  wrong: {
    email: 'Schreiben Sie Ihre E-Mail-Adresse, zum Beispiel mara@example.com.',
    address: 'Schreiben Sie die ganze Adresse. Sie beginnt mit https://.',
    what: 'Wählen Sie alles oder mindestens einen Teil.',
    kinds: 'Wählen Sie mindestens eines.',
  },
  failed: {
    away: 'Die Statusseite antwortet nicht. Was Sie geschrieben haben, bleibt hier; versuchen Sie es gleich noch einmal.',
    channel: 'Diese Seite sendet auf diesem Weg nicht mehr. Wählen Sie einen anderen.',
    refused: 'Die Statusseite hat das nicht angenommen. Sehen Sie Ihre Auswahl durch und versuchen Sie es noch einmal.',
    blocked:
      'Dieser Browser lässt Benachrichtigungen der Seite nicht zu. Erlauben Sie sie in seinen Einstellungen und versuchen Sie es noch einmal.',
    push: 'Der Browser konnte Benachrichtigungen nicht einrichten. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.',
    popup: 'Dieser Browser hat das Fenster nicht geöffnet.',
  },
  limited: (when) => `Das wurde gerade zu oft versucht. Versuchen Sie es ${when} noch einmal.`,
  retry: 'Noch einmal versuchen',
  toPage: 'Statusseite öffnen',

  away: 'Die Statusseite antwortet nicht',
  awayText: 'Was sie anbietet, ist deshalb im Moment nicht bekannt. Was Sie sonst sehen, ist davon nicht betroffen.',
  onlyFeeds: 'Diese Seite sendet keine Nachrichten. Sie können ihr aber per Feed oder Kalender folgen.',
  nothingOffered: 'Hier gibt es nichts zu abonnieren',
  nothingOfferedText: 'Die Seite dieses Dienstes liegt anderswo. Vielleicht bietet sie selbst Neuigkeiten an.',

  done: {
    email: 'Sehen Sie in Ihr Postfach',
    web_push: 'Dieser Browser sagt Ihnen Bescheid',
    popup: 'Weiter im neuen Fenster',
    address: 'Ihre Anfrage ist angekommen',
  },
  doneText: {
    email: (address) => `Eine E-Mail an ${address} ist unterwegs. Öffnen Sie den Link darin, dann ist alles fertig.`,
    web_push: 'Die nächste Neuigkeit erscheint als Benachrichtigung, auch wenn die Seite geschlossen ist.',
    popup: 'Dort ist die Statusseite geöffnet. Erlauben Sie darin Benachrichtigungen, dann ist alles fertig.',
    address: 'Die nächste Neuigkeit wird dorthin gesendet.',
  },
  notArrived: 'Nach einigen Minuten nichts da? Sehen Sie im Spam-Ordner nach oder prüfen Sie die Adresse.',
  another: 'Adresse ändern',
  finish: 'Fertig',

  feedText: 'Tragen Sie eine davon in Ihren Feedreader ein. Niemand muss Ihre Adresse kennen.',
  calendarText: 'Geplante Wartung in Ihrem eigenen Kalender. Sie wandert mit dem Plan.',
  wholePage: 'Alles',
  openCalendar: 'Im Kalender abonnieren',
  downloadCalendar: 'Adresse des Kalenders',
};
