import { readRunFile } from '../lifecycle/run-file.ts';
import type { Command } from './command.ts';
import { withDatabase } from './with-database.ts';

export const setupLinkCommand: Command = {
  name: 'setup-link',
  about: 'print a new link for the set-up of the first admin, good for an hour; earlier ones end',
  async run({ config, print }) {
    const { createSetupToken } = await import('../auth/index.ts');
    const setup = await withDatabase(config, createSetupToken);
    const page = config.publicUrl ?? readRunFile(config.dataDir)?.page ?? `http://${config.host}:${config.port}`;
    print(
      setup
        ? `setup: ${page}/admin#setup=${setup.token}`
        : 'Allswell is already set up: sign in, or make an admin with allswell admin create.',
    );
  },
};
