import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const migrateCommand: Command = {
  name: 'migrate',
  about: 'bring the tables up to date; the server does so by itself when it starts',
  async run({ config, print }) {
    await withDatabase(config, async (sql) => {
      const rows = await sql<{ name: string }[]>`select name from migrations order by name`;
      print(`The tables are up to date: ${rows.at(-1)?.name ?? 'there are no migrations'}.`);
    });
  },
};
