import type { AcceptInvite, ResetPassword, Session as SessionAnswer, SetUp, SignIn } from '@allswell/protocol';
import { ApiError } from '../api/api-error.ts';
import type { TokenSource } from '../api/client.ts';
import { delayBefore, pause } from '../api/pause.ts';
import { send } from '../api/send.ts';
import { OtherTabs, oneTabAtATime } from './other-tabs.ts';

/** Where the session stands. `signed-out` says so in `reason` when it was not the admin's own doing. */
export type SessionState = 'starting' | 'signed-out' | 'signed-in';
export type SignedInAdmin = SessionAnswer['admin'];

/** A token this close to its end is renewed before it is used. */
const marginMs = 30_000;
const renewBeforeEndMs = 60_000;

/**
 * Who is signed in. The access token lives in this object and nowhere else; a reload gets a new one through the
 * refresh cookie. Fires `change`.
 */
export class Session extends EventTarget implements TokenSource {
  readonly #base: URL;
  readonly #tabs = new OtherTabs();
  #token: string | null = null;
  #endsAt = 0;
  #refreshing: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #life = new AbortController();

  state: SessionState = 'starting';
  admin: SignedInAdmin | null = null;
  /** True when the session ended by itself or in another place, and not by "Sign out" here. */
  wasEnded = false;
  /** How it began: by someone who typed a password, or by the cookie. */
  beganBy: 'password' | 'cookie' = 'cookie';
  /** True while the server cannot be asked. */
  isUnreachable = false;

  constructor(base: URL) {
    super();
    this.#base = base;
  }

  /** Hears what other tabs do, without asking the server anything. */
  listen(): void {
    this.#tabs.open(this.#name, (news) => {
      if (news === 'signed-out' && this.state === 'signed-in') this.#end(true);
      if (news === 'signed-in' && this.state === 'signed-out') void this.#refresh().catch(ignorePassing);
    });
  }

  /** Finds out whether the cookie still stands for someone; keeps asking while the server is away. */
  async start(): Promise<void> {
    const life = this.#life;
    this.listen();
    for (let tries = 1; !life.signal.aborted && this.state === 'starting'; tries++) {
      try {
        await this.#refresh();
      } catch {
        this.isUnreachable = true;
        this.#changed();
        await pause(delayBefore(tries), life.signal);
      }
    }
  }

  /** Lets go of timers and other tabs. */
  stop(): void {
    this.#life.abort();
    clearTimeout(this.#timer);
    this.#tabs.close();
  }

  /** Whether the first admin has still to be made. */
  async isSetUpNeeded(): Promise<boolean> {
    const { data } = await send('GET', this.#address('/auth/setup'));
    return (data as { needed: boolean }).needed;
  }

  signIn(content: SignIn): Promise<void> {
    return this.#begin('/auth/sign-in', content);
  }

  setUp(content: SetUp): Promise<void> {
    return this.#begin('/auth/setup', content);
  }

  acceptInvite(content: AcceptInvite): Promise<void> {
    return this.#begin('/auth/accept-invite', content);
  }

  /** A new password, by the link of a letter. */
  resetPassword(content: ResetPassword): Promise<void> {
    return this.#begin('/auth/reset-password', content);
  }

  /** Asks for that letter. Whether there will be one is not said. */
  async forgetPassword(email: string): Promise<void> {
    await send('POST', this.#address('/auth/forgot-password'), { body: { email } });
  }

  /** Ends the session here and in the other tabs; here even when the server cannot be told. */
  async signOut(): Promise<void> {
    try {
      await send('POST', this.#address('/auth/sign-out'), { body: {}, credentials: 'same-origin' });
    } finally {
      this.#end(false);
      this.#tabs.tell('signed-out');
    }
  }

  async token(): Promise<string | null> {
    if (this.state !== 'signed-in') return null;
    if (Date.now() > this.#endsAt - marginMs) await this.#refresh();
    return this.#token;
  }

  async renew(refused: string): Promise<string | null> {
    // Another call may have renewed it meanwhile.
    if (this.#token === refused) await this.#refresh();
    return this.#token;
  }

  get #name(): string {
    return `allswell:session:${this.#base.href}`;
  }

  #address(path: string): URL {
    return new URL(path, this.#base);
  }

  async #begin(path: string, content: unknown): Promise<void> {
    const { data } = await send('POST', this.#address(path), { body: content, credentials: 'same-origin' });
    this.#take(data as SessionAnswer, 'password');
    this.#tabs.tell('signed-in');
  }

  /** One refresh at a time, however many calls want a token. */
  #refresh(): Promise<void> {
    this.#refreshing ??= oneTabAtATime(this.#name, () => this.#askForToken()).finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #askForToken(): Promise<void> {
    try {
      const { data } = await send('POST', this.#address('/auth/refresh'), { body: {}, credentials: 'same-origin' });
      this.#take(data as SessionAnswer, 'cookie');
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 401 && error.status !== 403)) throw error;
      this.#end(this.state === 'signed-in');
    }
  }

  #take(answer: SessionAnswer, by: 'password' | 'cookie'): void {
    const lifeMs = answer.expires_in * 1_000;
    this.#token = answer.access_token;
    this.#endsAt = Date.now() + lifeMs;
    this.admin = answer.admin;
    this.state = 'signed-in';
    this.beganBy = by;
    this.wasEnded = false;
    this.isUnreachable = false;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => void this.#refresh().catch(ignorePassing),
      Math.max(1_000, lifeMs - renewBeforeEndMs),
    );
    this.#changed();
  }

  #end(wasEnded: boolean): void {
    clearTimeout(this.#timer);
    this.#token = null;
    this.#endsAt = 0;
    this.state = 'signed-out';
    this.wasEnded = wasEnded;
    this.isUnreachable = false;
    if (!wasEnded) this.admin = null;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('change'));
  }
}

/** A refresh ahead of time may fail: the next call asks again, and says so to whoever waits for it. */
function ignorePassing(error: unknown): void {
  if (!(error instanceof ApiError)) throw error;
}
