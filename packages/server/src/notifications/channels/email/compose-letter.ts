import { cleanLine } from '../../../text/clean.ts';
import type { Letter } from '../../channel.ts';
import type { MailText } from './mail-text.ts';
import type { Tongue } from './words.ts';

/** Writes a letter to one person. It says nothing of any incident: whoever asked may not be who reads it. */
export function composeLetter(
  kind: Letter['kind'],
  { tongue, page, url, link }: { tongue: Tongue; page: string; url: string; link: string },
): MailText {
  const name = cleanLine(page);
  const words = tongue.words.letters[kind];
  return {
    tongue,
    subject: words.subject(name),
    preheader: words.text(name),
    page: { name, url },
    tone: kind === 'test' ? 'none' : 'maintenance',
    headline: words.headline(name),
    facts: [],
    paragraphs: [words.text(name)],
    message: null,
    affected: null,
    earlier: null,
    links: [{ label: words.link, href: link }],
    notes: [words.note],
  };
}
