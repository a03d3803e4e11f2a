import * as v from 'valibot';
import { emailSchema, nameSchema, passwordSchema, timeZoneSchema } from './text.ts';

const token = v.pipe(
  v.string('Send the token as a string.'),
  v.minLength(1, 'Send the token.'),
  v.maxLength(200, 'This is no token of ours.'),
);
const anyPassword = v.pipe(
  v.string('Send a password as a string.'),
  v.minLength(1, 'Send a password.'),
  v.maxLength(256, 'Send a password of at most 256 characters.'),
);

/** `POST /auth/setup`: makes the first admin. */
export const setUpSchema = v.strictObject({
  token,
  email: emailSchema,
  password: passwordSchema,
  page_name: v.optional(nameSchema),
  time_zone: v.optional(timeZoneSchema),
});
export type SetUp = v.InferOutput<typeof setUpSchema>;

/** `POST /auth/sign-in` */
export const signInSchema = v.strictObject({ email: emailSchema, password: anyPassword });
export type SignIn = v.InferOutput<typeof signInSchema>;

/** What signing in answers. The refresh token travels in a cookie that scripts cannot read. */
export const sessionSchema = v.object({
  access_token: v.string(),
  token_type: v.literal('Bearer'),
  expires_in: v.number(),
  admin: v.object({ id: v.string(), email: v.string(), name: v.nullable(v.string()) }),
});
export type Session = v.InferOutput<typeof sessionSchema>;

/** `POST /api/v1/admins`: invites an admin by a link that is shown once. */
export const inviteSchema = v.strictObject({ email: emailSchema, name: v.optional(v.nullable(nameSchema)) });
export type Invite = v.InferOutput<typeof inviteSchema>;

/** `POST /auth/accept-invite`: the invited admin chooses a password. */
export const acceptInviteSchema = v.strictObject({
  token,
  password: passwordSchema,
  name: v.optional(v.nullable(nameSchema)),
});
export type AcceptInvite = v.InferOutput<typeof acceptInviteSchema>;

/** `POST /auth/forgot-password`: a link by email, if there is such an admin. The answer is the same for everyone. */
export const forgotPasswordSchema = v.strictObject({ email: emailSchema });

/** `POST /auth/reset-password`: a new password by the link of that email; answers with a session. */
export const resetPasswordSchema = v.strictObject({ token, password: passwordSchema });
export type ResetPassword = v.InferOutput<typeof resetPasswordSchema>;

/** `PATCH /api/v1/admins/:id` */
export const adminChangeSchema = v.partial(
  v.strictObject({ name: v.nullable(nameSchema), disabled: v.boolean('Send true or false.') }),
);
export type AdminChange = v.InferOutput<typeof adminChangeSchema>;

/** `PUT /api/v1/admins/me/password` */
export const passwordChangeSchema = v.strictObject({ current_password: anyPassword, new_password: passwordSchema });
export type PasswordChange = v.InferOutput<typeof passwordChangeSchema>;
