import type { Command } from './command.ts';
import { UsageError } from './exit-codes.ts';
import { withDatabase } from './with-database.ts';

/** Long enough for any table; the embedded server's own limit on statements would be too short. */
const patienceMs = 12 * 60 * 60_000;

export const backupCommand: Command = {
  name: 'backup',
  usage: 'FILE',
  about: 'write everything in the database to a file, while the server runs',
  details:
    'The file holds password hashes, keys and addresses: keep it as safe as the database. It is only readable for its owner.',
  args: 1,
  async run({ config, args, print }) {
    const { writeBackup } = await import('../backup/write-backup.ts');
    const file = requireFile(args);
    const { tables, rows } = await withDatabase(config, (sql) => writeBackup(sql, file), { deadlineMs: patienceMs });
    print(`Wrote ${rows} rows of ${tables} tables to ${file}.`);
  },
};

export const restoreCommand: Command = {
  name: 'restore',
  usage: 'FILE',
  about: 'fill a database from a backup; refuses one that is in use',
  details:
    'Stop the server first and use an empty data folder or database. The page gets a new epoch, so that readers take the restored state over what they knew. Subscribers are told nothing until you run "allswell notifications resume".',
  args: 1,
  async run({ config, args, print }) {
    const { restoreBackup } = await import('../backup/restore-backup.ts');
    const { ownFolder } = await import('../lifecycle/own-folder.ts');
    const file = requireFile(args);
    const folder = ownFolder(config.dataDir);
    try {
      const options = { deadlineMs: patienceMs, unprepared: true };
      const { tables, rows } = await withDatabase(config, (sql) => restoreBackup(sql, file), options);
      print(`Restored ${rows} rows of ${tables} tables from ${file}.`);
    } finally {
      folder.release();
    }
  },
};

function requireFile([file]: string[]): string {
  if (!file) throw new UsageError('Say which file.');
  return file;
}
