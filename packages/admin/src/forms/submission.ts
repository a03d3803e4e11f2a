import type { FieldError } from '@allswell/protocol';
import type { ReactiveController, ReactiveElement } from 'lit';
import { ApiError } from '../api/api-error.ts';
import type { Persistence } from '../api/client.ts';
import { Intent } from '../api/intent.ts';

/**
 * One form's way to the server. While it is on its way a second submit is refused; trouble that passes is waited out
 * in the open; what the server refuses is kept by field.
 */
export class Submission implements ReactiveController {
  readonly #host: ReactiveElement;
  #abort: AbortController | null = null;

  intent = new Intent();
  isBusy = false;
  /** Why it is still trying. */
  waitingFor: ApiError | null = null;
  error: ApiError | null = null;
  fieldErrors: readonly FieldError[] = [];

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stop();
  }

  /** Carries a task out; true when it was. Checks come first: what they return is shown and nothing is sent. */
  async run(task: (persist: Persistence) => Promise<void>, checks: readonly FieldError[] = []): Promise<boolean> {
    if (this.isBusy) return false;
    this.error = null;
    this.fieldErrors = checks;
    if (checks.length > 0) {
      await this.#pointOut();
      return false;
    }
    const abort = (this.#abort = new AbortController());
    this.isBusy = true;
    this.#host.requestUpdate();
    try {
      await task({
        signal: abort.signal,
        onWaiting: (error) => {
          this.waitingFor = error;
          this.#host.requestUpdate();
        },
      });
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
      this.fieldErrors = error.errors;
      return false;
    } finally {
      this.isBusy = false;
      this.waitingFor = null;
      this.#host.requestUpdate();
      if (this.error && this.error.code !== 'not-signed-in') await this.#pointOut();
    }
  }

  /** Gives up waiting. The draft and its key stay, so that a later try is still the same intent. */
  stop(): void {
    this.#abort?.abort();
  }

  /** Forgets what went wrong. */
  clear(): void {
    this.error = null;
    this.fieldErrors = [];
    this.#host.requestUpdate();
  }

  /** What is wrong with one field, or with anything beneath it. */
  errorFor(pointer: string): string | null {
    const found = this.fieldErrors.find(
      (error) => error.pointer === pointer || error.pointer.startsWith(`${pointer}/`),
    );
    return found?.detail ?? null;
  }

  async #pointOut(): Promise<void> {
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    const place = this.#host.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]');
    (place ?? this.#host.renderRoot.querySelector<HTMLElement>('[data-problem]'))?.focus();
  }
}
