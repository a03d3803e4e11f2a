import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Claim, claim } from '../../lifecycle/claim.ts';
import { makeDataDir } from '../../lifecycle/own-folder.ts';
import { type Account, chooseAccount } from './account.ts';
import { type Binaries, findBinaries, linkLibraries } from './binaries.ts';
import { type EmbeddedFolder, embeddedFolder, makeSocketDir } from './folder.ts';
import { dropStaleLocks, type Postmaster, readPostmaster, runs } from './postmaster.ts';
import { guardScript, openSeats, type Seat, takeSeat } from './users.ts';

/** A Postgres that runs in a data folder and that this process uses. */
export interface Embedded {
  pid: number;
  /** Whether it still runs. */
  alive(): boolean;
  /** Leaves it. When nobody else uses it, it is shut down, and this waits until it is gone. */
  leave(): Promise<void>;
}

export interface AttachOptions {
  /** Further settings of a Postgres that has to be started, such as `fsync`. */
  settings?: Record<string, string>;
  /** How long a start may take, recovery after a crash included. */
  patienceMs?: number;
}

const defaultSettings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  shared_buffers: '64MB',
  max_connections: '60',
  jit: 'off',
  deadlock_timeout: '200ms', // well within the deadline of a transaction, so that it can be tried again
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
};

/**
 * Joins the Postgres of a data folder, or starts it when none runs. Whoever comes first starts it, everyone may join,
 * and it ends with its last user: a server that joined a command's Postgres keeps it, and the other way round.
 */
export async function attachEmbedded(dataDir: string, options: AttachOptions = {}): Promise<Embedded> {
  const folder = embeddedFolder(dataDir);
  const deadline = Date.now() + (options.patienceMs ?? 60_000);
  makeFolder(folder);
  const launching = await claimLaunch(folder, deadline);
  try {
    for (;;) {
      const running = readPostmaster(folder.data);
      // One that was just killed still has its lock file, and for a moment even its process: ask it.
      if (running?.status === 'ready' && (await accepts(folder))) return await join(folder, running);
      if (!running) return await start(folder, options, deadline);
      if (Date.now() > deadline) {
        throw new Error(
          `The Postgres in ${folder.data} (process ${running.pid}) is ${running.status || 'not ready'} and stays so.`,
        );
      }
      await sleep(20);
    }
  } finally {
    launching.release();
  }
}

function makeFolder({ home }: EmbeddedFolder): void {
  makeDataDir(path.dirname(home));
  // The libraries in it have to be readable by the account; the data and the socket have modes of their own.
  mkdirSync(home, { recursive: true, mode: 0o711 });
}

async function claimLaunch({ launch }: EmbeddedFolder, deadline: number): Promise<Claim> {
  for (;;) {
    const claimed = claim(launch);
    if (claimed) return claimed;
    if (Date.now() > deadline)
      throw new Error(`Another process has been starting Postgres for too long: it holds ${launch}.`);
    await sleep(20);
  }
}

