import type { AffectedComponent, BlockNode, ChannelName, Impact, Indicator } from '@allswell/protocol';
import type { Config } from '../config.ts';
import type { Sql } from '../db/connect.ts';
import type { Log } from '../log.ts';

/** What one notice says, the same for everyone who gets it. */
export interface NoticeContent {
  id: string;
  /** Later notices have greater numbers. */
  number: number;
  kind: 'update' | 'reminder' | 'rescheduled';
  /** What the start was before it was moved; for `rescheduled` only. */
  moved_from: Date | null;
  page: {
    id: string;
    name: string;
    time_zone: string;
    languages: string[];
    default_language: string;
    support_url: string | null;
    accent_color: string | null;
    /** Where the page stood when this was read. */
    indicator: Indicator;
    description: string;
  };
  /** Without a slash at the end. All links begin with it. */
  publicUrl: string;
  incident: {
    id: string;
    name: string;
    status: string;
    impact: Impact;
    started_at: Date;
    resolved_at: Date | null;
    /** Set for a maintenance. */
    scheduled_for: Date | null;
    scheduled_until: Date | null;
    time_zone: string | null;
    cancelled_at: Date | null;
    /** Grows with each edit. */
    version: number;
    shortlink: string;
  };
  /** The components it affects, in the page's order. */
  components: { id: string; name: string; status: string }[];
  update: NoticeUpdate;
  /** What was said before, newest first, at most ten. */
  earlier: NoticeUpdate[];
}

export interface NoticeUpdate {
  id: string;
  status: string;
  body: string;
  body_nodes: BlockNode[];
  affected_components: AffectedComponent[];
  display_at: Date;
}

/** Whom one delivery goes to. */
export interface Recipient {
  subscription_id: string;
  address: string;
  details: Record<string, unknown>;
  locale: string;
  time_zone: string;
  /** It follows this one incident only, until it is over. */
  incident_id: string | null;
  /** Pages of the subscriber's own: they answer nobody else. */
  links: { manage: string; unsubscribe: string };
}

/** A letter that is due; see `letters/post-letter.ts`. */
export interface Letter {
  id: string;
  kind: 'confirm' | 'already' | 'invite' | 'reset' | 'test';
  address: string;
  locale: string;
  /** For `confirm` and `already`. */
  subscription_id: string | null;
  /** For `invite`, `reset` and `test`. */
  admin_id: string | null;
}

/** What became of one try. */
export type Outcome =
  | { kind: 'sent' }
  /**
   * It may work later. `destination`: the whole destination is in trouble, not this address alone. `channel`: nothing can
   * be sent by this way at all, such as when its own server does not answer; that counts as no try for anybody.
   */
  | { kind: 'later'; reason: string; afterMs?: number; destination?: boolean; channel?: boolean }
  /** It will never work, or not as it is; `bounced` says that the address itself is dead. */
  | { kind: 'failed'; reason: string; bounced?: boolean }
  /** The endpoint is gone for good: the subscription is removed. */
  | { kind: 'gone'; reason: string };

/** A way that is open: it holds connections until it is closed. */
export interface Sender {
  /** How many deliveries and letters may be under way at once. */
  concurrency: number;
  /** What browsers need to know before they can subscribe: the public VAPID key, for web push. */
  publicKey?: string;
  /**
   * Sends one notice to one subscriber, and says what became of it. It rejects only for a bug. When `signal` aborts, it
   * gives up as soon as that can be done without doubt about whether the message was taken.
   *
   * `signal.aborted` is true from the very moment at which somebody else may send this delivery, also when this process
   * was asleep meanwhile and no timer has run yet. So look at it right before the point of no return, such as before the
   * text of an email is written: whoever was frozen half way must not tell old news after newer ones.
   */
  send(notice: NoticeContent, to: Recipient, signal: AbortSignal): Promise<Outcome>;
  /** Sends a letter to one person; only email can. */
  sendLetter?(letter: Letter, signal: AbortSignal): Promise<Outcome>;
  close(): Promise<void>;
}

/** What a channel may use. */
export interface ChannelContext {
  sql: Sql;
  config: Config;
  publicUrl: string;
  log: Log;
}

/** A way to reach subscribers: a folder beside the others, and a line in `channels/index.ts`. */
export interface Channel {
  name: ChannelName;
  /** Opens it; undefined where it is not configured. */
  open(context: ChannelContext): Promise<Sender | undefined>;
}
