import type { Notice } from '@allswell/protocol';
import { html, nothing } from 'lit';
import type { ReactiveController, TemplateResult } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { Screen } from '../status-admin/screen.ts';
import { isUnderWay } from './is-under-way.ts';

const quickMs = 1_500;
const slowestMs = 15_000;

/**
 * Follows how the people who follow an incident are told of it: often while somebody still waits, not at all once
 * everything is settled. The part that draws it is fetched when there is something to draw.
 */
export class NoticesWatch implements ReactiveController {
  readonly #screen: Screen;
  #incidentId = '';
  #notices: readonly Notice[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** How long until the next question; null while there is nothing to wait for. */
  #pauseMs: number | null = null;
  #isHeld = false;
  #hasNoMailServer = false;
  #isAsking = false;
  #isAskedAgain = false;

  constructor(screen: Screen) {
    this.#screen = screen;
    screen.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    clearTimeout(this.#timer);
    this.#incidentId = '';
  }

  /** Looks at an incident or a maintenance, from now on; asked again, it looks at once. */
  look(incidentId: string): void {
    if (incidentId !== this.#incidentId) this.#notices = [];
    this.#incidentId = incidentId;
    this.#pauseMs = null;
    void this.#ask();
  }

  /** What became of telling people of one update. */
  render(updateId: string): TemplateResult | typeof nothing {
    const notices = this.#notices.filter((one) => one.update_id === updateId);
    if (notices.length === 0) return nothing;
    return html`<status-admin-deliveries
      .panel=${this.#screen.panel}
      .notices=${notices}
      .isHeld=${this.#isHeld}
      .hasNoMailServer=${this.#hasNoMailServer}
      .onRetried=${() => this.look(this.#incidentId)}
    ></status-admin-deliveries>`;
  }

  readonly #onVisibility = () => {
    if (!document.hidden && this.#incidentId && this.#notices.some(isUnderWay)) void this.#ask();
  };

  async #ask(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#isAsking) {
      this.#isAskedAgain = true;
      return;
    }
    this.#isAsking = true;
    const id = this.#incidentId;
    try {
      const notices = await this.#screen.panel.api.notifications.listNotices(id);
      if (notices.length > 0) await import('./define.ts');
      if (id === this.#incidentId) await this.#take(notices);
    } catch (error) {
      // What is not known is not shown; the screen itself says that the server is away.
      if (error instanceof ApiError && !error.isPassing) this.#notices = [];
      this.#pauseMs = this.#notices.some(isUnderWay) ? slowestMs : null;
    } finally {
      this.#isAsking = false;
    }
    if (this.#isAskedAgain) {
      this.#isAskedAgain = false;
      void this.#ask();
      return;
    }
    if (this.#pauseMs === null || !this.#incidentId || document.hidden) return;
    this.#timer = setTimeout(() => void this.#ask(), this.#pauseMs);
  }

  async #take(notices: readonly Notice[]): Promise<void> {
    const isSame = JSON.stringify(notices) === JSON.stringify(this.#notices);
    this.#notices = notices;
    this.#pauseMs = pauseAfter(notices, isSame ? this.#pauseMs : null);
    const isStill = isSame && notices.some(isUnderWay);
    const sending = isStill ? await this.#screen.panel.api.notifications.read() : null;
    const isHeld = sending !== null && sending.held !== null;
    const hasNoMailServer = sending?.email.configured === false;
    if (isSame && isHeld === this.#isHeld && hasNoMailServer === this.#hasNoMailServer) return;
    this.#isHeld = isHeld;
    this.#hasNoMailServer = hasNoMailServer;
    this.#screen.requestUpdate();
  }
}

/**
 * How long to wait before asking again; null once everything is settled. Where nothing has moved since the pause before,
 * such as while a server of somebody else's is down, asking often would show nothing new.
 */
export function pauseAfter(notices: readonly Notice[], before: number | null): number | null {
  if (!notices.some(isUnderWay)) return null;
  return before === null ? quickMs : Math.min(slowestMs, before * 1.5);
}
