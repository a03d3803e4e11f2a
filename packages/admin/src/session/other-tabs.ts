/** What tabs of one browser tell each other about the session they share. */
export type TabNews = 'signed-in' | 'signed-out';

/** Talks to the other tabs that have this panel open. Where the browser has no channel, it is silent. */
export class OtherTabs {
  #channel: BroadcastChannel | null = null;

  /** Listens until `close`. */
  open(name: string, onNews: (news: TabNews) => void): void {
    if (this.#channel || typeof BroadcastChannel === 'undefined') return;
    this.#channel = new BroadcastChannel(name);
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data === 'signed-in' || data === 'signed-out') onNews(data);
    };
  }

  tell(news: TabNews): void {
    this.#channel?.postMessage(news);
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
  }
}

/** Runs one task at a time across tabs: two refreshes at once would spend each other's token. */
export async function oneTabAtATime<T>(name: string, task: () => Promise<T>): Promise<T> {
  const locks = (navigator as Partial<Pick<Navigator, 'locks'>>).locks;
  return locks ? await locks.request(name, task) : task();
}
