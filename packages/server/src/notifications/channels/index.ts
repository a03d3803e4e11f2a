import type { Channel } from '../channel.ts';
import { discord } from './discord/index.ts';
import { email } from './email/index.ts';
import { googleChat } from './google-chat/index.ts';
import { slack } from './slack/index.ts';
import { teams } from './teams/index.ts';
import { webPush } from './web-push/index.ts';
import { webhook } from './webhook/index.ts';

/** Every way to reach subscribers. */
export const channels: readonly Channel[] = [email, webPush, webhook, slack, teams, discord, googleChat];
