import { describeVariables } from '../config.ts';
import type { Command } from './command.ts';

export const checkConfigCommand: Command = {
  name: 'check-config',
  about: 'check the environment without starting anything; ends with 78 when something is wrong',
  details: ['The variables:', ...describeVariables()].join('\n'),
  async run({ print }) {
    // Whoever comes here has had the environment read: a mistake in it ends every command.
    print('The configuration is right.');
  },
};
