import type { UptimePreviewRequest } from '@allswell/protocol';
import type { TemplateResult } from 'lit';
import { nothing } from 'lit';
import type { Screen } from '../status-admin/screen.ts';
import type { ShownDifference } from './show-difference.ts';

/**
 * What a change would do to uptime, said while it is being made. It is fetched when it is first asked for, and never in
 * the way: nothing that is saved waits for it.
 */
export class Difference {
  readonly #screen: Screen;
  #shown: ShownDifference | null = null;
  #request: UptimePreviewRequest | null = null;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Asks what this would do, unless that was asked already; null for what changes nothing of the past. */
  follow(request: UptimePreviewRequest | null): void {
    this.#request = request;
    if (this.#shown) this.#shown.follow(request);
    else if (request) void this.#fetch();
  }

  render(): TemplateResult | typeof nothing {
    return this.#request ? (this.#shown?.render() ?? nothing) : nothing;
  }

  async #fetch(): Promise<void> {
    try {
      const { ShownDifference } = await import('./show-difference.ts');
      this.#shown ??= new ShownDifference(this.#screen);
      this.#shown.follow(this.#request);
    } catch {
      // Without it a change is what it was before: saved without being told what becomes of uptime.
    }
  }
}
