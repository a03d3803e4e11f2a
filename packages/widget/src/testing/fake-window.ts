import { useFakeTimers } from 'sinon';
import { until } from './see.ts';
import type { StatusBanner } from '../status-banner/status-banner.ts';

type Realm = Window & typeof globalThis;

/** What windows ask, and what they are answered. */
export interface SharedService {
  origin: string;
  now: number;
  summary: unknown;
  /** Whether it answers 503. */
  isDown: boolean;
  /** The moments at which it was asked. */
  asked: number[];
}

/** A window of this browser with some banners in it: a frame, with a clock, timers and modules of its own. */
export class FakeWindow {
  readonly #frame: HTMLIFrameElement;
  readonly #clock: ReturnType<typeof useFakeTimers>;
  /** How many answers it is reading. */
  #reading = 0;
  /** Whether it is behind another one. */
  isHidden = false;

  private constructor(frame: HTMLIFrameElement, clock: ReturnType<typeof useFakeTimers>) {
    this.#frame = frame;
    this.#clock = clock;
  }

  static async open(service: SharedService, banners: number): Promise<FakeWindow> {
    const frame = document.createElement('iframe');
    frame.src = new URL('./window.html', import.meta.url).href;
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
    document.body.append(frame);
    await loaded;
    const realm = frame.contentWindow as Realm;
    await realm.customElements.whenDefined('status-banner');
    const config = { global: realm, now: service.now, toFake: ['Date', 'setTimeout', 'clearTimeout'] };
    const opened = new FakeWindow(frame, useFakeTimers(config as Parameters<typeof useFakeTimers>[0]));
    realm.fetch = async (_, options) => {
      service.asked.push(opened.#clock.now);
      opened.#reading += 1;
      // That is what it does last, whatever came.
      options?.signal?.addEventListener('abort', () => (opened.#reading -= 1));
      if (service.isDown) return new realm.Response('', { status: 503 });
      const headers = { Date: new Date(opened.#clock.now).toUTCString() };
      return new realm.Response(JSON.stringify(service.summary), { headers });
    };
    Object.defineProperty(realm.document, 'hidden', { configurable: true, get: () => opened.isHidden });
    for (let count = 0; count < banners; count += 1) {
      const banner = realm.document.createElement('status-banner');
      banner.setAttribute('src', service.origin);
      realm.document.body.append(banner);
    }
    await opened.pass(0);
    return opened;
  }

  get banners(): StatusBanner[] {
    return [...(this.#frame.contentDocument?.querySelectorAll<StatusBanner>('status-banner') ?? [])];
  }

  /** What its first banner says. */
  get said(): string {
    return this.banners[0]?.shadowRoot?.querySelector('[part=title]')?.textContent ?? '';
  }

  /** Has it stand before or behind another one. */
  hide(isHidden: boolean): void {
    this.isHidden = isHidden;
    this.#frame.contentWindow?.dispatchEvent(new Event('visibilitychange'));
  }

  /** The network is back. */
  goOnline(): void {
    this.#frame.contentWindow?.dispatchEvent(new Event('online'));
  }

  /** Keeps storage from it, as some browsers do. */
  closeStorage(): void {
    Object.defineProperty(this.#frame.contentWindow, 'localStorage', {
      get() {
        throw new DOMException('The storage is closed.', 'SecurityError');
      },
    });
  }

  /** Lets time pass, and answers arrive. */
  async pass(ms: number): Promise<void> {
    await this.#clock.tickAsync(ms);
    await until(() => this.#reading === 0, 'every answer has been read');
    for (let turns = 0; turns < 3; turns += 1) {
      await new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    }
  }

  close(): void {
    this.#clock.restore();
    this.#frame.remove();
  }
}
