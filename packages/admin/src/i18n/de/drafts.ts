import type { draftsEn } from '../drafts-en.ts';

/** What is being written and not published, in German. */
export const draftsDe: typeof draftsEn = {
  drafts: {
    title: 'Entwürfe',
    text: 'Nur Admins sehen sie.',
    kinds: { incident: 'Neue Störung', maintenance: 'Wartung', update: 'Meldung' },
    untitled: 'Ohne Titel',
    updateOf: (name) => `Meldung zu „${name}“`,
    by: (email, when) => `${email}, ${when}`,
    byNobody: (when) => `Zuletzt geschrieben ${when}`,
    goOn: 'Weiterschreiben',
    goOnOf: (name) => `An ${name} weiterschreiben`,
    discard: 'Verwerfen',
    discardOf: (name) => `${name} verwerfen`,
    discardTitle: 'Diesen Entwurf verwerfen?',
    discardText: (name) => `„${name}“ ist dann für alle Admins weg.`,
    discardAction: 'Entwurf verwerfen',
    discarded: 'Der Entwurf ist verworfen.',
    saving: 'Der Entwurf wird gespeichert…',
    saved: (time) => `Als Entwurf gespeichert ${time}`,
    kept: 'Der Server antwortet nicht. Ihre Eingaben bleiben in diesem Browser und werden gespeichert, sobald er antwortet.',
    restored: (who, when) => `Begonnen von ${who}, zuletzt geschrieben ${when}.`,
    you: 'Ihnen',
    loading: 'Der Entwurf wird geladen.',
    gone: 'Dieser Entwurf wurde inzwischen veröffentlicht oder verworfen, vielleicht von jemand anderem. Sehen Sie nach, bevor Sie ihn noch einmal veröffentlichen.',
    keepAsNew: 'Als neuen Entwurf behalten',
    toIncidents: 'Störungen ansehen',
  },
};
