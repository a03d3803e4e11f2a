import type { ChannelName } from '@allswell/protocol';
import type { Strings } from '../i18n/en.ts';

/** Chats are called the same in every language. */
const chats: Partial<Record<ChannelName, string>> = {
  slack: 'Slack',
  teams: 'Microsoft Teams',
  discord: 'Discord',
  google_chat: 'Google Chat',
};

/** What a channel is called. */
export function nameOfChannel(channel: string, { channels }: Strings): string {
  const own = (channels as Record<string, string>)[channel];
  return own ?? chats[channel as ChannelName] ?? channel;
}

/** "10,980 by email" */
export function sayByChannel(channel: string, amount: number, strings: Strings): string {
  const { by, inChat } = strings.audience;
  const own = (by as Record<string, (amount: number) => string>)[channel];
  return own ? own(amount) : inChat(amount, nameOfChannel(channel, strings));
}
