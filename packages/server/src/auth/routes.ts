import { DomainError } from '@allswell/protocol';
import {
  acceptInviteSchema,
  adminChangeSchema,
  adminSchema,
  forgotPasswordSchema,
  inviteSchema,
  passwordChangeSchema,
  resetPasswordSchema,
  sessionSchema,
  setUpSchema,
  signInSchema,
} from '@allswell/protocol/schema';
import type { Context } from 'hono';
import * as v from 'valibot';
import { type Answer, created, noContent, ok } from '../http/answer.ts';
import { linkHeader, offsetOf, pageQuerySchema } from '../http/pagination.ts';
import { readJson } from '../http/read-body.ts';
import { open, type Route, read, write } from '../http/route.ts';
import { acceptInvite } from './accept-invite.ts';
import type { AccessTokens } from './access-token.ts';
import type { Begun } from './begin-session.ts';
import { changeAdmin } from './change-admin.ts';
import { changePassword, preparePassword } from './change-password.ts';
import { type RefreshCookie, refreshCookie } from './cookie.ts';
import { needsSetup } from './create-setup-token.ts';
import { forgotPassword } from './forgot-password.ts';
import { inviteAdmin } from './invite-admin.ts';
import type { Keyring } from './keyring.ts';
import { listAdmins, readAdmin } from './list-admins.ts';
import { createOriginCheck, type OriginCheck } from './origin.ts';
import { refresh } from './refresh.ts';
import { resetForgottenPassword } from './reset-forgotten-password.ts';
import { setUp } from './set-up.ts';
import { signIn } from './sign-in.ts';
import { signOut } from './sign-out.ts';
import { countAdmins, lockAdmins } from './store.ts';

/** What the routes of signing in need beyond what every route has. */
export interface AuthOptions {
  publicUrl: string;
  adminOrigins: readonly string[];
  keyring: Keyring;
  tokens: AccessTokens;
}

/** Getting in and out. These routes are open; each of them checks for itself what it needs. */
export function signInRoutes({ publicUrl, adminOrigins, keyring, tokens }: AuthOptions): Route[] {
  const cookie = refreshCookie(publicUrl);
  const origins = createOriginCheck(publicUrl, adminOrigins);
  const headersOf = ({ refresh_token }: Begun) => ({ 'set-cookie': cookie.set(refresh_token) });

  return [
    open(
      {
        method: 'GET',
        path: '/auth/setup',
        summary: 'Whether the first admin is still to be made',
        answer: v.object({ needed: v.boolean() }),
      },
      async ({ services }) => ok({ needed: await needsSetup(services.sql) }),
    ),
    open(
      {
        method: 'POST',
        path: '/auth/setup',
        summary: 'Make the first admin, with the token of the set-up link',
        body: setUpSchema,
        answer: sessionSchema,
        status: 201,
        problems: ['already-set-up', 'token-invalid', 'origin-not-allowed', 'rate-limited'],
      },
      async ({ input, c, services }) => {
        origins.refuseForeign(c.req.header('origin'));
        const begun = await setUp(services.sql, input, { address: services.addressOf(c), tokens, publicUrl });
        await services.readersHaveIt(); // the page has its name now
        return created(`/api/v1/admins/${begun.session.admin.id}`, begun.session, headersOf(begun));
      },
    ),
    open(
      {
        method: 'POST',
        path: '/auth/sign-in',
        summary: 'Sign in by password',
        body: signInSchema,
        answer: sessionSchema,
        problems: ['wrong-credentials', 'origin-not-allowed', 'rate-limited'],
      },
      async ({ input, c, services }) => {
        origins.refuseForeign(c.req.header('origin'));
        const begun = await signIn(services.sql, input, { address: services.addressOf(c), tokens });
        return ok(begun.session, headersOf(begun));
      },
    ),
    open(
      {
        method: 'POST',
        path: '/auth/accept-invite',
        summary: 'Choose a password, with the token of an invitation',
        body: acceptInviteSchema,
        answer: sessionSchema,
        problems: ['token-invalid', 'token-spent', 'origin-not-allowed', 'rate-limited'],
      },
      async ({ input, c, services }) => {
        origins.refuseForeign(c.req.header('origin'));
        const begun = await acceptInvite(services.sql, input, { address: services.addressOf(c), tokens });
        return ok(begun.session, headersOf(begun));
      },
    ),
    open(
      {
        method: 'POST',
        path: '/auth/forgot-password',
        summary: 'A link for a new password by email, if there is such an admin: the answer is the same for everyone',
        body: forgotPasswordSchema,
        answer: v.object({ status: v.literal('accepted') }),
        status: 202,
        problems: ['origin-not-allowed', 'rate-limited'],
      },
      async ({ input, c, services }): Promise<Answer> => {
        origins.refuseForeign(c.req.header('origin'));
        const { sendsEmail } = services;
        await forgotPassword(services.sql, input.email, { address: services.addressOf(c), sendsEmail });
        return { ...ok({ status: 'accepted' }), status: 202 };
      },
    ),
    open(
      {
        method: 'POST',
        path: '/auth/reset-password',
        summary: 'Choose a new password, with the token of that email; all other sessions end',
        body: resetPasswordSchema,
        answer: sessionSchema,
        problems: ['token-invalid', 'token-spent', 'origin-not-allowed', 'rate-limited'],
      },
      async ({ input, c, services }) => {
        origins.refuseForeign(c.req.header('origin'));
        const begun = await resetForgottenPassword(services.sql, input, { address: services.addressOf(c), tokens });
        return ok(begun.session, headersOf(begun));
      },
    ),
    open(
      {
        method: 'POST',
        path: '/auth/refresh',
        summary: 'Go on with a session, by the cookie',
        answer: sessionSchema,
        problems: ['not-signed-in', 'session-ended', 'refresh-reused', 'origin-not-allowed', 'unsupported-media-type'],
      },
      async ({ c, services }) => {
        const token = await cookieToken(c, origins, cookie);
        if (!token) throw new DomainError('not-signed-in', 'Sign in.');
        const begun = await refresh(services.sql, token, tokens);
        return ok(begun.session, headersOf(begun));
      },
    ),
    open(
      {
        method: 'POST',
        path: '/auth/sign-out',
        summary: 'End the session of the cookie',
        status: 204,
        problems: ['origin-not-allowed', 'unsupported-media-type'],
      },
      async ({ c, services }): Promise<Answer> => {
        const token = await cookieToken(c, origins, cookie);
        if (token) await signOut(services.sql, token);
        return noContent({ 'set-cookie': cookie.clear() });
      },
    ),
    open(
      {
        method: 'GET',
        path: '/.well-known/jwks.json',
        summary: 'The public keys of the access tokens',
        answer: v.object({ keys: v.array(v.looseObject({})) }),
      },
      async () => ok({ keys: await keyring.published() }, { 'cache-control': 'public, max-age=300' }),
    ),
  ];
}

