import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Binaries, EmbeddedImpossibleError } from './binaries.ts';

/** Who runs Postgres, and what has to stand before its command line for that. */
export interface Account {
  /** The process's user and group; undefined where it stays our own. */
  uid?: number;
  gid?: number;
  /** The owner that the files need, as seen from outside. */
  owner: { uid: number; gid: number } | undefined;
  /** A program that changes the user by itself, in front of the command. */
  wrapper: string[];
}

/**
 * Decides who runs Postgres, which refuses root. An ordinary user runs it as is. Root hands it to an unprivileged
 * account; where that account may not enter the folder (below a private home), Postgres runs in a user namespace
 * instead, in which root's own user goes by that account's number: the files stay root's, and root's powers stay out.
 */
export async function chooseAccount(binaries: Binaries, home: string): Promise<Account> {
  const uid = process.getuid?.();
  if (uid === undefined) return { owner: undefined, wrapper: [] };
  const gid = process.getgid?.() ?? uid;
  const own = { uid, gid };
  const accounts = readAccounts();
  if (uid !== 0 && (process.platform !== 'linux' || accounts.some((account) => account.uid === uid))) {
    return { owner: own, wrapper: [] };
  }

  const other = ['postgres', 'node', 'nobody']
    .map((name) => accounts.find((account) => account.name === name))
    .find(Boolean);
  if (other) {
    const dropped = { uid: other.uid, gid: other.gid, owner: other, wrapper: [] };
    if (uid === 0 && (await canRun(binaries, dropped, path.dirname(home)))) return dropped;
    const namespaced = {
      owner: own,
      wrapper: ['unshare', '--user', `--map-user=${other.uid}`, `--map-group=${other.gid}`, '--'],
    };
    if (await canRun(binaries, namespaced, path.dirname(home))) return namespaced;
  }
  throw new EmbeddedImpossibleError(
    uid === 0
      ? `Postgres does not run as root, and no other account can enter ${path.dirname(home)} or ${binaries.root}. ` +
          'Start Allswell as an ordinary user, or move the folder (ALLSWELL_DATA_DIR) and the program to where others may enter, ' +
          'or allow user namespaces, or set DATABASE_URL to a Postgres of yours.'
      : `Postgres needs an account in /etc/passwd, and user ${uid} has none. ` +
          'Start Allswell as a user with an account, or set DATABASE_URL to a Postgres of yours.',
  );
}

async function canRun(binaries: Binaries, { uid, gid, wrapper }: Account, cwd: string): Promise<boolean> {
  const [command, ...args] = [...wrapper, binaries.postgres, '--version'];
  const as = uid === undefined || gid === undefined ? {} : { uid, gid };
  try {
    await promisify(execFile)(command, args, { cwd, env: binaries.env, timeout: 10_000, ...as });
    return true;
  } catch {
    return false;
  }
}

function readAccounts(): { name: string; uid: number; gid: number }[] {
  let passwd = '';
  try {
    passwd = readFileSync('/etc/passwd', 'utf8');
  } catch {
    // A machine without the file keeps its accounts elsewhere; then nobody is known here.
  }
  return passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}
