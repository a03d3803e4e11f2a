/**
 * A backup is gzipped text. Its first line says what it is; then each table is one line of JSON, its rows as COPY writes
 * them (one a line, tabs between columns) and `\.`; the last line counts the rows, so that a file that was cut off is noticed.
 */
export const backupFormat = 'allswell-backup-1';

export interface BackupHead {
  format: typeof backupFormat;
  created_at: string;
  version: string;
  migrations: string[];
}

export interface BackupTail {
  end: true;
  tables: number;
  rows: number;
}

export const endOfTable = '\\.';
