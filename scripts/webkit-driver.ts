/** WebKitGTK for the element tests: its driver, on a screen that exists in memory only. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import type { Readable } from 'node:stream';

export interface WebKitDriver {
  port: number;
  env: Record<string, string>;
  stop(): Promise<void>;
}

/** Starts Xvfb and WebKitWebDriver on free places and waits until the driver answers. */
export async function startWebKitDriver(binaries: { driver: string; xvfb: string }): Promise<WebKitDriver> {
  const xvfb = spawn(binaries.xvfb, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const display = `:${(await firstOutput(xvfb, xvfb.stdio[3] as Readable)).trim()}`;
  // LANG=C.UTF-8 makes navigator.language "C", as on servers and in kiosks: elements must live with it.
  const env = { DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', LANG: 'C.UTF-8' };
  const port = await freePort();
  const driver = spawn(binaries.driver, ['--host=127.0.0.1', `--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, ...env },
  });
  const stop = async () => {
    await end(driver);
    await end(xvfb);
  };
  try {
    await untilReady(driver, port);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, env, stop };
}

async function firstOutput(child: ChildProcess, stream: Readable): Promise<string> {
  const gone = once(child, 'exit').then(() => {
    throw new Error('Xvfb ended before it had a display.');
  });
  const [data] = (await Promise.race([once(stream, 'data'), gone])) as [Buffer];
  gone.catch(() => undefined);
  return data.toString();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(driver: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline && driver.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/status`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('WebKitWebDriver does not answer.');
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const force = setTimeout(() => child.kill('SIGKILL'), 3000);
  await gone;
  clearTimeout(force);
}