/** Whether somebody listens on the socket. A Postgres that hangs does, one that is ending does not. */
async function accepts({ socketDir }: EmbeddedFolder): Promise<boolean> {
  const socket = connect(path.join(socketDir, '.s.PGSQL.5432'));
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function join(folder: EmbeddedFolder, { pid }: Postmaster): Promise<Embedded> {
  let seat = takeSeat(folder.users);
  if (!seat) {
    const opened = await openSeats(folder.users);
    guard(folder, pid, opened.guard);
    seat = opened.seat;
  }
  return embedded(folder, pid, seat);
}

/** Watches over a Postgres whose own guard was killed. */
function guard({ data }: EmbeddedFolder, pid: number, pipe: number): void {
  const script = `pid=$1; ${guardScript}`;
  spawn('/bin/sh', ['-c', script, data, String(pid)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', pipe],
  }).unref();
  closeSync(pipe);
}

async function start(folder: EmbeddedFolder, options: AttachOptions, deadline: number): Promise<Embedded> {
  const binaries = findBinaries(folder.lib);
  linkLibraries(binaries.root, folder.lib);
  const account = await chooseAccount(binaries, folder.home);
  makeSocketDir(folder, account.owner?.uid);
  handOver(folder, account);
  if (!existsSync(folder.data)) await createCluster(folder, binaries, account, options.settings?.['fsync'] === 'off');
  dropStaleLocks(folder.data, folder.socketDir);

  const { seat, guard: pipe } = await openSeats(folder.users);
  const settings = Object.entries({ ...defaultSettings, ...options.settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  // exec keeps the process's number, so the guard in front of it knows whom to stop.
  const script = `pid=$$; {${guardScript}} & exec "$@" 3<&-`;
  const log = openSync(folder.log, 'w', 0o600);
  const child = run(
    binaries,
    account,
    ['/bin/sh', '-c', script, folder.data, binaries.postgres, '-D', folder.data, '-k', folder.socketDir, ...settings],
    {
      cwd: folder.home,
      detached: true, // Ctrl-C reaches the whole group of the terminal, and Postgres has to outlive our own clean end
      stdio: ['ignore', log, log, pipe],
    },
  );
  closeSync(log);
  closeSync(pipe);
  let end: string | undefined;
  child.once('exit', (code, signal) => {
    end = `It ended with ${signal ?? `code ${code}`}.`;
  });
  child.once('error', (error) => {
    end = error.message;
  });
  child.unref();

  for (;;) {
    const running = readPostmaster(folder.data);
    if (running?.status === 'ready' && running.pid === child.pid) return embedded(folder, running.pid, seat);
    if (end !== undefined || Date.now() > deadline) {
      seat.leave();
      throw new Error(
        `Postgres did not start in ${folder.data}. ${end ?? 'It takes too long.'}\n${tailOf(folder.log)}`,
      );
    }
    await sleep(15);
  }
}

/** Gives the folder to the account that will run Postgres, for instance after it was moved out of a private home. */
function handOver({ home, data, socketDir, log }: EmbeddedFolder, { owner }: Account): void {
  if (!owner || process.getuid?.() !== 0) return;
  const give = (file: string): void => {
    const found = lstatSync(file);
    if (found.uid === owner.uid && found.gid === owner.gid) return;
    if (found.isDirectory()) for (const name of readdirSync(file)) give(path.join(file, name));
    if (!found.isSymbolicLink()) chownSync(file, owner.uid, owner.gid);
  };
  if (existsSync(data)) give(data);
  for (const file of [home, socketDir]) chownSync(file, owner.uid, owner.gid);
  rmSync(log, { force: true });
}

/** Makes the cluster aside and renames it: a crash half way leaves no half database. */
async function createCluster(
  { home, data }: EmbeddedFolder,
  binaries: Binaries,
  account: Account,
  isWorthless: boolean,
): Promise<void> {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  const args = [
    binaries.initdb,
    '-D',
    fresh,
    '--username=allswell',
    '--auth=trust',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    ...(isWorthless ? ['--no-sync'] : []),
  ];
  const [command, ...rest] = [...account.wrapper, ...args];
  try {
    await promisify(execFile)(command as string, rest, { ...identity(account), env: binaries.env, cwd: home });
  } catch (cause) {
    throw new Error(`Postgres could not make its files in ${home}.`, { cause });
  }
  renameSync(fresh, data);
}

function run(
  binaries: Binaries,
  account: Account,
  command: string[],
  options: { cwd: string; detached: boolean; stdio: ('ignore' | number)[] },
) {
  const [program, ...args] = [...account.wrapper, ...command];
  return spawn(program as string, args, { ...options, ...identity(account), env: binaries.env });
}

function identity({ uid, gid }: Account): { uid: number; gid: number } | object {
  return uid === undefined || gid === undefined ? {} : { uid, gid };
}

function embedded(folder: EmbeddedFolder, pid: number, seat: Seat): Embedded {
  const alive = () => runs(pid, folder.data);
  return {
    pid,
    alive,
    async leave() {
      seat.leave();
      await ended(folder, pid);
    },
  };
}

/** Waits for the end that the last seat's leaving brings; returns soon when others keep Postgres running. */
async function ended({ data }: EmbeddedFolder, pid: number): Promise<void> {
  const start = Date.now();
  while (runs(pid, data)) {
    const waited = Date.now() - start;
    const status = readPostmaster(data)?.status;
    if (status === 'ready' && waited > 300) return;
    // A session that does not let go keeps a fast shutdown waiting. The immediate one is what a crash is: safe, only slower at the next start.
    if (waited > 2_500) process.kill(pid, 'SIGQUIT');
    if (waited > 4_000) return;
    await sleep(20);
  }
}

function tailOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(-4_000);
  } catch {
    return '';
  }
}
