import { ownFolder } from '../lifecycle/own-folder.ts';
import { aborted } from './aborted.ts';
import type { Command, Context } from './command.ts';
import { findExample } from './find-example.ts';
import { withDatabase } from './with-database.ts';

const fillWithinMs = 60_000;

/** What npm start runs. */
export const allCommand: Command = {
  name: 'all',
  usage: '[--demo]',
  about: 'the page, the panel, the API and the clock in one process; this is what npm start runs',
  options: { demo: { type: 'boolean', about: 'fill an empty database with an imaginary company first' } },
  isServer: true,
  async run(context) {
    if (context.options['demo'] === true) await provideDemo(context);
    await runServer(context, { clock: true });
  },
};

export const serveCommand: Command = {
  name: 'serve',
  about: 'the page, the panel and the API; any number of these on one DATABASE_URL, each with a data folder of its own',
  isServer: true,
  run: (context) => runServer(context, { clock: false }),
};

/** Filling takes longer than a server gives any of its transactions, so it is done before there is one. */
async function provideDemo({ config, log }: Context): Promise<void> {
  const { fillDemo } = await import('../demo/fill-demo.ts');
  const owned = ownFolder(config.dataDir);
  try {
    const outcome = await withDatabase(config, (sql) => fillDemo(sql, demoZone()), { deadlineMs: fillWithinMs });
    if (outcome === 'filled') log.info({}, 'the database is filled with an imaginary company');
  } finally {
    owned.release();
  }
}

/** Where this machine is; servers are often set to UTC, where nobody lives. */
function demoZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return /^(UTC|GMT|Etc\/.*)$/.test(timeZone) ? 'Europe/Amsterdam' : timeZone;
}

async function runServer({ config, log, print, ending }: Context, { clock }: { clock: boolean }): Promise<void> {
  const { serve } = await import('../serve.ts');
  const server = await serve({ config, log, print, clock, startExample: clock ? findExample() : undefined });
  try {
    await Promise.race([aborted(ending), server.failed]);
  } finally {
    await server.close();
  }
}
