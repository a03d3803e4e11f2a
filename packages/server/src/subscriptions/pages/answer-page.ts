import { DomainError, type ProblemCode, problems } from '@allswell/protocol';
import type { Context } from 'hono';
import type { Sql } from '../../db/connect.ts';
import { problemResponse } from '../../http/problem.ts';
import { readBytes } from '../../http/read-body.ts';
import { chooseLanguage, languagesOf } from '../../page/html/languages.ts';
import { baseOf, hasWords } from '../../page/html/words.ts';
import { changeSubscription } from '../change-subscription.ts';
import { confirmSubscription } from '../confirm-subscription.ts';
import type { LinkPurpose } from '../links.ts';
import { type Offer, readOffer } from '../offer.ts';
import type { Secrets } from '../open-secrets.ts';
import { BrokenLink, requireLink } from '../require-link.ts';
import type { SubscriptionRow } from '../store.ts';
import { toSubscription } from '../to-subscription.ts';
import { unsubscribe } from '../unsubscribe.ts';
import { composePage } from './compose.ts';
import { managePage } from './manage-page.ts';
import type { Markup } from './markup.ts';
import { confirmedPage, confirmPage, messagePage, unsubscribePage } from './plain-pages.ts';
import { readManageForm } from './read-manage-form.ts';
import { wordsFor } from './words.ts';
import type { Words } from './words/shape.ts';

/** What the pages need. */
export interface PageServices {
  sql: Sql;
  publicUrl: string;
  secrets: Secrets;
}

/** A page behind a link, before it has its words. */
interface View {
  status: number;
  title(words: Words): string;
  body(words: Words, offer: Offer, addressOf: (purpose: LinkPurpose, row: SubscriptionRow) => string): Markup;
  row?: SubscriptionRow | undefined;
  /** The same as data, for who asks for JSON. */
  json?: unknown;
}

const purposes: readonly string[] = ['confirm', 'manage', 'unsubscribe'] satisfies LinkPurpose[];
const formLimit = 64 * 1024;

/**
 * The pages behind the links in letters. GET shows, and changes nothing however often it is asked: scanners open every
 * link of a mail. POST acts. Undefined where there is no such page.
 */
export async function answerSubscriberPage(c: Context, services: PageServices): Promise<Response | undefined> {
  const [, purpose = '', token = ''] = /^\/subscriptions\/([a-z]+)\/([^/]{1,200})$/.exec(c.req.path) ?? [];
  if (!isPurpose(purpose)) return undefined;
  const { method } = c.req;
  if (!['GET', 'HEAD', 'POST'].includes(method)) {
    const error = new DomainError('method-not-allowed', 'Use GET, which shows the page, or POST, which acts.');
    return problemResponse(error, services.publicUrl, { allow: 'GET, HEAD, POST' });
  }
  const wantsJson = method === 'POST' && prefersJson(c.req.header('accept') ?? '');
  const spoken = { lang: c.req.query('lang'), browser: c.req.header('accept-language') };
  try {
    const form = method === 'POST' ? await readForm(c.req.raw) : undefined;
    const asked = { purpose, token, form, ...spoken };
    if (purpose === 'unsubscribe' && form?.get('List-Unsubscribe') === 'One-Click') {
      await leave(asked, services);
      return plain('Unsubscribed.');
    }
    const view = form ? await act({ ...asked, form }, services) : await show(asked, services);
    if (wantsJson && view.status === 200) return json(view.json ?? { status: 'done' });
    return await draw(view, asked, services);
  } catch (error) {
    if (wantsJson || !(error instanceof DomainError)) throw error;
    return drawProblem(error, spoken, services);
  }
}

/** Which languages somebody speaks. */
interface Spoken {
  /** What stands in the address. */
  lang: string | undefined;
  /** What the browser says; it counts where there is no subscription that knows better. */
  browser: string | undefined;
}

interface Asked extends Spoken {
  purpose: LinkPurpose;
  token: string;
}

async function show({ purpose, token }: Asked, { sql, secrets }: PageServices): Promise<View> {
  const row = await requireLink(sql, { links: await secrets.links(sql), token, for: [purpose] });
  if (purpose === 'manage') return manageView({ row, isChosen: isChosen(row), isSaved: false });
  const page = purpose === 'confirm' ? confirmPage : unsubscribePage;
  return { status: 200, row, title: (words) => words[purpose].title, body: (words, offer) => page(row, offer, words) };
}

async function act(asked: Asked & { form: FormData }, services: PageServices): Promise<View> {
  const { sql, secrets } = services;
  if (asked.purpose === 'unsubscribe') {
    const row = await leave(asked, services);
    return {
      status: 200,
      row,
      json: { status: 'unsubscribed' },
      title: (words) => words.unsubscribed.title,
      body: (words) => messagePage(words.unsubscribed),
    };
  }
  const [links, budget] = [await secrets.links(sql), await secrets.budget(sql)];
  if (asked.purpose === 'manage') return save(asked, services);
  const row = await confirmSubscription(sql, asked.token, { links, budget });
  return {
    status: 200,
    row,
    json: toSubscription(row),
    title: (words) => words.confirmed.title,
    body: (words, offer, addressOf) => confirmedPage(row, offer, words, addressOf('manage', row)),
  };
}

/**
 * Leaves, or has left before: the same for links that never were, so that none tells whether it was one. Who has only a
 * part of a link has not left, and hears so.
 */
