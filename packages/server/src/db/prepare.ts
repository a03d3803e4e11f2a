import { connect, type DatabaseAddress, type Sql } from './connect.ts';
import { migrate } from './migrate.ts';
import { UnsuitableDatabaseError } from './unsuitable-database.ts';

const oldestVersion = 15;
/** Migrations may take their time, and another process may be at them. */
const patienceMs = 10 * 60_000;

/** Makes a database ready for use: checks what it is and brings its tables up to date. Names the migrations applied. */
export async function prepareDatabase(address: DatabaseAddress): Promise<string[]> {
  const sql = connect(address, { max: 1, deadlineMs: patienceMs, name: 'allswell migrate' });
  try {
    await requireVersion(sql);
    return await migrate(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function requireVersion(sql: Sql): Promise<void> {
  const [row] = await sql<{ server_version_num: string }[]>`show server_version_num`;
  refuseOldVersion(Number(row?.server_version_num));
}

/** Takes what Postgres calls server_version_num, such as 150012 for 15.12. */
export function refuseOldVersion(versionNumber: number): void {
  const major = Math.floor(versionNumber / 10_000);
  if (major >= oldestVersion) return;
  throw new UnsuitableDatabaseError(
    `This is Postgres ${major}, and Allswell needs ${oldestVersion} or newer. Point DATABASE_URL to a newer one, or unset it to use the one that comes along.`,
  );
}
