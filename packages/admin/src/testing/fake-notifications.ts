import type { DeliveryCounts, EmailCheck, Notice, Sending } from '@allswell/protocol';
import { Refusal } from './fake-rules.ts';
import type { FakeServer, Handler } from './fake-server.ts';

type Route = [method: string, path: RegExp, handler: Handler];

const none: DeliveryCounts = { waiting: 0, sent: 0, failed: 0, superseded: 0, suppressed: 0 };

/** The part of the server in memory that tells people. */
export class FakeNotifications {
  readonly #server: FakeServer;
  notices: Notice[] = [];
  sending: Sending = {
    channels: ['email', 'web_push'],
    held: null,
    last_sender_at: null,
    waiting: 0,
    oldest_due_seconds: null,
    email: {
      configured: true,
      from: 'Fernhill Status <status@fernhill.example>',
      server: 'mail.fernhill.example:587',
      signed_by: 'fernhill.example',
    },
    bounce_hooks: {
      ses: 'https://status.example/hooks/bounces/ses/secret-of-ses',
      postmark: 'https://status.example/hooks/bounces/postmark/secret-of-postmark',
    },
  };
  emailCheck: EmailCheck = {
    works: true,
    steps: [
      { step: 'Reach the server', ok: true, detail: 'mail.fernhill.example:587 answers.' },
      { step: 'Sign in', ok: true, detail: 'The user and the password are taken.' },
      { step: 'Name the sender', ok: true, detail: 'status@fernhill.example may send.' },
    ],
  };
  /** Whether a sender is there, and says so all the time. */
  isRunning = true;

  constructor(server: FakeServer) {
    this.#server = server;
  }

  /** An update was told, or is being told. */
  tell(
    updateId: string,
    counts: Record<string, Partial<DeliveryCounts>>,
    part: Partial<Notice> & { incident_id: string },
  ): Notice {
    const notice: Notice = {
      id: this.#server.newId('notic'),
      update_id: updateId,
      kind: 'update',
      created_at: '2026-11-22T13:32:00.000Z',
      expanded_at: '2026-11-22T13:32:01.000Z',
      counts: countsOf(counts),
      reasons: [],
      ...part,
    };
    this.notices.push(notice);
    return notice;
  }

  /** It goes on, or comes to its end. */
  move(notice: Notice, counts: Record<string, Partial<DeliveryCounts>>): void {
    notice.counts = countsOf(counts);
  }

  hold(because = 'This database was restored from a backup.'): void {
    this.sending = { ...this.sending, held: { since: '2026-11-22T12:00:00.000Z', because } };
  }

  routes(): Route[] {
    return [
      ['GET', /^\/api\/v1\/notifications$/, () => [200, this.#now()]],
      [
        'POST',
        /^\/api\/v1\/notifications\/resume$/,
        () => {
          this.sending = { ...this.sending, held: null, waiting: 0, oldest_due_seconds: null };
          return [200, this.#now()];
        },
      ],
      ['POST', /^\/api\/v1\/notifications\/check-email$/, () => [200, this.emailCheck]],
      [
        'POST',
        /^\/api\/v1\/notifications\/test$/,
        () => {
          if (!this.sending.email.configured) throw new Refusal('email-not-configured');
          return [202, { status: 'accepted', address: this.#server.admins[0]?.email }];
        },
      ],
      [
        'GET',
        /^\/api\/v1\/incidents\/(\w+)\/notices$/,
        ([id]) => [200, structuredClone(this.notices.filter((one) => one.incident_id === id))],
      ],
      ['POST', /^\/api\/v1\/notices\/(\w+)\/retry$/, ([id]) => [200, this.#retry(id)]],
    ];
  }

  #now(): Sending {
    return this.isRunning ? { ...this.sending, last_sender_at: new Date().toISOString() } : this.sending;
  }

  #retry(id: string | undefined): { retried: number } {
    const notice = this.notices.find((one) => one.id === id);
    if (!notice) throw new Refusal('notice-not-found');
    let retried = 0;
    for (const counts of Object.values(notice.counts)) {
      retried += counts.failed;
      Object.assign(counts, { waiting: counts.waiting + counts.failed, failed: 0 });
    }
    notice.reasons = notice.reasons.filter((one) => one.state !== 'failed');
    return { retried };
  }
}

function countsOf(counts: Record<string, Partial<DeliveryCounts>>): Notice['counts'] {
  return Object.fromEntries(Object.entries(counts).map(([channel, part]) => [channel, { ...none, ...part }]));
}
