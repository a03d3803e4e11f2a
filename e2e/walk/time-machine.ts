/** The product at another time: server and database live under libfaketime, which reads how far to be off from a file. */
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFakeTime } from '../../scripts/fake-time.mjs';
import { type Product, startProduct } from '../harness.ts';

/** The library that makes a process believe in another time; undefined where it is not installed. */
export const fakeTimeLibrary = findFakeTime();

/** A product whose clock can be set, stopped and started again on its data. */
export interface TimeMachine {
  product: Product;
  /** What the server's clock says now, in milliseconds since 1970. */
  now(): number;
  /** Sets the clock of the server, of its database, and of what is started after. */
  setTo(instant: number): Promise<void>;
  /** Ends the server, and leaves its data. */
  switchOff(): Promise<void>;
  /** Starts it again at the address it had. */
  switchOn(): Promise<void>;
  close(): Promise<void>;
}

/** Starts the product at an instant. */
export async function startTimeMachine(instant: number, port: number): Promise<TimeMachine> {
  if (!fakeTimeLibrary)
    throw new Error('There is no libfaketime on this machine (Debian: apt-get install libfaketime).');
  const folder = await mkdtemp(join(tmpdir(), 'allswell-time-'));
  const dataDir = join(folder, 'data');
  // Postgres may run as someone else, and has to read it.
  const clockFolder = await mkdtemp(join(tmpdir(), 'allswell-clock-'));
  await chmod(clockFolder, 0o755);
  const clock = join(clockFolder, 'offset');
  let offset = 0;
  const setTo = async (at: number) => {
    offset = Math.round((at - Date.now()) / 1_000);
    await writeFile(clock, `${offset < 0 ? '' : '+'}${offset}\n`, { mode: 0o644 });
  };
  const env = {
    LD_PRELOAD: fakeTimeLibrary,
    FAKETIME_TIMESTAMP_FILE: clock,
    FAKETIME_NO_CACHE: '1',
    DONT_FAKE_MONOTONIC: '1',
    PORT: String(port),
  };
  await setTo(instant);
  const machine: TimeMachine = {
    product: await startProduct({ dataDir, env }),
    now: () => Date.now() + offset * 1_000,
    setTo,
    switchOff: () => machine.product.stop(),
    async switchOn() {
      machine.product = await startProduct({ dataDir, env });
    },
    async close() {
      await machine.product.stop();
      await rm(folder, { recursive: true, force: true });
      await rm(clockFolder, { recursive: true, force: true });
    },
  };
  return machine;
}
