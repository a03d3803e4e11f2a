import { aborted } from './aborted.ts';
import type { Command } from './command.ts';

export const workCommand: Command = {
  name: 'work',
  about: 'the clock alone: what happens by itself when its time has come; any number of these on one DATABASE_URL',
  isServer: true,
  async run({ config, log, ending }) {
    const [{ openDatabase }, { startClock }, { makeDataDir }] = await Promise.all([
      import('../db/open.ts'),
      import('../worker.ts'),
      import('../lifecycle/own-folder.ts'),
    ]);
    makeDataDir(config.dataDir);
    const database = openDatabase({ ...config, log });
    try {
      const isOver = aborted(ending);
      await Promise.race([isOver, database.ready]);
      const clock = startClock(database, config, log);
      await isOver;
      await clock.stop();
    } finally {
      await database.close();
    }
  },
};
