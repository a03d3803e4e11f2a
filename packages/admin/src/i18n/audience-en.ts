import { sayIn } from './say.ts';

const { count, list, number } = sayIn('en');

/** How many will be told, and by what, in English. */
export const audienceEn = {
  audience: {
    title: 'Who will be told?',
    counting: 'Counting who follows this.',
    sum: (amount: number, parts: readonly string[]) =>
      `${count(amount, { one: '# subscriber', other: '# subscribers' })}: ${list(parts)}.`,
    by: {
      email: (amount: number) => `${number(amount)} by email`,
      web_push: (amount: number) => `${number(amount)} by push`,
      webhook: (amount: number) => `${number(amount)} by webhook`,
    },
    /** By the name of a chat. */
    inChat: (amount: number, name: string) => `${number(amount)} in ${name}`,
    nobody: 'Nobody follows this yet.',
    unknown: 'How many that is cannot be said just now. Whoever follows this is told all the same.',
    off: 'Nobody is told. Readers of the page see it all the same.',
    switchedOff: 'Messages of this step are switched off in the settings, so nobody is told.',
    held: 'Sending is held: they are told once it is resumed.',
    will: (amount: number) =>
      count(amount, { one: '# subscriber will be told.', other: '# subscribers will be told.' }),
    willNobody: 'Nobody will be told.',
  },
  channels: { email: 'Email', web_push: 'Web push', webhook: 'Webhook' },
};
