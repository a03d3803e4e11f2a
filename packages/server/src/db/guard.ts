import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import type postgres from 'postgres';

/**
 * postgres.js 3.4.9, mended as it is loaded. When Postgres goes away during a transaction the driver writes to a socket
 * that is gone, from a timer where nobody can catch it, and the process dies; a transaction that outlived its
 * connection may even write into the next one on it. Both are known and unreleased upstream (porsager/postgres#1154,
 * #1168, #1209). No copy is kept: each mend replaces a piece of text that has to be there exactly once.
 */
const guardedVersion = '3.4.9';

interface Mend {
  why: string;
  from: string;
  to: string;
}

const mends: Record<string, Mend[]> = {
  'connection.js': [
    {
      why: 'Nothing is written to a connection that is gone.',
      from: 'const x = socket.write(chunk, fn)',
      to: 'if (socket === null) { nextWriteTimer !== null && clearImmediate(nextWriteTimer); chunk = nextWriteTimer = null; return true }\n    const x = socket.write(chunk, fn)',
    },
    {
      why: 'What the lost connection had not sent is not sent on the next one, and does not keep it from sending.',
      from: 'clearImmediate(nextWriteTimer)\n    socket.removeListener',
      to: 'clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener',
    },
    {
      why: 'What was still asked of a lost connection is refused and forgotten: it would wait for ever, and the connection with it.',
      from: "!hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))",
      to: "(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n    query = results = errorResponse = null\n    result = new Result()\n    rows = 0",
    },
    {
      why: 'A server that hangs up at once is not called again without a pause.',
      from: 'if (initial)\n      return reconnect()',
      to: 'if (initial) {\n      query = results = errorResponse = null\n      result = new Result()\n      closedTime = performance.now()\n      delay = 200\n      return reconnect()\n    }',
    },
    {
      why: 'A connection lost while the driver asks for its types ends like any other; uncaught, that would end the process.',
      from: 'return fetchArrayTypes()',
      to: 'return fetchArrayTypes().catch(() => socket && socket.destroy())',
    },
    {
      why: 'A connection whose first query gave up knows the types as well, or arrays would be written wrongly on it.',
      from: 'if (initial) {\n      if (target_session_attrs) {',
      to: 'if (!initial && needsTypes) return fetchArrayTypes().catch(() => socket && socket.destroy())\n    if (initial) {\n      if (target_session_attrs) {',
    },
    {
      why: 'A table that was copied out lets the connection go on, also when its last rows were more than the reader took at once.',
      from: 'stream && stream.push(null)\n    stream = null',
      to: 'stream && stream.push(null)\n    stream = null\n    socket.resume()',
    },
    {
      why: 'A query knows the connection it waits for or runs on, so that a deadline can throw that away.',
      from: 'backend = { pid: null, secret: null }',
      to: 'backend = { pid: null, secret: null, discard(error) { errored(error); socket && socket.destroy() } }',
    },
    {
      why: 'The same for a query that waits for the connection to be made.',
      from: 'initial = query\n      reconnect()',
      to: 'initial = query\n      query.state = backend\n      reconnect()',
    },
  ],
  'index.js': [
    {
      why: 'A reservation that failed leaves the line, or it would swallow the next free connection.',
      from: 'const query = { reserve: resolve, reject }',
      to: 'const query = { reserve: resolve, reject: error => (queries.remove(query), reject(error)) }',
    },
    {
      why: 'A reservation ends with its connection.',
      from: 'c.reserved.release = true',
      to: 'c.reserved.release = true\n    const held = c.reserved',
    },
    {
      why: 'A reservation whose connection was lost does not go on with the next one.',
      from: 'function handler(q) {\n      c.queue === full\n        ? queue.push(q)',
      to: "function handler(q) {\n      if (c.reserved !== held) return q.reject(Errors.connection('CONNECTION_CLOSED', options))\n      c.queue === full\n        ? queue.push(q)",
    },
    {
      why: 'A transaction ends with its connection.',
      from: 'let uncaughtError\n        , result',
      to: 'const held = c.reserved\n      let uncaughtError\n        , result',
    },
    {
      why: 'A transaction whose connection was lost does not go on inside the next one.',
      from: 'q.catch(e => uncaughtError || (uncaughtError = e))',
      to: "q.catch(e => uncaughtError || (uncaughtError = e))\n        if (c.reserved !== held) return q.reject(Errors.connection('CONNECTION_CLOSED', options))",
    },
    {
      why: 'Whoever imports the driver can tell that it is this one.',
      from: 'Object.assign(Postgres, {\n  PostgresError,',
      to: 'Object.assign(Postgres, {\n  guarded: true,\n  PostgresError,',
    },
  ],
};

/** Puts the mends into one file of the driver; throws when a piece of text is not there exactly once. */
export function mend(name: string, source: string): string {
  return (mends[name] ?? []).reduce((text, { why, from, to }) => {
    if (text.split(from).length !== 2) {
      throw new Error(
        `The guard of the Postgres driver does not fit ${name} any more. Check it before you upgrade: ${why}`,
      );
    }
    return text.replace(from, () => to);
  }, source);
}

/** Loads postgres.js with the guard in place; throws rather than hand out an unguarded one. */
export async function loadPostgres(): Promise<typeof postgres> {
  const manifest = new URL('../package.json', import.meta.resolve('postgres'));
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  if (version !== guardedVersion) {
    throw new Error(
      `The guard of the Postgres driver is written for postgres ${guardedVersion}, and ${version} is installed.`,
    );
  }
  const hooks = registerHooks({
    load(url, context, nextLoad) {
      const loaded = nextLoad(url, context);
      const name = /\/postgres\/src\/([\w-]+\.js)$/.exec(url)?.[1];
      if (name === undefined || !(name in mends) || loaded.source == null) return loaded;
      return { ...loaded, source: mend(name, Buffer.from(loaded.source as Uint8Array).toString('utf8')) };
    },
  });
  try {
    const driver = (await import('postgres')).default;
    if (!('guarded' in driver))
      throw new Error('postgres was imported before its guard: import db/connect.ts instead.');
    return driver;
  } finally {
    hooks.deregister();
  }
}
