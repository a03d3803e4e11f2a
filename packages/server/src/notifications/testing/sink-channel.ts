import type { ChannelName } from '@allswell/protocol';
import type { Channel, Letter, NoticeContent, Outcome, Recipient } from '../channel.ts';

/** One message that the sink was given. */
export interface Message {
  notice: NoticeContent;
  to: Recipient;
}

/** What was taken, in order, whichever sink it was. */
export function inOrder(...sinks: readonly SinkChannel[]): Message[] {
  return sinks.flatMap((sink) => sink.messages).toSorted((one, other) => takenAt(one) - takenAt(other));
}

const order = new WeakMap<Message, number>();
let taken = 0;

function takenAt(message: Message): number {
  return order.get(message) ?? 0;
}

/** A channel that keeps what it is given, and refuses what it is told to refuse. */
export interface SinkChannel {
  channel: Channel;
  messages: Message[];
  letters: Letter[];
  /** Decides what becomes of a message; it may take its time. Without one, everything is taken. */
  answer: ((message: Message, signal: AbortSignal) => Outcome | Promise<Outcome>) | undefined;
  answerLetter: ((letter: Letter) => Outcome | Promise<Outcome>) | undefined;
  /** The most that were under way at once. */
  most: number;
  /** Addresses in the order in which they were told, with the words. */
  told(): string[];
}

export function createSinkChannel({
  name = 'email',
  concurrency = 10,
}: {
  name?: ChannelName;
  concurrency?: number;
} = {}): SinkChannel {
  let underWay = 0;
  const sink: SinkChannel = {
    messages: [],
    letters: [],
    answer: undefined,
    answerLetter: undefined,
    most: 0,
    told: () => sink.messages.map(({ notice, to }) => `${to.address}: ${notice.update.body}`),
    channel: {
      name,
      async open() {
        return {
          concurrency,
          async send(notice, to, signal) {
            underWay += 1;
            sink.most = Math.max(sink.most, underWay);
            try {
              const outcome = (await sink.answer?.({ notice, to }, signal)) ?? { kind: 'sent' };
              const message = { notice, to };
              if (outcome.kind === 'sent') {
                order.set(message, (taken += 1));
                sink.messages.push(message);
              }
              return outcome;
            } finally {
              underWay -= 1;
            }
          },
          async sendLetter(letter) {
            const outcome = (await sink.answerLetter?.(letter)) ?? { kind: 'sent' };
            if (outcome.kind === 'sent') sink.letters.push(letter);
            return outcome;
          },
          async close() {},
        };
      },
    },
  };
  return sink;
}
