import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A chat program whose hooks are played. */
export type Chat = 'slack' | 'teams' | 'discord' | 'google_chat';

/** What a hook was sent. */
export interface Posted {
  chat: Chat;
  url: URL;
  headers: IncomingMessage['headers'];
  body: Record<string, unknown>;
}

/** Answers of a hook, in place of its own judgement. */
export interface Answer {
  status: number;
  body?: string;
  headers?: Record<string, string>;
}

/**
 * Stands in for the hooks of four chat programs, each by what its vendor writes about it: what is too long, of another
 * shape or would call everybody is refused as the vendor refuses it.
 */
export interface FakeChats {
  upstreams: Map<string, string>;
  addresses: Record<Chat, string>;
  posted: Posted[];
  /** The next requests get these. */
  answer(...answers: Answer[]): void;
  close(): void;
}

const hosts: Record<string, Chat> = {
  'hooks.slack.com': 'slack',
  'prod-07.westeurope.logic.azure.com': 'teams',
  'discord.com': 'discord',
  'chat.googleapis.com': 'google_chat',
};

export async function startFakeChats(): Promise<FakeChats> {
  const posted: Posted[] = [];
  const planned: Answer[] = [];
  const server = createServer((req, res) => {
    void (async () => {
      const url = new URL(req.url ?? '', `https://${req.headers.host}`);
      const chat = hosts[url.host];
      const chunks: Buffer[] = [];
      for await (const chunk of req) chunks.push(chunk as Buffer);
      const text = Buffer.concat(chunks).toString('utf8');
      const answer = planned.shift() ?? (chat ? judge(chat, req, url, text) : { status: 404 });
      if (chat && answer.status < 300)
        posted.push({ chat, url, headers: req.headers, body: JSON.parse(text) as Record<string, unknown> });
      res.writeHead(answer.status, answer.headers).end(answer.body);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    upstreams: new Map(Object.keys(hosts).map((host) => [`https://${host}`, at])),
    addresses: {
      slack: 'https://hooks.slack.com/services/T00000000/B00000000/nothingIsBehindThisHook0',
      teams:
        'https://prod-07.westeurope.logic.azure.com/workflows/0123456789abcdef/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=nothing',
      discord: 'https://discord.com/api/webhooks/100000000000000001/nothing-is-behind-this-hook_0',
      google_chat: 'https://chat.googleapis.com/v1/spaces/AAAA0000/messages?key=nothing&token=nothing',
    },
    posted,
    answer: (...answers) => void planned.push(...answers),
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function judge(chat: Chat, req: IncomingMessage, url: URL, text: string): Answer {
  if (req.method !== 'POST' || !req.headers['content-type']?.startsWith('application/json'))
    return { status: 400, body: 'invalid_content_type' };
  let body: Json;
  try {
    body = JSON.parse(text) as Json;
  } catch {
    return { status: 400, body: 'invalid_payload' };
  }
  const mistake = { slack: ofSlack, teams: ofTeams, discord: ofDiscord, google_chat: ofGoogleChat }[chat](
    body,
    url,
    text,
  );
  if (mistake !== undefined) return { status: 400, body: mistake };
  return {
    slack: { status: 200, body: 'ok' },
    teams: { status: 202 },
    discord: { status: 200, body: '{"id":"1"}', headers: { 'content-type': 'application/json' } },
    google_chat: { status: 200, body: '{"name":"spaces/AAAA0000/messages/1"}' },
  }[chat];
}

// What is looked into is JSON of a known shape; where it has another one, a TypeError fails the test as well.
type Json = Record<string, unknown>;
const list = (value: unknown) => value as Json[];
const textOf = ({ text }: Json): string => (typeof text === 'string' ? text : '');

function ofSlack(body: Json): string | undefined {
  const blocks = list(body['blocks']);
  const texts = blocks.flatMap((block) => (block['text'] ? [block['text'] as Json] : list(block['elements'])));
  if (blocks.length > 50) return 'invalid_blocks';
  if (!body['text'] || texts.some((one) => textOf(one) === '' || textOf(one).length > 3_000)) return 'invalid_blocks';
  const all = [textOf(body), ...texts.map((one) => textOf(one))];
  // Between angle brackets stand links, and what calls somebody.
  const marked = all.flatMap((one) => one.match(/<[^>]*>?/g) ?? []);
  if (marked.some((one) => !/^<https:\/\/status\.fernhill\.example\/[^|>]*\|[^|>]+>$/.test(one)))
    return 'mention_or_broken_link';
  if (all.some((one) => /&(?!amp;|lt;|gt;)/.test(one))) return 'unescaped';
  return undefined;
}

function ofTeams(body: Json, _: URL, text: string): string | undefined {
  if (Buffer.byteLength(text) > 28 * 1024) return 'RequestEntityTooLarge';
  const [attachment] = list(body['attachments']);
  if (body['type'] !== 'message' || attachment?.['contentType'] !== 'application/vnd.microsoft.card.adaptive')
    return 'BadCard';
  const card = attachment['content'] as Json;
  if (card['type'] !== 'AdaptiveCard' || card['version'] !== '1.4') return 'BadCard';
  for (const element of list(card['body'])) {
    // A text block is read as Markdown, and as functions such as {{DATE()}}.
    if (element['type'] !== 'RichTextBlock') return 'BadCard';
    if (list(element['inlines']).some((run) => run['type'] !== 'TextRun' || textOf(run) === '')) return 'BadCard';
  }
  for (const action of list(card['actions']))
    if (action['type'] !== 'Action.OpenUrl' || !String(action['url']).startsWith('https://status.fernhill.example/'))
      return 'BadCard';
  return undefined;
}

function ofDiscord(body: Json, url: URL): string | undefined {
  if (url.searchParams.get('wait') !== 'true') return 'wait';
  if (JSON.stringify(body['allowed_mentions']) !== '{"parse":[]}') return '@everyone was called';
  const embeds = list(body['embeds']);
  const lengths = embeds.map((embed) => {
    const fields = embed['fields'] ? list(embed['fields']) : [];
    const footer = embed['footer'] as Json;
    const parts: [string, number][] = [
      [String(embed['title']), 256],
      [String(embed['description']), 4_096],
      [String(footer['text']), 2_048],
      ...fields.flatMap((field): [string, number][] => [
        [String(field['name']), 256],
        [String(field['value']), 1_024],
      ]),
    ];
    return parts.some(([part, most]) => part === '' || part.length > most)
      ? Infinity
      : parts.reduce((sum, [part]) => sum + part.length, 0);
  });
  return embeds.length > 10 || lengths.reduce((sum, length) => sum + length, 0) > 6_000 ? '{"code": 50035}' : undefined;
}

function ofGoogleChat(body: Json, url: URL, text: string): string | undefined {
  if (Buffer.byteLength(text) > 32_000) return 'INVALID_ARGUMENT';
  if (url.searchParams.get('messageReplyOption') !== 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD') return 'INVALID_ARGUMENT';
  if (!/^[\w-]{1,60}$/.test(url.searchParams.get('requestId') ?? '')) return 'INVALID_ARGUMENT';
  if (!(body['thread'] as Json)['threadKey'] || !body['text']) return 'INVALID_ARGUMENT';
  return /<[^\u200b]/.test(textOf(body)) ? 'somebody was called' : undefined;
}
