import type { Indicator } from '@allswell/protocol';
import { escapeHtml } from '../../../text/escape.ts';
import { html } from '../../../text/html.ts';
import type { MailText } from './mail-text.ts';

/** Light colours stand in each element, for programs that take style sheets away; dark ones can only be in one. */
const paper = ['#fbfaf7', '#111419'] as const;
const ink = ['#1e2229', '#edebe7'] as const;
const soft = ['#575b64', '#a5a8ae'] as const;
const line = ['#e0deda', '#303339'] as const;

/** Ground and text of the state's colour, light and dark. */
const tones: Record<Indicator, { ground: readonly [string, string]; text: readonly [string, string] }> = {
  none: { ground: ['#e9f8ef', '#192e23'], text: ['#177c52', '#61d19a'] },
  maintenance: { ground: ['#f0f3ff', '#252942'], text: ['#5460b3', '#a4b3f8'] },
  minor: { ground: ['#fff4db', '#382c15'], text: ['#906106', '#eec05b'] },
  major: { ground: ['#ffeee2', '#422518'], text: ['#b44900', '#fb985d'] },
  critical: { ground: ['#ffeceb', '#451e1d'], text: ['#c2272d', '#fb817f'] },
};

const font = "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Helvetica Neue',Arial,'Noto Sans',sans-serif";
const breaks = 'overflow-wrap:anywhere;word-break:break-word';

/**
 * The email as HTML: one column of text on quiet paper. No images, nothing from outside, no script, no tracking; it reads
 * well where style sheets are taken away.
 */
