import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './db/open.ts';
import { listen } from './http/listen.ts';
import { createEndings, type Endings } from './lifecycle/endings.ts';
import { ownFolder } from './lifecycle/own-folder.ts';
import { type RunFile, removeRunFile, writeRunFile } from './lifecycle/run-file.ts';
import type { Log } from './log.ts';
import { answerHealth, type Health } from './operations/health.ts';
import type { Page } from './page/create-page.ts';
import { hasLastKnown } from './page/last-known.ts';
import { version } from './version.ts';
import { startWork, type Work } from './start-work.ts';

/** An app to be shown beside the server, on another origin. */
export type StartExample = (options: {
  host: string;
  port: number;
  statusUrl: string;
}) => Promise<{ url: string; close(): Promise<void> }>;

export interface ServeOptions {
  config: Config;
  log: Log;
  /** Takes the lines for the person who started it. */
  print: (text: string) => void;
  /** Whether what is due happens in this process. */
  clock: boolean;
  startExample?: StartExample | undefined;
}

/** A server that runs. */
export interface RunningServer {
  url: string;
  /** Rejects when the server cannot go on, for instance because the database is too old. */
  failed: Promise<never>;
  /** Lets what is under way finish, and ends everything that was started. */
  close(): Promise<void>;
}

/**
 * Starts the server: readers, API and panel. It does not wait for the database for long: what was last known is served
 * until that is there, and after it has gone.
 */
export async function serve(options: ServeOptions): Promise<RunningServer> {
  const endings = createEndings(options.log);
  try {
    return await start(options, endings);
  } catch (error) {
    await endings.run();
    throw error;
  }
}

async function start(options: ServeOptions, endings: Endings): Promise<RunningServer> {
  const { config, log, print } = options;
  const folder = ownFolder(config.dataDir);
  endings.push(() => folder.release());
  const run: RunFile = {
    pid: process.pid,
    postgres_pid: null,
    page: '',
    panel: '',
    example: null,
    operations: null,
    version,
  };
  const tellRun = () => {
    if (run.page !== '' && !endings.hasBegun) writeRunFile(config.dataDir, run);
  };

  const database = openDatabase({
    ...config,
    log,
    onPostgres: (pid) => {
      run.postgres_pid = pid;
      tellRun();
    },
    prepare: async (sql) => void (await (await import('./auth/index.ts')).ensureKeys(sql, config.masterKey)),
  });
  endings.push(() => database.close());
  const listening = await listen(config.host, config.port);
  endings.push(() => listening.drain());
  const publicUrl = config.publicUrl ?? listening.url;

  // The code of the page is loaded while Postgres starts; then there is often nothing left to wait for.
  const [{ createPage }, isReached] = await Promise.all([
    import('./page/create-page.ts'),
    resolvesWithin(patienceMs(config), database.ready),
  ]);
  const page = await createPage({
    sql: database.pageSql,
    ...(database.directSql && { listenSql: database.directSql }),
    publicUrl,
    dataDir: config.dataDir,
    ...(config.websubHub !== undefined && { hub: config.websubHub }),
    log,
  });
  endings.push(() => page.close()); // before draining: a stream never finishes by itself
  const health = () => healthOf(page, database, endings.hasBegun);
  const readers = answerReaders(page, health, log);
  listening.answerBy((req, res) => readers(req, res) || res.writeHead(503, { 'retry-after': '1' }).end());
  const api = await createApi(page, database, { config, publicUrl, log });
  listening.answerBy((req, res) => readers(req, res) || api(req, res));
  if (isReached) await page.refresh(); // what was last known may be older than what was acknowledged

  Object.assign(run, await startBeside(options, publicUrl, { database, health, endings }));
  Object.assign(run, { page: publicUrl, panel: `${publicUrl}/admin` });
  endings.push(() => removeRunFile(config.dataDir));
  const setup = isReached ? await setupLines(database, publicUrl, log) : [];
  tellRun();
  const example = run.example === null ? [] : [`example: ${run.example}`];
  print([...setup, `page: ${run.page}`, `panel: ${run.panel}`, ...example].join('\n'));
  if (!isReached) {
    log.warn({}, 'the database does not answer yet: readers get what was last known, writers have to wait');
    void tellWhenReached(page, database, publicUrl, { log, print });
  }
  return { url: listening.url, failed: failureOf(database, endings), close: () => endings.run() };
}

/** How long a start waits for the database before it goes on with what was last known, or with nothing. */
function patienceMs({ dataDir, databaseUrl }: Config): number {
  if (hasLastKnown(dataDir)) return 1_000;
  // The first start of the embedded Postgres makes its files, and there is nothing to show before that.
  return databaseUrl === undefined ? 30_000 : 4_000;
}

/** Whether a promise resolves within a time. Its failure is thrown. */
async function resolvesWithin(ms: number, work: Promise<void>): Promise<boolean> {
  const waiting = new AbortController();
  const late = sleep(ms, false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    waiting.abort();
  }
}