export const adminRoutes: Route[] = [
  read(
    { path: '/api/v1/admins', summary: 'Admins, oldest first', query: pageQuerySchema, answer: v.array(adminSchema) },
    async ({ sql, query, url }) => {
      const admins = await listAdmins(sql, { limit: query.per_page, offset: offsetOf(query) });
      return ok(admins, linkHeader(url, query, await countAdmins(sql)));
    },
  ),
  write(
    {
      method: 'POST',
      path: '/api/v1/admins',
      summary: 'Invite an admin; the answer holds the link, once',
      body: inviteSchema,
      answer: adminSchema,
      status: 201,
      problems: ['email-taken'],
      prepare: async ({ services }) => ({ byLetter: services.sendsEmail }),
    },
    async ({ write, input, prepared }) => {
      const admin = await inviteAdmin(write, input, prepared);
      return created(`/api/v1/admins/${admin.id}`, admin);
    },
  ),
  read(
    { path: '/api/v1/admins/me', summary: 'The admin who asks', answer: adminSchema, problems: ['admin-not-found'] },
    async ({ sql, actor }) => ok(await readAdmin(sql, actor.admin_id)),
  ),
  write(
    {
      method: 'PUT',
      path: '/api/v1/admins/me/password',
      summary: 'Change your own password; all your other sessions end',
      body: passwordChangeSchema,
      status: 204,
      problems: ['rate-limited'],
      lock: lockAdmins,
      prepare: ({ input, actor, services }) => preparePassword(services.sql, actor, input),
    },
    async ({ write, actor, prepared }) => {
      await changePassword(write, actor, prepared);
      return noContent();
    },
  ),
  read(
    { path: '/api/v1/admins/:id', summary: 'One admin', answer: adminSchema, problems: ['admin-not-found'] },
    async ({ sql, params }) => ok(await readAdmin(sql, params.id)),
  ),
  write(
    {
      method: 'PATCH',
      path: '/api/v1/admins/:id',
      summary: 'Rename, disable or enable an admin',
      body: adminChangeSchema,
      answer: adminSchema,
      lock: lockAdmins,
      problems: ['admin-not-found', 'last-admin'],
    },
    async ({ write, input, params }) => ok(await changeAdmin(write, params.id, input)),
  ),
];

/** What the cookie alone opens no other site may send: the origin is checked, and the type that no form can have. */
async function cookieToken(c: Context, origins: OriginCheck, cookie: RefreshCookie): Promise<string | undefined> {
  origins.require(c.req.header('origin'));
  await readJson(c.req.raw);
  return cookie.read(c.req.header('cookie'));
}
