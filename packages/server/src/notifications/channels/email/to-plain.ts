import { clean } from '../../../text/clean.ts';
import { plain } from '../../../text/plain.ts';
import type { MailText } from './mail-text.ts';

/** The email as plain text, in the same order as its HTML. */
export function toPlain(mail: MailText): string {
  const { words } = mail.tongue;
  // What it is of stands in the lines below.
  const headed = (label: string) => words.labelled(label, '').trimEnd();
  const parts = [
    [mail.headline, ...(mail.title === undefined ? [] : [mail.title])],
    mail.facts.map(({ label, value }) => words.labelled(label, value)),
    ...mail.paragraphs.map((paragraph) => [paragraph]),
    mail.message ? [clean(plain(mail.message.nodes)), '', mail.message.posted] : [],
    mail.affected
      ? [
          headed(mail.affected.heading),
          ...mail.affected.items.map((item) => `- ${words.labelled(item.name, item.status)}`),
        ]
      : [],
    mail.earlier
      ? [headed(mail.earlier.heading), ...mail.earlier.items.flatMap(({ head, text }) => ['', head, text])]
      : [],
    mail.links.flatMap(({ label, href }, index) => [...(index > 0 ? [''] : []), headed(label), href]),
    // What follows this line is the signature (RFC 3676, 4.3), which programs show less of.
    ['-- ', mail.page.name, mail.page.url, '', ...mail.notes],
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
}
