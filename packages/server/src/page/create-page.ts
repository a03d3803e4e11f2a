import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sql } from '../db/connect.ts';
import type { Log } from '../log.ts';
import { Archive } from './archive.ts';
import { prepareAssets } from './assets.ts';
import { BestCompression } from './background.ts';
import { type Bundles, findBundles } from './bundles.ts';
import { Prepared } from './bytes.ts';
import { Syndication } from './feeds/syndication.ts';
import { apiRoot, createHandler } from './handle.ts';
import { documentHeaders } from './headers.ts';
import { HistoryDocuments } from './history-documents.ts';
import { HtmlPages } from './html/pages.ts';
import { LastKnownFile } from './last-known.ts';
import { webManifest } from './manifest.ts';
import { LastValuesFile } from './metrics/last-values.ts';
import { MetricsDocuments, type MetricsRhythm } from './metrics/metrics-documents.ts';
import { problemAnswerer } from './problems.ts';
import { Publisher } from './publish.ts';
import { documentNames, type Snapshot } from './snapshot.ts';
import { NewsStream } from './stream.ts';
import { UptimeDocuments } from './uptime/uptime-documents.ts';

export interface PageOptions {
  /** Best a small pool of its own, so that a crowd of writers never keeps readers from the news. */
  sql: Sql;
  /** Where LISTEN works, when `sql` goes through a transaction pooler. */
  listenSql?: Sql;
  /** Without a slash at the end. */
  publicUrl: string;
  /** Where the last known page is kept; without it a start without a database has nothing to show. */
  dataDir?: string;
  log: Log;
  /** How many may listen to the stream at once. */
  streamLimit?: number;
  /** The WebSub hub that feeds name. */
  hub?: string;
  /** How often the database is asked whether there is something new. */
  pollMs?: number;
  /** How often a stream says that it is alive. */
  aliveEveryMs?: number;
  /** How long a stream lives at most, give or take a tenth. */
  streamLifeMs?: number;
  /** How old the last proof of freshness may be before the HTML says so. */
  staleAfterMs?: number;
  /** How often the figures of metrics move on. */
  metricsRhythm?: MetricsRhythm & { redrawMs?: number };
  /** What browsers load; found beside the packages when not given. */
  bundles?: { widget: Bundles | undefined; admin: Bundles | undefined };
}

/** What readers get, and what others may know of it. */
export interface Page {
  /** Answers a public read on the bare request; false when it is not one. */
  handle(req: IncomingMessage, res: ServerResponse): boolean;
  /** Answers a browser that there is nothing here. */
  notFound(req: IncomingMessage, res: ServerResponse): void;
  /** Answers a browser that something went wrong. */
  failed(req: IncomingMessage, res: ServerResponse): void;
  /** Looks into the database now; resolves when readers have what it says, or it cannot be reached. */
  refresh(): Promise<void>;
  /** What readers get, and how it stands with it. */
  state(): PageReport;
  /** Ends the streams and stops following the database. */
  close(): Promise<void>;
}

export interface PageReport {
  epoch: string | undefined;
  seq: number | undefined;
  verifiedAt: Date | undefined;
  streams: number;
}

/**
 * Makes the page ready: what was last known is served at once when there is something on disk; then, and from now on,
 * what the database says. It fails for nothing: without either it answers that the status is not known yet.
 */
