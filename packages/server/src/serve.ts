import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config.ts';
import { type Database, openDatabase } from './db/open.ts';
import { ownFolder } from './lifecycle/own-folder.ts';
import { type RunFile, removeRunFile, writeRunFile } from './lifecycle/run-file.ts';
import type { Log } from './log.ts';
import { answerHealth, type Health } from './operations/health.ts';
import type { Page } from './page/create-page.ts';
import { hasLastKnown } from './page/last-known.ts';
import { version } from './version.ts';

/** How long a start waits for the database before it goes on with what was last known, and when nothing is. */
const patienceMs = { known: 1_000, unknown: 20_000 };
/** What is under way when the server ends may take this long to finish. */
const drainMs = 6_000;

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
 * Starts the server: readers, API and panel. It does not wait for the database: what was last known is served until
 * that is there, and after it has gone.
 */
export async function serve({ config, log, print, clock, startExample }: ServeOptions): Promise<RunningServer> {
  const endings: (() => unknown)[] = [];
  let stopping = false;
  let closed: Promise<void> | undefined;
  /** Ends what was started, last things first. Each gets its turn even when one before it fails. */
  const close = () => {
    stopping = true;
    closed ??= (async () => {
      for (const end of endings.reverse()) {
        try {
          await end();
        } catch (error) {
          log.error({ err: error }, 'an ending did not go well');
        }
      }
    })();
    return closed;
  };

  try {
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
      if (run.page !== '' && !stopping) writeRunFile(config.dataDir, run);
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

    let answer: RequestListener = (_, res) => void res.writeHead(503, { 'retry-after': '1' }).end();
    const server = createHttpServer((req, res) => answer(req, res));
    endings.push(() => drain(server));
    const url = await listen(server, config.host, config.port);
    const publicUrl = config.publicUrl ?? url;

    const reached = firstOf(database.ready, hasLastKnown(config.dataDir) ? patienceMs.known : patienceMs.unknown);
    // The code of the page is loaded while Postgres starts; then there is often nothing left to wait for.
    const [{ createPage }, isReached] = await Promise.all([import('./page/create-page.ts'), reached]);
    const page = await createPage({
      sql: database.pageSql,
      ...(database.directSql && { listenSql: database.directSql }),
      publicUrl,
      dataDir: config.dataDir,
      log,
    });
    endings.push(() => page.close()); // before draining: a stream never finishes by itself
    const health = () => healthOf(page, database, stopping);
    answer = await createListener(page, database, health, { config, publicUrl, log });

    if (clock) {
      const { startClock } = await import('./worker.ts');
      const running = startClock(database, log);
      endings.push(() => running.stop());
    }
    if (config.opsPort !== undefined) {
      const { serveOperations } = await import('./operations/serve-operations.ts');
      const operations = await serveOperations(config.opsPort, health);
      endings.push(() => operations.close());
      run.operations = operations.url;
    }
    if (startExample) {
      const example = await startExample({ host: config.host, port: config.examplePort, statusUrl: publicUrl });
      endings.push(() => example.close());
      run.example = example.url;
    }

    const { promise: failed, reject: fail } = Promise.withResolvers<never>();
    failed.catch(() => {});
    database.ready.catch((error: unknown) => {
      if (!stopping) fail(error);
    });
    Object.assign(run, { page: publicUrl, panel: `${publicUrl}/admin` });
    endings.push(() => removeRunFile(config.dataDir));
    tellRun();
    const lines = [`page: ${run.page}`, `panel: ${run.panel}`, ...(run.example ? [`example: ${run.example}`] : [])];
    if (isReached) {
      print([...(await setupLines(database, publicUrl)), ...lines].join('\n'));
    } else {
      print(lines.join('\n'));
      log.warn({}, 'the database does not answer yet: readers get what was last known, writers have to wait');
      void database.ready
        .then(async () => {
          await page.refresh();
          const setup = await setupLines(database, publicUrl);
          if (setup.length > 0) print(setup.join('\n'));
        })
        .catch(() => {});
    }
    return { url, failed, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function createHttpServer(answer: RequestListener): Server {
  const server = createServer(
    {
      // A client that says little, slowly, holds nothing for long.
      headersTimeout: 10_000,
      requestTimeout: 20_000,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: 2_000,
    },
    answer,
  );
  server.maxConnections = 5_000;
  return server;
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  server.listen(port, host);
  await once(server, 'listening');
  const everywhere = host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${(server.address() as AddressInfo).port}`;
}

/** Public reads on the bare request, then health, and the API behind its router, which is loaded when it is needed. */
async function createListener(
  page: Page,
  database: Database,
  health: () => Health,
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
    notFound: (c) => {
      const { incoming, outgoing } = c.env as { incoming: IncomingMessage; outgoing: ServerResponse };
      page.notFound(incoming, outgoing);
      return RESPONSE_ALREADY_SENT;
    },
  });
  const api = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  return (req, res) => {
    if (page.handle(req, res) || answerHealth(req, res, health)) return;
    void api(req, res);
  };
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

async function setupLines({ sql }: Database, publicUrl: string): Promise<string[]> {
  const { createSetupToken } = await import('./auth/index.ts');
  const setup = await createSetupToken(sql);
  return setup ? [`setup: ${publicUrl}/admin#setup=${setup.token}`] : [];
}

/** Takes no new connections, lets answers finish, and cuts off what has not ended in time. */
async function drain(server: Server): Promise<void> {
  const ended = once(server, 'close');
  server.close();
  server.closeIdleConnections();
  await Promise.race([ended, sleep(drainMs, undefined, { ref: false })]);
  server.closeAllConnections();
}

/** Whether a promise resolved within a time. Its failure is thrown. */
async function firstOf(work: Promise<void>, ms: number): Promise<boolean> {
  const waiting = new AbortController();
  const late = sleep(ms, false, { signal: waiting.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    waiting.abort();
  }
}
