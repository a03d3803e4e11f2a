/** What the command line and the server's start use of signing in. */
export { createInviteToken, createResetToken } from './create-reset-token.ts';
export { createAdmin } from './create-admin.ts';
export { createSetupToken } from './create-setup-token.ts';
export { disableAdmin } from './disable-admin.ts';
export { createKeyring, ensureKeys, rotateDueKeys, rotateKeys } from './keyring.ts';
export { listAdmins } from './list-admins.ts';
export { resetPassword } from './reset-password.ts';