async function leave({ token }: Asked, { sql, secrets }: PageServices): Promise<SubscriptionRow | undefined> {
  const links = await secrets.links(sql);
  try {
    const row = await requireLink(sql, { links, token, for: ['unsubscribe'] });
    await unsubscribe(sql, token, links);
    return row;
  } catch (error) {
    if (error instanceof BrokenLink || !(error instanceof DomainError) || error.code !== 'token-spent') throw error;
    return undefined;
  }
}

async function save({ token, form, lang }: Asked & { form: FormData }, { sql, secrets }: PageServices): Promise<View> {
  const [links, budget] = [await secrets.links(sql), await secrets.budget(sql)];
  const before = await requireLink(sql, { links, token, for: ['manage'] });
  const words = wordsFor(lang !== undefined && hasWords(lang) ? lang : before.locale);
  const read = readManageForm(form, before.incident_id !== null, words);
  const { components = [], groups = [], ...rest } = read.change;
  const sent = { ...before, ...rest, component_ids: components, group_ids: groups } as SubscriptionRow;
  const refuse = (mistakes: typeof read.mistakes) =>
    manageView({
      row: { ...sent, locale: before.locale, time_zone: before.time_zone },
      ...read,
      mistakes,
      isSaved: false,
    });
  if (read.mistakes) return refuse(read.mistakes);
  try {
    const row = await changeSubscription(sql, { token, change: read.change }, { links, budget });
    return { ...manageView({ row, isChosen: isChosen(row), isSaved: true }), json: toSubscription(row) };
  } catch (error) {
    // A component may have left the page while its reader was choosing.
    if (error instanceof DomainError && error.code === 'invalid-request')
      return refuse({ gone: words.manage.wrong.gone });
    throw error;
  }
}

function manageView(state: Parameters<typeof managePage>[0]): View {
  return {
    status: state.mistakes ? 422 : 200,
    row: state.row,
    title: (words) => words.manage.title,
    body: (words, offer, addressOf) => managePage(state, offer, words, addressOf('unsubscribe', state.row)),
  };
}

const isChosen = ({ component_ids, group_ids }: SubscriptionRow) => component_ids.length + group_ids.length > 0;

async function draw(view: View, { lang: asked, browser }: Spoken, services: PageServices): Promise<Response> {
  const { sql, publicUrl, secrets } = services;
  const [offer, links] = [await readOffer(sql, view.row?.incident_id ?? null), await secrets.links(sql)];
  const languages = languagesOf(offer.page);
  const own = firstWithWords(view.row ? [view.row.locale] : tagsOf(browser));
  const lang = asked === undefined ? (own ?? languages.main) : chooseLanguage(asked, languages);
  const words = wordsFor(lang);
  const suffix = asked === undefined ? '' : `?lang=${lang}`;
  const addressOf = (purpose: LinkPurpose, row: SubscriptionRow) =>
    `/subscriptions/${purpose}/${links.tokenFor(purpose, row)}${suffix}`;
  return composePage(view.title(words), view.body(words, offer, addressOf), view.status, {
    looks: offer.page,
    lang,
    mainLang: languages.main,
    isSecure: publicUrl.startsWith('https:'),
  });
}

const said: Partial<Record<ProblemCode, 'spent' | 'unavailable'>> = {
  'token-spent': 'spent',
  'database-unavailable': 'unavailable',
};

async function drawProblem(error: DomainError, spoken: Spoken, services: PageServices): Promise<Response> {
  const message = error instanceof BrokenLink ? 'invalid' : said[error.code];
  if (!message) throw error;
  const { status } = problems[error.code];
  const view: View = {
    status,
    title: (words) => words[message].title,
    body: (words) => messagePage(words[message]),
  };
  if (message !== 'unavailable') return draw(view, spoken, services);
  const lang = firstWithWords([spoken.lang ?? '', ...tagsOf(spoken.browser)]) ?? 'en';
  const words = wordsFor(lang);
  const response = composePage(words.unavailable.title, messagePage(words.unavailable), status, {
    looks: { name: 'Status', logo: null, favicon: null, accent_color: null, theme: 'auto' },
    lang,
    mainLang: 'en',
    isSecure: services.publicUrl.startsWith('https:'),
  });
  response.headers.set('retry-after', '5');
  return response;
}

/** The languages of Accept-Language, the one that is liked best first, as browsers write it. */
function tagsOf(header = ''): string[] {
  return header.split(',').map((part) => part.split(';', 1)[0]?.trim() ?? '');
}

function firstWithWords(tags: readonly string[]): string | undefined {
  const tag = tags.find(hasWords);
  return tag === undefined ? undefined : baseOf(tag);
}

/** A form as browsers and mail providers send it; anything else is an empty one. */
async function readForm(request: Request): Promise<FormData> {
  const bytes = await readBytes(request, formLimit);
  const type = request.headers.get('content-type') ?? '';
  if (!/^(application\/x-www-form-urlencoded|multipart\/form-data)\b/i.test(type)) return new FormData();
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  } catch {
    return new FormData(); // the address alone says what is wanted
  }
}

function prefersJson(accept: string): boolean {
  return /\bapplication\/json\b/i.test(accept) && !/\btext\/html\b/i.test(accept);
}

const quiet = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), {
    headers: { ...quiet, 'content-type': 'application/json; charset=utf-8' },
  });
}

function plain(text: string): Response {
  return new Response(`${text}\n`, { headers: { ...quiet, 'content-type': 'text/plain; charset=utf-8' } });
}

function isPurpose(word: string): word is LinkPurpose {
  return purposes.includes(word);
}
