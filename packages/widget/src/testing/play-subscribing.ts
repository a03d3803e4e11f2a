import type { PageDocument, Summary } from '@allswell/protocol';
import { fixture } from '@allswell/protocol/fixtures';
import { vendorSummary } from './vendor-summary.ts';

/** What a played service does with those who want to hear of news. */
export type Behaviour =
  | 'takes'
  | 'takes-the-second'
  | 'limits'
  | 'ended'
  | 'refuses'
  | 'leaves'
  | 'away'
  | 'offers-nothing'
  | 'other';

/** A service that takes wishes to be told, in this page alone. */
export interface PlayedService {
  /** What was asked of it: the method and the address. */
  asked: string[];
  /** What it was sent. */
  sent: Record<string, unknown>[];
  summary: Summary;
  document: PageDocument;
  /** What can be followed, by id and name. */
  stories: [id: string, name: string][];
  /** How many bits of work it wants. */
  difficulty: number;
  stop(): void;
}

const { summary: openSummary } = fixture('several-open');
const { summary: plannedSummary, page } = fixture('maintenance-tomorrow');

/** Plays a service whose page has open incidents, a planned maintenance, components in groups and three channels. */
export function playService(behaviour: () => Behaviour): PlayedService {
  const played: PlayedService = {
    asked: [],
    sent: [],
    summary: { ...openSummary, scheduled_maintenances: plannedSummary.scheduled_maintenances },
    document: {
      ...page,
      subscribe: { channels: ['email', 'web_push', 'slack'], vapid_public_key: 'BPlayed' },
    },
    stories: [],
    difficulty: 8,
    stop: () => void (globalThis.fetch = fetch),
  };
  played.stories = [...played.summary.incidents, ...played.summary.scheduled_maintenances].map(({ id, name }) => [
    id,
    name,
  ]);
  const { fetch } = globalThis;
  globalThis.fetch = async (input, options) => {
    const url = input instanceof Request ? input.url : `${input}`;
    const method = options?.method ?? 'GET';
    played.asked.push(`${method} ${url}`);
    return answer(played, behaviour(), method, { url, options });
  };
  return played;
}

function answer(
  played: PlayedService,
  behaviour: Behaviour,
  method: string,
  { url, options }: { url: string; options: RequestInit | undefined },
): Response {
  const path = url.replace(/^https?:\/\/[^/]+/, '');
  if (behaviour === 'away') throw new TypeError('Failed to fetch');
  if (path === '/api/v2/summary.json') return json(behaviour === 'other' ? vendorSummary : played.summary);
  if (path === '/api/v2/page.json' && behaviour !== 'other') {
    return json(behaviour === 'offers-nothing' ? { ...played.document, subscribe: { channels: [] } } : played.document);
  }
  if (path === '/api/subscriptions/challenge') {
    if (behaviour === 'leaves') throw new TypeError('Failed to fetch');
    const not_before = new Date(Math.floor(Date.now() / 1_000) * 1_000).toISOString();
    return json({ challenge: `played-${played.asked.length}`, difficulty: played.difficulty, not_before });
  }
  if (path !== '/api/subscriptions' || method !== 'POST') return new Response('', { status: 404 });
  played.sent.push(JSON.parse(options?.body as string) as Record<string, unknown>);
  if (behaviour === 'limits') return problem('rate-limited', 429, [], { 'Retry-After': '840' });
  if (behaviour === 'refuses') return problem('invalid-request', 422, ['#/address']);
  if (behaviour === 'ended') return problem('invalid-request', 422, ['#/incident_id']);
  if (behaviour === 'takes-the-second' && played.sent.length === 1) return problem('proof-invalid', 422, []);
  return json({ status: 'accepted' }, 202);
}

function problem(code: string, status: number, pointers: string[], headers: Record<string, string> = {}): Response {
  const type = `https://status.fernhill.example/problems/${code}`;
  return json({ type, status, errors: pointers.map((pointer) => ({ pointer, detail: 'No.' })) }, status, headers);
}

function json(value: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { Date: new Date().toUTCString(), ...headers } });
}
