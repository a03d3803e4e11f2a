import { settingsChangeSchema, settingsSchema } from '@allswell/protocol/schema';
import { ok } from '../http/answer.ts';
import { type Route, read, write } from '../http/route.ts';
import { changeSettings } from './change-settings.ts';
import { readSettings } from './read-settings.ts';

export const settingsRoutes: Route[] = [
  read({ path: '/api/v1/settings', summary: 'The page’s settings', answer: settingsSchema }, async ({ sql }) =>
    ok(await readSettings(sql)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/settings',
      summary: 'Change the named settings',
      body: settingsChangeSchema,
      answer: settingsSchema,
      problems: ['stale-version'],
    },
    async ({ write, input }) => ok(await changeSettings(write, input)),
  ),
];
