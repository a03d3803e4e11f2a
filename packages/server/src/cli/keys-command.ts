import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const keysCommand: Command = {
  name: 'keys rotate',
  about: 'retire the key that signs access tokens; the next one takes over',
  async run({ config, print }) {
    const { rotateKeys } = await import('../auth/index.ts');
    const { active, next } = await withDatabase(config, (sql) => rotateKeys(sql, config.masterKey));
    print(`Key ${active} signs from now on; ${next} is the next one.`);
  },
};
