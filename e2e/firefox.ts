/**
 * A real Firefox, driven over Marionette: the one way that reaches both pages and the browser's own windows, such as the
 * notifications that it shows.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBrowsers } from '../scripts/browsers.mjs';

const executable = findBrowsers().firefox;

/** Why tests in Firefox are skipped here; false where they run. */
export const skipWithoutFirefox = executable ? false : 'no Firefox on this machine';

type Preferences = Record<string, string | number | boolean>;
type ElementReference = Record<string, string>;

/** A browser with one window. */
export interface Firefox {
  go(url: string): Promise<void>;
  /** Runs a function body in the page; a promise that it returns is waited for. */
  inPage<T>(script: string): Promise<T>;
  /** Clicks, as a person does, what the body of a function finds in the page. */
  click(script: string): Promise<void>;
  /** Runs a function body inside the browser itself. */
  inside<T>(script: string): Promise<T>;
  close(): Promise<void>;
}

const startsWithinMs = 60_000;
const quiet: Preferences = {
  'app.update.disabledForTesting': true,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.startup.page': 0,
  'datareporting.policy.dataSubmissionEnabled': false,
  'intl.accept_languages': 'en-US, en',
  'intl.locale.requested': 'en-US',
  'marionette.port': 0,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'http://127.0.0.1:9/',
  'toolkit.telemetry.enabled': false,
  // Notifications are windows of its own, and not the desktop's: there is none.
  'alerts.useSystemBackend': false,
};

/** Starts it with an empty profile. */
export async function openFirefox(preferences: Preferences = {}): Promise<Firefox> {
  if (!executable) throw new Error('There is no Firefox on this machine; FIREFOX_PATH may name one.');
  const profile = await mkdtemp(join(tmpdir(), 'allswell-firefox-'));
  const all = Object.entries({ ...quiet, ...preferences });
  const lines = all.map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`);
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const args = ['--headless', '--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'];
  const child = spawn(executable, args, { stdio: 'ignore', env: { ...process.env, MOZ_CRASHREPORTER_DISABLE: '1' } });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    process.off('exit', end);
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const { command, leave } = await connectMarionette(await portOf(profile, child));
    return {
      go: (url) => command('WebDriver:Navigate', { url }),
      inPage: async <T>(script: string) => (await command<{ value: T }>('WebDriver:ExecuteScript', { script })).value,
      async click(script) {
        const { value } = await command<{ value: ElementReference | null }>('WebDriver:ExecuteScript', { script });
        const [id] = Object.values(value ?? {});
        if (id === undefined) throw new Error(`Nothing to click: ${script}`);
        await command('WebDriver:ElementClick', { id });
      },
      async inside<T>(script: string) {
        await command('Marionette:SetContext', { value: 'chrome' });
        try {
          return (await command<{ value: T }>('WebDriver:ExecuteScript', { script })).value;
        } finally {
          await command('Marionette:SetContext', { value: 'content' });
        }
      },
      async close() {
        leave();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Firefox takes a free port and writes down which. */
async function portOf(profile: string, child: ChildProcess): Promise<number> {
  const deadline = Date.now() + startsWithinMs;
  for (;;) {
    const text = await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '');
    if (Number(text) > 0) return Number(text);
    if (child.exitCode !== null) throw new Error(`Firefox ended with code ${child.exitCode}.`);
    if (Date.now() > deadline) throw new Error('Firefox did not start in time.');
    await pause(50);
  }
}

async function connectMarionette(port: number) {
  const socket = connect({ host: '127.0.0.1', port });
  await once(socket, 'connect');
  const answers = readAnswers(socket);
  await answers.next(); // it introduces itself
  let id = 0;
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: the answers come in order. */
  function command<T>(name: string, parameters: object): Promise<T> {
    const next = last.then(async () => {
      const text = JSON.stringify([0, ++id, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
      const { value, done } = await answers.next();
      if (done) throw new Error(`${name}: Firefox has ended.`);
      const [, , error, result] = value as [1, number, { message: string } | null, T];
      if (error) throw new Error(`${name}: ${error.message}`);
      return result;
    });
    last = next.catch(() => {});
    return next;
  }
  await command('WebDriver:NewSession', { capabilities: { alwaysMatch: { timeouts: { script: 60_000 } } } });
  return { command, leave: () => socket.destroy() };
}

/** Each message is its length in bytes, a colon, and JSON. */
async function* readAnswers(socket: Socket): AsyncGenerator<unknown, void> {
  let waiting = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    waiting = Buffer.concat([waiting, chunk]);
    for (;;) {
      const colon = waiting.indexOf(':');
      const end = colon + 1 + Number(waiting.subarray(0, Math.max(0, colon)).toString());
      if (colon < 0 || waiting.length < end) break;
      yield JSON.parse(waiting.subarray(colon + 1, end).toString());
      waiting = waiting.subarray(end);
    }
  }
}