export function toHtml(mail: MailText): string {
  const { words, lang } = mail.tongue;
  const tone = tones[mail.tone];
  const blocks = [
    `<p class="soft" style="margin:0 0 16px;font-size:14px;line-height:20px;color:${soft[0]}"><a class="soft" href="${escapeHtml(mail.page.url)}" style="color:${soft[0]};text-decoration:none"><strong dir="auto" style="font-weight:600">${escapeHtml(mail.page.name)}</strong></a></p>`,
    head(mail, tone),
    facts(mail),
    ...mail.paragraphs.map((text) => paragraph(text)),
    message(mail),
    affected(mail),
    earlier(mail),
    links(mail),
    notes(mail),
  ];
  return [
    '<!doctype html>',
    `<html lang="${lang}" dir="${words.direction}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    '<meta name="format-detection" content="telephone=no,date=no,address=no,email=no">',
    `<title>${escapeHtml(mail.subject)}</title>`,
    `<style>${styles(tone)}</style>`,
    '</head>',
    `<body class="paper ink" style="margin:0;padding:0;background-color:${paper[0]};color:${ink[0]};-webkit-text-size-adjust:100%">`,
    `<div style="display:none;max-height:0;overflow:hidden;opacity:0">${escapeHtml(mail.preheader)}${'&#8199;&#65279;&#847; '.repeat(20)}</div>`,
    `<table class="paper" role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" bgcolor="${paper[0]}" style="background-color:${paper[0]}"><tr><td align="center" style="padding:24px 16px 40px">`,
    '<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->',
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;table-layout:fixed"><tr><td class="ink" align="${words.direction === 'rtl' ? 'right' : 'left'}" style="font-family:${font};font-size:16px;line-height:24px;color:${ink[0]};${breaks}">`,
    ...blocks.filter((block) => block !== ''),
    '</td></tr></table>',
    '<!--[if mso]></td></tr></table><![endif]-->',
    '</td></tr></table>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function styles(tone: (typeof tones)[Indicator]): string {
  return (
    ':root{color-scheme:light dark;supported-color-schemes:light dark}' +
    'a:hover{text-decoration:underline!important}' +
    '@media(prefers-color-scheme:dark){' +
    `.paper{background-color:${paper[1]}!important}.ink{color:${ink[1]}!important}.soft{color:${soft[1]}!important}` +
    `.line{border-color:${line[1]}!important}.tone{background-color:${tone.ground[1]}!important}.said{color:${tone.text[1]}!important}}`
  );
}

function head({ headline, title }: MailText, { ground, text }: (typeof tones)[Indicator]): string {
  const about =
    title === undefined
      ? ''
      : `<p class="ink" style="margin:6px 0 0;font-size:17px;line-height:24px;font-weight:600;color:${ink[0]}"><span dir="auto">${escapeHtml(title)}</span></p>`;
  return (
    `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed"><tr><td class="tone" bgcolor="${ground[0]}" style="padding:18px 20px;border-radius:12px;background-color:${ground[0]};${breaks}">` +
    `<h1 class="said" style="margin:0;font-size:22px;line-height:28px;font-weight:650;color:${text[0]}">${escapeHtml(headline)}</h1>${about}</td></tr></table>`
  );
}

function facts({ facts: list }: MailText): string {
  return list
    .map(
      ({ label, value }, index) =>
        `<p style="margin:${index === 0 ? 20 : 8}px 0 0"><span class="soft" style="font-size:14px;line-height:20px;color:${soft[0]}">${escapeHtml(label)}</span><br><span style="font-variant-numeric:tabular-nums">${escapeHtml(value)}</span></p>`,
    )
    .join('\n');
}

function paragraph(text: string): string {
  return `<p style="margin:20px 0 0">${escapeHtml(text)}</p>`;
}

function message({ message: said }: MailText): string {
  if (!said) return '';
  return (
    `<div class="line" style="margin:20px 0 0;padding:20px 0 0;border-top:1px solid ${line[0]}"><div dir="auto">${dressed(html(said.nodes))}</div>` +
    `<p class="soft" style="margin:12px 0 0;font-size:14px;line-height:20px;color:${soft[0]}">${escapeHtml(said.posted)}</p></div>`
  );
}

/** Gives the elements of incident text their styles. All text in it is escaped, so every tag found is one of ours. */
function dressed(markup: string): string {
  return markup
    .replaceAll('<p>', '<p dir="auto" style="margin:0 0 12px;text-align:start">')
    .replaceAll(/<(ul|ol)>/g, '<$1 style="margin:0 0 12px;padding:0 24px">')
    .replaceAll('<li>', '<li dir="auto" style="margin:0 0 4px;text-align:start">')
    .replaceAll('<pre>', `<pre dir="ltr" style="margin:0 0 12px;text-align:start;white-space:pre-wrap;${breaks}">`)
    .replaceAll('<code>', `<code style="font-family:ui-monospace,Consolas,Menlo,monospace;font-size:14px;${breaks}">`)
    .replaceAll('<a href=', `<a class="ink" style="color:${ink[0]};text-decoration:underline" href=`);
}

function affected({ affected: section }: MailText): string {
  if (!section) return '';
  const rows = section.items.map(
    ({ name, status }) =>
      `<p style="margin:0 0 4px"><span dir="auto">${escapeHtml(name)}</span> <span class="soft" style="color:${soft[0]}">· ${escapeHtml(status)}</span></p>`,
  );
  return `${heading(section.heading)}\n${rows.join('\n')}`;
}

function earlier({ earlier: section }: MailText): string {
  if (!section) return '';
  const rows = section.items.map(
    ({ head: when, text }) =>
      `<p class="soft" style="margin:0;font-size:15px;line-height:22px;color:${soft[0]}">${escapeHtml(when)}</p><p dir="auto" style="margin:0 0 12px;font-size:15px;line-height:22px;text-align:start">${escapeHtml(text)}</p>`,
  );
  return `${heading(section.heading)}\n${rows.join('\n')}`;
}

function heading(text: string): string {
  return `<h2 style="margin:24px 0 8px;font-size:15px;line-height:22px;font-weight:600">${escapeHtml(text)}</h2>`;
}

function links({ links: list }: MailText): string {
  const [main, ...rest] = list.map(
    ({ label, href }, index) =>
      `<a class="${index === 0 ? 'ink' : 'soft'}" href="${escapeHtml(href)}" style="color:${index === 0 ? ink[0] : soft[0]};text-decoration:underline${index === 0 ? ';font-weight:600' : ''}">${escapeHtml(label)}</a>`,
  );
  const others = rest.map((link) => `<p style="margin:8px 0 0;font-size:14px;line-height:20px">${link}</p>`);
  return `<div class="line" style="margin:24px 0 0;padding:20px 0 0;border-top:1px solid ${line[0]}"><p style="margin:0">${main ?? ''}</p>${others.join('')}</div>`;
}

function notes({ notes: list }: MailText): string {
  return `<p class="soft" style="margin:20px 0 0;font-size:13px;line-height:19px;color:${soft[0]}">${list.map(escapeHtml).join('<br>')}</p>`;
}
