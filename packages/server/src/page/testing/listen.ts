import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { until } from '../../testing/until.ts';

export interface StreamEvent {
  id?: string;
  event?: string;
  data?: string;
  retry?: string;
}

/** A reader of the stream, as an EventSource sees it. */
export interface Listener {
  response: IncomingMessage;
  events: StreamEvent[];
  /** The first event that fits, when it comes. */
  heard(fits: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  /** Resolves when the server ends the stream; true when it did so properly. */
  ended: Promise<boolean>;
  close(): void;
}

/** Opens the stream of a page. */
export async function listen(url: string, headers: Record<string, string> = {}): Promise<Listener> {
  const req = request(`${url}/api/v2/stream`, { headers });
  req.end();
  const [response] = (await once(req, 'response')) as [IncomingMessage];
  const events: StreamEvent[] = [];
  let text = '';
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    const whole = text.split('\n\n');
    text = whole.pop() ?? '';
    for (const one of whole) events.push(Object.fromEntries(one.split('\n').map((line) => splitOnce(line))));
  });
  response.on('error', () => {});
  const ended = new Promise<boolean>((resolve) => response.on('close', () => resolve(response.complete)));
  return {
    response,
    events,
    heard: (fits) =>
      until(() => {
        const found = events.findLast(fits);
        if (!found) throw new Error(`Not heard yet; so far: ${events.map((one) => one.event).join(', ')}`);
        return found;
      }),
    ended,
    close: () => req.destroy(),
  };
}

function splitOnce(line: string): [string, string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}