/** Public reads and health on the bare request. A bug in them costs one answer, not the server. */
function answerReaders(page: Page, health: () => Health, log: Log) {
  return (req: IncomingMessage, res: ServerResponse): boolean => {
    try {
      return page.handle(req, res) || answerHealth(req, res, health);
    } catch (error) {
      log.error({ err: error, path: withoutSecrets(req.url) }, 'a reader could not be answered');
      if (res.headersSent) res.destroy();
      else page.failed(req, res);
      return true;
    }
  };
}

/** The path of an address without what may be a secret in it. */
function withoutSecrets(url = ''): string {
  return url.split('?', 1)[0]?.replace(/^(\/(?:hooks|subscriptions|api\/subscriptions)\/).*/, '$1…') ?? '';
}

/** What is written is written: when the page takes longer than this to show it, the answer does not wait for it. */
const readBackMs = 250;

/** Everything else goes through a router, whose code is loaded last. */
async function createApi(
  page: Page,
  database: Database,
  { config, publicUrl, log }: { config: Config; publicUrl: string; log: Log },
): Promise<RequestListener> {
  const [{ createApp }, { getRequestListener }, { RESPONSE_ALREADY_SENT }] = await Promise.all([
    import('./app.ts'),
    import('@hono/node-server'),
    import('@hono/node-server/utils/response'),
  ]);
  const app = createApp({
    sql: database.sql,
    config: { ...config, publicUrl },
    log,
    readersHaveIt: async () => void (await resolvesWithin(readBackMs, page.refresh())),
    notFound: (c) => {
      const { incoming, outgoing } = c.env as { incoming: IncomingMessage; outgoing: ServerResponse };
      page.notFound(incoming, outgoing);
      return RESPONSE_ALREADY_SENT;
    },
  });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (req, res) => void answer(req, res);
}

/** Starts what runs beside the server itself; answers with where it is. */
async function startBeside(
  { config, log, clock, startExample }: ServeOptions,
  publicUrl: string,
  { database, health, endings }: { database: Database; health: () => Health; endings: Endings },
): Promise<Pick<RunFile, 'example' | 'operations'>> {
  let work: Work | undefined;
  if (clock) {
    const running = await startWork({ database, config, publicUrl, log });
    endings.push(() => running.stop());
    work = running;
  }
  let operations: string | null = null;
  if (config.opsPort !== undefined) {
    const [{ serveOperations }, { readAlertFigures }] = await Promise.all([
      import('./operations/serve-operations.ts'),
      import('./operations/alerts.ts'),
    ]);
    const queue = work && (() => work.sending.figures());
    const polling = work && (() => work.clock.polling());
    const served = await serveOperations({
      port: config.opsPort,
      health,
      queue,
      polling,
      alerts: () => readAlertFigures(database.sql),
    });
    endings.push(() => served.close());
    operations = served.url;
  }
  if (!startExample) return { example: null, operations };

  const where = { host: config.host, statusUrl: publicUrl };
  const example = await startExample({ ...where, port: config.examplePort }).catch((error: unknown) => {
    // It is only an example: a port that is taken must not keep the server from starting.
    log.warn({ err: error }, 'the example app takes another port than ALLSWELL_EXAMPLE_PORT');
    return startExample({ ...where, port: 0 });
  });
  endings.push(() => example.close());
  return { example: example.url, operations };
}

async function setupLines({ sql }: Database, publicUrl: string, log: Log): Promise<string[]> {
  const { createSetupToken } = await import('./auth/index.ts');
  try {
    const setup = await createSetupToken(sql);
    return setup ? [`setup: ${publicUrl}/admin#setup=${setup.token}`] : [];
  } catch (error) {
    log.error({ err: error }, 'the set-up link could not be made: allswell setup-link makes another');
    return [];
  }
}

async function tellWhenReached(
  page: Page,
  database: Database,
  publicUrl: string,
  { log, print }: Pick<ServeOptions, 'log' | 'print'>,
): Promise<void> {
  try {
    await database.ready;
  } catch {
    return; // whoever started the server is told of it
  }
  await page.refresh();
  log.info({}, 'the database answers');
  const setup = await setupLines(database, publicUrl, log);
  if (setup.length > 0) print(setup.join('\n'));
}

function failureOf(database: Database, endings: Endings): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => {}); // told to whoever waits for it
  database.ready.catch((error: unknown) => {
    if (!endings.hasBegun) reject(error);
  });
  return promise;
}

function healthOf(page: Page, database: Database, stopping: boolean): Health {
  const { seq, verifiedAt, streams } = page.state();
  return {
    version,
    readable: seq !== undefined,
    stopping,
    seq,
    verified_age_seconds: verifiedAt && Math.max(0, (Date.now() - verifiedAt.getTime()) / 1_000),
    streams,
    postgres_pid: database.postgresPid() ?? null,
  };
}
