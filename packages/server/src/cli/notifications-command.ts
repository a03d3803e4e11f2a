import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const notificationsCommand: Command = {
  name: 'notifications resume',
  about: 'let sending to subscribers go on that is held, for instance after a restore',
  details:
    'Nothing is sent from a restored or copied database, or after hours without a sender, until you say so: what waits may be old news, and another system may still be sending it. Prints the fence for senders that get ALLSWELL_FENCE_TOKEN.',
  async run({ config, print }) {
    const { resumeSending } = await import('../notifications/resume-sending.ts');
    const fence = await withDatabase(config, (sql) => sql.begin((tx) => resumeSending(tx, null, config.fenceToken)));
    print(`Subscribers are told again.\nALLSWELL_FENCE_TOKEN=${fence}`);
  },
};
