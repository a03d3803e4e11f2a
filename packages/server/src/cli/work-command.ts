import { aborted } from './aborted.ts';
import type { Command } from './command.ts';

export const workCommand: Command = {
  name: 'work',
  about:
    'the clock, and telling subscribers: what happens by itself when its time has come; any number of these on one DATABASE_URL',
  details:
    'Each needs a data folder of its own that outlives restarts, or ALLSWELL_FENCE_TOKEN. Set ALLSWELL_PUBLIC_URL: links in messages begin with it.',
  isServer: true,
  async run({ config, log, ending }) {
    const [{ openDatabase }, { startWork }, { makeDataDir }, { serveWorkOperations }, { readAlertFigures }] =
      await Promise.all([
        import('../db/open.ts'),
        import('../start-work.ts'),
        import('../lifecycle/own-folder.ts'),
        import('../operations/serve-work-operations.ts'),
        import('../operations/alerts.ts'),
      ]);
    makeDataDir(config.dataDir);
    const database = openDatabase({ ...config, log });
    const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
    const isOver = aborted(ending);
    try {
      const work = await startWork({ database, config, publicUrl, log });
      const operations =
        config.opsPort === undefined
          ? undefined
          : await serveWorkOperations({
              port: config.opsPort,
              figures: () => work.sending.figures(),
              polling: () => work.clock.polling(),
              alerts: () => readAlertFigures(database.sql),
              ending,
            });
      if (operations) log.info({ operations: operations.url }, 'the operations port is open');
      await Promise.race([isOver, database.ready]);
      await isOver;
      await work.stop();
      await operations?.close();
    } finally {
      await database.close();
    }
  },
};
