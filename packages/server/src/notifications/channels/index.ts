import type { Channel } from '../channel.ts';
import { webPush } from './web-push/index.ts';

/** Every way to reach subscribers. */
export const channels: readonly Channel[] = [webPush];
