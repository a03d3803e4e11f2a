import assert from 'node:assert/strict';
import type { Problem, Session } from '@allswell/protocol';
import type { Hono } from 'hono';
import { type AppOptions, createApp } from '../app.ts';
import { createSetupToken } from '../auth/create-setup-token.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';

export const publicUrl = 'https://status.fernhill.example';
export const panelOrigin = 'https://panel.fernhill.example';
export const password = 'four random words do well';

/** An answer as a test looks at it. */
export interface Reply<T> {
  status: number;
  headers: Headers;
  body: T;
  /** The same body, for who expects to be refused. */
  problem: Problem;
}

export interface RequestOptions {
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  raw?: BodyInit;
  headers?: Record<string, string>;
  /** The address of the socket. */
  from?: string;
}

/** The API on a database of its own, as its users meet it. */
export interface TestApp {
  app: Hono;
  database: TestDatabase;
  sql: TestDatabase['sql'];
  /** What was logged as an unexpected error; a test that ends with any has failed. */
  bugs: unknown[];
  /** What was logged as suspicious. */
  warnings: unknown[];
  request<T = Record<string, unknown>>(method: string, path: string, options?: RequestOptions): Promise<Reply<T>>;
  drop(): Promise<void>;
}

/** A signed-in admin. */
export interface TestAdmin {
  session: Session;
  /** The cookie as a browser would send it back. */
  cookie: string;
  request: TestApp['request'];
}

export async function createTestApp(config: Partial<AppOptions['config']> = {}): Promise<TestApp> {
  const database = await createTestDatabase();
  const bugs: unknown[] = [];
  const warnings: unknown[] = [];
  const app = createApp({
    sql: database.sql,
    config: { publicUrl, adminOrigins: [panelOrigin], trustedProxies: [], ...config },
    log: { error: (details) => bugs.push(details), warn: (details) => warnings.push(details) },
  });

  return {
    app,
    database,
    sql: database.sql,
    bugs,
    warnings,
    request: (method, path, options = {}) => send(app, method, path, options),
    async drop() {
      await database.drop();
      assert.deepEqual(bugs, []);
    },
  };
}

/** Sets the page up, or signs in to one that is. */
export async function setUpAdmin(test: TestApp, email = 'maya@fernhill.example'): Promise<TestAdmin> {
  const made = await createSetupToken(test.sql);
  assert.ok(made);
  const reply = await test.request<Session>('POST', '/auth/setup', { body: { token: made.token, email, password } });
  assert.equal(reply.status, 201);
  return asAdmin(test, reply);
}

/** Signs in. */
export async function signInAdmin(test: TestApp, email = 'maya@fernhill.example'): Promise<TestAdmin> {
  const reply = await test.request<Session>('POST', '/auth/sign-in', { body: { email, password } });
  assert.equal(reply.status, 200);
  return asAdmin(test, reply);
}

/** Sends requests with the session that an answer has begun. */
export function asAdmin(test: TestApp, reply: Reply<Session>): TestAdmin {
  const authorization = `Bearer ${reply.body.access_token}`;
  return {
    session: reply.body,
    cookie: cookieOf(reply),
    request: (method, path, options = {}) =>
      test.request(method, path, { ...options, headers: { authorization, ...options.headers } }),
  };
}

/** The cookie that an answer sets, without its attributes. */
export function cookieOf(reply: Reply<unknown>): string {
  return reply.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
}

async function send<T>(
  app: Hono,
  method: string,
  path: string,
  { body, raw, headers, from }: RequestOptions,
): Promise<Reply<T>> {
  const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const init = {
    method,
    headers: { ...(content === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(content === undefined ? {} : { body: content }),
    ...(raw instanceof ReadableStream && { duplex: 'half' }),
  };
  const response = await app.request(path, init, { incoming: { socket: { remoteAddress: from ?? '192.0.2.1' } } });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const read: unknown = isJson ? JSON.parse(text) : text;
  return { status: response.status, headers: response.headers, body: read as T, problem: read as Problem };
}
