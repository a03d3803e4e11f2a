import { emailSchema, passwordSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import type { Command, Context } from './command.ts';
import { BadInputError, UsageError } from './exit-codes.ts';
import { withDatabase } from './with-database.ts';

const email = { type: 'string', about: 'address to sign in with' } as const;
const passwordStdin = { type: 'boolean', about: 'read the password from standard input' } as const;

export const adminCommands: Command[] = [
  {
    name: 'admin create',
    usage: '--email E --password-stdin',
    about: 'make an admin',
    details: 'For example: printf \'%s\' "$PASSWORD" | allswell admin create --email maya@example.com --password-stdin',
    options: {
      email,
      name: { type: 'string', about: 'name, as other admins see it' },
      'password-stdin': passwordStdin,
    },
    async run(context) {
      const address = requireEmail(context);
      const password = await readPassword(context);
      const { createAdmin } = await import('../auth/index.ts');
      const name = typeof context.options['name'] === 'string' ? context.options['name'] : null;
      const admin = await withDatabase(context.config, (sql) => createAdmin(sql, { email: address, password, name }));
      context.print(`Made the admin ${admin.email}.`);
    },
  },
  {
    name: 'admin list',
    about: 'list all admins',
    async run({ config, print }) {
      const { listAdmins } = await import('../auth/index.ts');
      const admins = await withDatabase(config, listAdmins);
      if (admins.length === 0)
        print('There is no admin yet: allswell setup-link or allswell admin create makes the first.');
      for (const admin of admins) print(`${admin.email}\t${admin.name ?? ''}\t${admin.state}`);
    },
  },
  {
    name: 'admin disable',
    usage: '--email E',
    about: 'disable an admin; their sessions end at once',
    options: { email },
    async run(context) {
      const address = requireEmail(context);
      const { disableAdmin } = await import('../auth/index.ts');
      await withDatabase(context.config, (sql) => disableAdmin(sql, { email: address }));
      context.print(`Disabled the admin ${address}.`);
    },
  },
  {
    name: 'admin reset-password',
    usage: '--email E --password-stdin',
    about: 'give an admin a new password; their sessions end at once',
    options: { email, 'password-stdin': passwordStdin },
    async run(context) {
      const address = requireEmail(context);
      const password = await readPassword(context);
      const { resetPassword } = await import('../auth/index.ts');
      await withDatabase(context.config, (sql) => resetPassword(sql, { email: address, password }));
      context.print(`Changed the password of ${address}.`);
    },
  },
];

function requireEmail({ options }: Context): string {
  const given = options['email'];
  if (typeof given !== 'string') throw new UsageError('Say whom: --email maya@example.com');
  return accept(emailSchema, given);
}

/** A password in the arguments would be in the history of the shell and in the list of processes. */
async function readPassword({ options, readStdin }: Context): Promise<string> {
  if (options['password-stdin'] !== true)
    throw new UsageError('Give the password on standard input, and say so: --password-stdin');
  return accept(passwordSchema, (await readStdin()).replace(/\r?\n$/, ''));
}

function accept<T>(schema: v.GenericSchema<unknown, T>, given: string): T {
  const parsed = v.safeParse(schema, given);
  if (!parsed.success) throw new BadInputError(parsed.issues[0].message);
  return parsed.output;
}
