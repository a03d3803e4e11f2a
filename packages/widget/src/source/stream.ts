/** What a stream tells its feed. */
export interface StreamListener {
  onSummary(value: unknown): void;
  onChanged(): void;
  onAlive(proof: { epoch: string; seq: number; verified_at: string }): void;
  /** The stream broke; closed when it will not come back by itself. */
  onLost(isClosed: boolean): void;
}

/** An open stream. */
export interface Stream {
  close(): void;
}

/** Listens to a page's Server-Sent Events. */
export function openStream(url: string, { onSummary, onChanged, onAlive, onLost }: StreamListener): Stream | undefined {
  const source = new EventSource(url);
  const on = (name: string, take: (value: never) => void) =>
    source.addEventListener(name, ({ data }: MessageEvent<string>) => {
      try {
        take(JSON.parse(data) as never);
      } catch {
        // A frame that cannot be read is no news; the loop asks again in its own time.
      }
    });
  on('summary', onSummary);
  on('changed', onChanged);
  on('alive', onAlive);
  source.onerror = () => onLost(source.readyState === EventSource.CLOSED);
  return source;
}
