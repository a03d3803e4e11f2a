import type { Channel } from '../channel.ts';
import { email } from './email/index.ts';
import { webPush } from './web-push/index.ts';

/** Every way to reach subscribers. */
export const channels: readonly Channel[] = [email, webPush];
