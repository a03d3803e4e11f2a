import type { Channel } from '../channel.ts';

/** Every way to reach subscribers. */
export const channels: readonly Channel[] = [];
