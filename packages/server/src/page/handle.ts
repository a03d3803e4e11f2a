import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerOtherMethod, answerPrepared } from './answer.ts';
import { needsBuild } from './assets.ts';
import type { Prepared } from './bytes.ts';
import type { Syndication } from './feeds/syndication.ts';
import type { HistoryDocuments } from './history-documents.ts';
import type { HtmlPages } from './html/pages.ts';
import type { MetricsDocuments } from './metrics/metrics-documents.ts';
import { spans } from './metrics/spans.ts';
import type { AnswerProblem } from './problems.ts';
import { documentNames } from './snapshot.ts';
import type { NewsStream } from './stream.ts';
import type { UptimeDocuments } from './uptime/uptime-documents.ts';

export const apiRoot = '/api/v2/';

export interface Shelf {
  /** By address, what needs no thought: documents and assets. */
  ready: Map<string, Prepared>;
  history: HistoryDocuments;
  metrics: MetricsDocuments;
  uptime: UptimeDocuments;
  html: HtmlPages;
  syndication: Syndication;
  stream: NewsStream;
  problem: AnswerProblem;
  /** The instant of Allswell-Verified-At, as it is sent. */
  verified(): string;
}

const documentPaths = new Set<string>([
  ...documentNames.map((name) => apiRoot + name),
  ...Object.values(spans).map(({ path }) => path),
]);

/** Makes the function that answers public reads on the bare request, before any router; false where it is not for us. */
export function createHandler(shelf: Shelf): (req: IncomingMessage, res: ServerResponse) => boolean {
  const { ready, problem } = shelf;

  function handle(req: IncomingMessage, res: ServerResponse): boolean {
    const url = req.url ?? '';
    const prepared = ready.get(url);
    return prepared === undefined
      ? handlePath(pathOf(url), req, res)
      : handlePrepared(req, res, prepared, shelf.verified());
  }

  function handlePrepared(req: IncomingMessage, res: ServerResponse, prepared: Prepared, verified: string): boolean {
    if (req.method === 'GET' || req.method === 'HEAD') answerPrepared(req, res, prepared, verified);
    else answerOtherMethod(req, res, problem);
    return true;
  }

  function handlePath(path: string, req: IncomingMessage, res: ServerResponse): boolean {
    const prepared = ready.get(path);
    if (prepared) return handlePrepared(req, res, prepared, shelf.verified());
    const measured = shelf.metrics.find(path);
    if (measured) return handlePrepared(req, res, measured.prepared, measured.proof.verified);
    const explained = shelf.uptime.find(path);
    if (explained) return handlePrepared(req, res, explained, shelf.verified());
    const isPage = shelf.html.owns(path);
    const isSyndicated = !isPage && shelf.syndication.owns(path);
    if (!isPage && !isSyndicated && !isOurs(path)) return false;
    if (req.method !== 'GET' && req.method !== 'HEAD') answerOtherMethod(req, res, problem);
    else if (isPage) shelf.html.answer(req.url ?? '', req, res);
    else if (isSyndicated) shelf.syndication.answer(req.url ?? '', req, res);
    else if (shelf.history.owns(path)) shelf.history.answer(req.url ?? '', req, res);
    else if (shelf.uptime.owns(path)) shelf.uptime.missing(res);
    else if (path === `${apiRoot}stream`) openStream(req, res);
    else answerMissing(path, req, res);
    return true;
  }

  function openStream(req: IncomingMessage, res: ServerResponse): void {
    if (req.method === 'HEAD') shelf.stream.head(res);
    else if (!shelf.stream.hasNews) nothingKnown(res);
    else if (!shelf.stream.accept(req, res)) {
      const detail = 'There are too many open streams. Poll summary.json, or try again in a minute.';
      problem(res, 'too-many-streams', detail, ['Retry-After', '60']);
    }
  }

  function answerMissing(path: string, req: IncomingMessage, res: ServerResponse): void {
    if (documentPaths.has(path)) {
      nothingKnown(res);
    } else if (needsBuild(path)) {
      res.writeHead(503, ['Content-Type', 'text/plain; charset=utf-8', 'Cache-Control', 'no-store']);
      res.end('The browser bundles are not built. Run `npm run build`, then start again.\n');
    } else if (path.startsWith(apiRoot)) {
      problem(res, 'not-found', 'There is no such document. /api/v2/summary.json is the one to begin with.');
    } else {
      shelf.html.notFound(req, res);
    }
  }

  function nothingKnown(res: ServerResponse): void {
    const detail = 'The database does not answer, and nothing is known yet. Try again in a few seconds.';
    problem(res, 'database-unavailable', detail, ['Retry-After', '5']);
  }

  return handle;
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}

function isOurs(path: string): boolean {
  return path.startsWith(apiRoot) || path.startsWith('/assets/') || path.startsWith('/widget/') || needsBuild(path);
}
