import { aborted } from './aborted.ts';
import type { Command, Context } from './command.ts';
import { findExample } from './find-example.ts';

/** What npm start runs. */
export const allCommand: Command = {
  name: 'all',
  about: 'the page, the panel, the API and the clock in one process; this is what npm start runs',
  isServer: true,
  run: (context) => runServer(context, { clock: true }),
};

export const serveCommand: Command = {
  name: 'serve',
  about: 'the page, the panel and the API; any number of these on one DATABASE_URL, each with a data folder of its own',
  isServer: true,
  run: (context) => runServer(context, { clock: false }),
};

async function runServer({ config, log, print, ending }: Context, { clock }: { clock: boolean }): Promise<void> {
  const { serve } = await import('../serve.ts');
  const server = await serve({ config, log, print, clock, startExample: clock ? findExample() : undefined });
  try {
    await Promise.race([aborted(ending), server.failed]);
  } finally {
    await server.close();
  }
}
