import type { TakenBack } from '../bounces/take-sent-back.ts';
import type { Command } from './command.ts';
import { BadInputError } from './exit-codes.ts';
import { withDatabase } from './with-database.ts';

const sentences: Record<TakenBack, string> = {
  'no report': 'This is no report of a mail server: nothing was changed.',
  'not ours': 'It names no subscriber whose mail failed: nothing was changed.',
  known: 'This report was taken before: nothing was changed.',
  counted: 'Counted as a passing trouble.',
  suppressed: 'The address is not written to any more.',
};

export const bounceCommand: Command = {
  name: 'bounce',
  usage: '< MAIL',
  about: 'take in a mail that a mail server has sent back',
  details:
    'Pipe the mail for ALLSWELL_BOUNCE_DOMAIN to it. Mail that is no report is left alone, without an error, so that nobody is written to about it.',
  async run({ config, readStdin, print }) {
    const mail = await readStdin();
    if (mail.trim() === '') throw new BadInputError('Give the mail on standard input.');
    const { takeSentBack } = await import('../bounces/take-sent-back.ts');
    const { masterKey, bounceDomain } = config;
    print(sentences[await withDatabase(config, (sql) => takeSentBack(sql, mail, { masterKey, bounceDomain }))]);
  },
};
