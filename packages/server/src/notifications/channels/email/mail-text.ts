import type { BlockNode, Indicator } from '@allswell/protocol';
import type { Tongue } from './words.ts';

/** A link whose address is of one person alone; it is filled in when everything else is ready. */
export type Slot = 'manage' | 'unsubscribe';

/** What an email says, before it becomes HTML and plain text. All texts are clean. */
export interface MailText {
  tongue: Tongue;
  subject: string;
  /** What programs show beside the subject. */
  preheader: string;
  page: { name: string; url: string };
  tone: Indicator;
  /** Where it stands, in words: said first and largest. */
  headline: string;
  /** What it is about. */
  title?: string;
  facts: { label: string; value: string }[];
  paragraphs: string[];
  message: { nodes: BlockNode[]; posted: string } | null;
  affected: { heading: string; items: { name: string; status: string }[] } | null;
  earlier: { heading: string; items: { head: string; text: string }[] } | null;
  /** The first one is what most people want. */
  links: { label: string; href: string }[];
  notes: string[];
}

/** Stands for a link that is filled in later. No text can hold it: control characters are taken out of all. */
export function slot(name: Slot): string {
  return `\u0001${name}\u0001`;
}

/** A finished text in pieces: `texts[0] slots[0] texts[1] slots[1] … texts[n]`. */
export interface Pieces {
  texts: string[];
  slots: Slot[];
}

export function splitAtSlots(text: string): Pieces {
  const parts = text.split('\u0001');
  return {
    texts: parts.filter((_, index) => index % 2 === 0),
    slots: parts.filter((_, index) => index % 2 === 1) as Slot[],
  };
}
