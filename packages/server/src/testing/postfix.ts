import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const program = '/usr/sbin/postfix';

/** Why there can be no Postfix here; undefined where there can. */
export const noPostfix = !existsSync(program)
  ? 'postfix is not installed'
  : process.getuid?.() === 0
    ? undefined
    : 'postfix starts as root only';

/** A real mail server that passes on what it gets. */
export interface Postfix {
  /** For ALLSWELL_SMTP_URL. */
  url: string;
  /** What it has logged. */
  log(): string;
  stop(): void;
}

/**
 * Starts Debian's Postfix as an instance of its own: own configuration, own queue, a port on loopback. It passes all mail
 * on to `relayPort` and takes bounces back the same way. The machine's own Postfix, if it runs, is not touched.
 */
export async function startPostfix({ relayPort }: { relayPort: number }): Promise<Postfix> {
  const port = await freePort();
  const home = mkdtempSync(path.join(tmpdir(), 'allswell-postfix-'));
  // Its processes run as other users.
  chmodSync(home, 0o755);
  const [etc, spool, lib] = ['etc', 'spool', 'lib'].map((name) => path.join(home, name)) as [string, string, string];
  for (const dir of [etc, spool, lib]) mkdirSync(dir, { mode: 0o755 });
  chownSync(lib, ...ownerOfData());
  const log = path.join(home, 'log');
  writeFileSync(path.join(etc, 'main.cf'), mainConfig({ spool, lib, log, relayPort }));
  writeFileSync(path.join(etc, 'master.cf'), services(port));
  const run = (...args: string[]) => spawnSync(program, ['-c', etc, ...args], { encoding: 'utf8' });

  const started = run('start');
  const read = () => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  if (started.status !== 0) {
    run('stop');
    throw new Error(`Postfix did not start: ${started.stdout}${started.stderr}${read().slice(-2_000)}`);
  }
  return {
    url: `smtp://127.0.0.1:${port}?require_tls=0`,
    log: read,
    stop() {
      run('stop');
      rmSync(home, { recursive: true, force: true });
    },
  };
}

function mainConfig({
  spool,
  lib,
  log,
  relayPort,
}: {
  spool: string;
  lib: string;
  log: string;
  relayPort: number;
}): string {
  const settings = {
    compatibility_level: '3.6',
    queue_directory: spool,
    data_directory: lib,
    maillog_file: log,
    maillog_file_prefixes: path.dirname(log),
    multi_instance_enable: 'no',
    myhostname: 'relay.fernhill.example',
    mydestination: '',
    local_recipient_maps: '',
    alias_maps: '',
    alias_database: '',
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    smtpd_relay_restrictions: 'permit_mynetworks, reject',
    smtp_dns_support_level: 'disabled',
    relayhost: `[127.0.0.1]:${relayPort}`,
    // Soft refusals are tried again within a test.
    minimal_backoff_time: '1s',
    maximal_backoff_time: '2s',
    queue_run_delay: '1s',
  };
  return `${Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n')}\n`;
}

/** The least that takes, queues, passes on, and reports what could not be delivered. */
function services(port: number): string {
  const lines = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'proxywrite unix - - n - 1 proxymap',
    'smtp unix - - n - - smtp',
    'relay unix - - n - - smtp',
    'showq unix n - n - - showq',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'discard unix - - n - - discard',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  return `${lines.join('\n')}\n`;
}

/** Postfix keeps what it locks and remembers as a user of its own. */
function ownerOfData(): [uid: number, gid: number] {
  const number = (kind: string) => Number(spawnSync('id', [kind, 'postfix'], { encoding: 'utf8' }).stdout);
  return [number('-u'), number('-g')];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