export async function createPage(options: PageOptions): Promise<Page> {
  const { sql, publicUrl, log, dataDir } = options;
  const bundles = options.bundles ?? { widget: findBundles('@allswell/widget'), admin: findBundles('@allswell/admin') };
  if (!bundles.widget || !bundles.admin) log.warn({}, 'The browser bundles are not built: run `npm run build`.');

  let verified = '';
  const ready = prepareAssets({ ...bundles, publicUrl });
  const assets = [...ready.values()];
  const documents = new Map<string, Prepared>();
  const compression = new BestCompression();
  const stream = new NewsStream({
    verifiedAt: () => publisher.verifiedAt?.toISOString() ?? '',
    ...(options.streamLimit !== undefined && { limit: options.streamLimit }),
    ...(options.aliveEveryMs !== undefined && { aliveEveryMs: options.aliveEveryMs }),
    ...(options.streamLifeMs !== undefined && { lifeMs: options.streamLifeMs }),
  });
  const problem = problemAnswerer(publicUrl);
  const onMade = (prepared: Prepared) => compression.add(prepared);
  const archive = new Archive({ sql, publicUrl, catchUp: () => publisher.refresh() });
  const history = new HistoryDocuments({ archive, problem, log, verified: () => verified, onMade });
  const syndication = new Syndication({
    publicUrl,
    hub: options.hub,
    problem,
    log,
    verified: () => verified,
    onMade,
  });
  const metrics = new MetricsDocuments({
    sql,
    log,
    file: dataDir === undefined ? undefined : new LastValuesFile(dataDir),
    verified: () => verified,
    onMade,
    onMeasured: () => html.measured(),
    ...(options.listenSql && { listenSql: options.listenSql }),
    ...(options.metricsRhythm && { rhythm: options.metricsRhythm }),
  });
  const uptime = new UptimeDocuments({ problem, onMade });
  const html = new HtmlPages({
    publicUrl,
    log,
    script: assetOf(bundles.widget, 'page'),
    partOf: (name) => assetOf(bundles.widget, `page/${name}`),
    archive,
    metrics: () => metrics.day,
    verified: () => verified,
    onMade,
    ...(options.metricsRhythm?.redrawMs !== undefined && { redrawMs: options.metricsRhythm.redrawMs }),
    ...(options.staleAfterMs !== undefined && { staleAfterMs: options.staleAfterMs }),
  });
  const publisher = new Publisher({
    sql,
    publicUrl,
    log,
    file: dataDir === undefined ? undefined : new LastKnownFile(dataDir),
    onPublish: show,
    onVerify: (at) => {
      verified = at.toUTCString();
      html.checkAge(at, new Date());
    },
    ...(options.listenSql && { listenSql: options.listenSql }),
    ...(options.pollMs !== undefined && { pollMs: options.pollMs }),
  });

  /** All documents change in one go, then streams are told, then pages are made. */
  function show(snapshot: Snapshot): void {
    for (const name of documentNames) {
      const path = apiRoot + name;
      const prepared = new Prepared(snapshot.texts[name], {
        type: 'application/json; charset=utf-8',
        headers: documentHeaders,
        proven: true,
      });
      documents.set(path, prepared);
    }
    documents.set('/manifest.webmanifest', webManifest(snapshot.settings));
    for (const [path, prepared] of documents) ready.set(path, prepared);
    stream.tell({ state: snapshot.state, summary: snapshot.texts['summary.json'] });
    compression.replace([...documents.values(), ...assets]);
    archive.publish(snapshot, publisher.verifiedAt);
    history.publish(snapshot);
    metrics.publish(snapshot);
    uptime.publish(snapshot);
    html.publish(snapshot);
    syndication.publish(snapshot);
  }

  const ageing = setInterval(() => {
    if (publisher.verifiedAt) html.checkAge(publisher.verifiedAt, new Date());
  }, 1_000);
  ageing.unref();

  await metrics.recall();
  await publisher.recall();
  publisher.start();
  metrics.start();
  if (!publisher.current) await publisher.refresh();
  if (publisher.current && !metrics.isKnown) await metrics.refresh();

  return {
    handle: createHandler({
      ready,
      history,
      metrics,
      uptime,
      html,
      syndication,
      stream,
      problem,
      verified: () => verified,
    }),
    notFound: (req, res) => html.notFound(req, res),
    failed: (req, res) => html.failed(req, res),
    refresh: () => publisher.refresh(),
    state: () => ({
      epoch: publisher.current?.state.epoch,
      seq: publisher.current?.state.seq,
      verifiedAt: publisher.verifiedAt,
      streams: stream.size,
    }),
    async close() {
      clearInterval(ageing);
      compression.close();
      stream.close();
      html.close();
      syndication.close();
      await Promise.all([publisher.close(), metrics.close()]);
    },
  };
}

function assetOf(bundles: Bundles | undefined, name: string): string | undefined {
  const file = bundles?.files[name];
  return file && `/assets/${file}`;
}
