/** What the details of a banner offer beside the link to the page. */
export interface FollowWords {
  /** Asks to be told of this one incident or maintenance. */
  follow: string;
  /** Puts the planned maintenance into the reader's own calendar. */
  calendar: string;
}

/** By the first part of the language. They come with the details, so that a bar that nobody opens does not carry them. */
export const followWords: Record<'en' | 'de' | 'fr' | 'es' | 'ar', FollowWords> = {
  en: { follow: 'Follow this', calendar: 'Add to calendar' },
  de: { follow: 'Verfolgen', calendar: 'In den Kalender' },
  fr: { follow: 'Suivre', calendar: 'Ajouter au calendrier' },
  es: { follow: 'Seguir esto', calendar: 'Añadir al calendario' },
  ar: { follow: 'متابعة', calendar: 'إضافة إلى التقويم' },
};
