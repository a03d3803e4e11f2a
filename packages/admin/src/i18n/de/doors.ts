import type { doorsEn } from '../doors-en.ts';

/** The ways in, in German. */
export const doorsDe: typeof doorsEn = {
  signIn: {
    title: 'Anmelden',
    againTitle: 'Erneut anmelden',
    againText: 'Ihre Sitzung ist beendet, hier oder an einem anderen Ort. Ihre Eingaben bleiben erhalten.',
    email: 'E-Mail-Adresse',
    password: 'Passwort',
    submit: 'Anmelden',
    submitting: 'Anmeldung läuft…',
    done: 'Angemeldet.',
    needsSetUp:
      'Diese Seite hat noch keinen Admin. Öffnen Sie den Einrichtungslink, den der Server beim Start ausgegeben hat, oder fordern Sie mit „allswell setup-link“ einen neuen an.',
    forgotten:
      'Passwort vergessen? Ein anderer Admin kann Sie neu einladen, oder Sie führen auf dem Server „allswell admin reset-password“ aus.',
  },
  setUp: {
    title: 'Ihre Statusseite einrichten',
    text: 'Sie werden der erste Admin. Danach benennen Sie, was die Seite im Blick hat, und setzen eine Zeile in Ihre App.',
    pageName: 'Wie heißt die Seite?',
    pageNameHint: 'Der Name, den Ihre Kunden kennen, etwa Fernhill.',
    email: 'Ihre E-Mail-Adresse',
    password: 'Passwort wählen',
    passwordHint: 'Mindestens 12 Zeichen. Ein paar Wörter merkt man sich leichter als Sonderzeichen.',
    showPassword: 'Passwort anzeigen',
    zone: 'Zeitzone der Seite',
    submit: 'Einrichten',
    submitting: 'Wird eingerichtet…',
    done: 'Ihre Seite ist eingerichtet.',
    already: 'Diese Seite ist bereits eingerichtet. Melden Sie sich stattdessen an.',
    toSignIn: 'Zur Anmeldung',
    badLink:
      'Dieser Link gilt nicht mehr. Der Server gibt bei jedem Start einen neuen aus, ebenso mit „allswell setup-link“.',
  },
  invite: {
    title: 'Als Admin beitreten',
    text: 'Wählen Sie ein Passwort, um die Einladung anzunehmen.',
    name: 'Ihr Name',
    nameHint: 'Andere Admins sehen ihn. Er darf leer bleiben.',
    submit: 'Beitreten',
    submitting: 'Beitritt läuft…',
    done: 'Willkommen.',
    badLink: 'Diese Einladung wurde schon verwendet oder ist abgelaufen. Bitten Sie um eine neue.',
  },
};
