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
    forgotten: 'Passwort vergessen?',
  },
  forgot: {
    title: 'Passwort vergessen?',
    text: 'Nennen Sie Ihre Adresse, dann kommt ein Link für ein neues Passwort per E-Mail.',
    submit: 'Link senden',
    submitting: 'Wird gesendet…',
    sentTitle: 'Sehen Sie in Ihre Mail',
    sent: (email) => `Wenn ${email} hier ein Admin ist, ist ein Link unterwegs. Er gilt eine Stunde lang, für einmal.`,
    noLetter:
      'Nach einigen Minuten kein Brief? Sehen Sie im Spam nach. Sendet der Server keine E-Mail, setzt „allswell admin reset-password“ auf dem Server ein neues Passwort, oder ein anderer Admin lädt Sie erneut ein.',
    again: 'Andere Adresse verwenden',
    toSignIn: 'Zurück zur Anmeldung',
  },
  reset: {
    title: 'Neues Passwort wählen',
    text: 'Damit sind Sie sofort angemeldet. Überall sonst werden Sie abgemeldet.',
    submit: 'Passwort setzen',
    submitting: 'Wird gesetzt…',
    done: 'Ihr neues Passwort gilt. Sie sind angemeldet.',
    badLink: 'Dieser Link wurde benutzt, ist abgelaufen oder unvollständig. Fordern Sie einen neuen an.',
    newLink: 'Neuen Link anfordern',
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
