import { createServer, type Socket } from 'node:net';

/** What one message came with. */
export interface RawMail {
  from: string;
  to: string[];
  /** The message as it was sent, dots doubled. */
  data: Buffer;
}

export interface RawSinkOptions {
  /** Called with each message that is taken, before it is answered. */
  onMail?: (mail: RawMail) => void;
  /**
   * How it misbehaves: `silent` greets nobody; `drip` sends a greeting byte by byte, for ever; `lose-answer` takes a
   * message and ends the connection; `no-pipelining` waits for each command.
   */
  manner?: 'silent' | 'drip' | 'lose-answer' | 'no-pipelining';
  /** What RCPT is answered with, in place of 250. */
  recipient?: (address: string) => string | undefined;
  /** So much later RCPT is answered. */
  slowMs?: (address: string) => number;
}

/** A mail server that does as little as it can for a message. */
export interface RawSink {
  port: number;
  url: string;
  /** How many messages were taken. */
  taken: number;
  connections: number;
  stop(): Promise<void>;
}

const endOfMessage = Buffer.from('\r\n.\r\n');
const endOfLine = Buffer.from('\r\n');

/** Starts a mail server for a hundred thousand messages: no streams, no parsing beyond the envelope. */
export async function startRawSink({ onMail, manner, recipient, slowMs }: RawSinkOptions = {}): Promise<RawSink> {
  const sockets = new Set<Socket>();
  const greeting =
    `250-sink.example\r\n${manner === 'no-pipelining' ? '' : '250-PIPELINING\r\n'}` +
    '250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n';

  const server = createServer({ noDelay: true }, (socket) => {
    sink.connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (manner === 'silent') return;
    if (manner === 'drip') return drip(socket);

    let waiting: Buffer = Buffer.alloc(0);
    let isInMessage = false;
    let isHolding = false;
    let from = '';
    let to: string[] = [];
    socket.write('220 sink.example ESMTP\r\n');
    socket.on('data', (chunk: Buffer) => {
      waiting = waiting.length > 0 ? Buffer.concat([waiting, chunk]) : chunk;
      proceed();
    });

    function proceed(answers = ''): void {
      while (!isHolding) {
        const end = waiting.indexOf(isInMessage ? endOfMessage : endOfLine);
        if (end < 0) break;
        if (isInMessage) {
          const data = waiting.subarray(0, end + endOfLine.length);
          waiting = waiting.subarray(end + endOfMessage.length);
          isInMessage = false;
          sink.taken += 1;
          onMail?.({ from, to, data });
          if (manner === 'lose-answer') return void socket.destroy();
          answers += '250 2.0.0 taken\r\n';
          continue;
        }
        const line = waiting.toString('latin1', 0, end);
        waiting = waiting.subarray(end + endOfLine.length);
        answers += obey(line);
      }
      if (answers !== '') socket.write(answers);
    }

    function obey(line: string): string {
      switch (line.slice(0, 4).toUpperCase()) {
        case 'EHLO':
          return greeting;
        case 'MAIL':
          from = addressIn(line);
          to = [];
          return '250 2.1.0 ok\r\n';
        case 'RCPT': {
          const address = addressIn(line);
          const refused = recipient?.(address);
          if (refused === undefined) to.push(address);
          const answer = `${refused ?? '250 2.1.5 ok'}\r\n`;
          const ms = slowMs?.(address) ?? 0;
          if (ms === 0) return answer;
          // What was sent along behind it waits as well: answers come in the order of the questions.
          isHolding = true;
          setTimeout(() => {
            isHolding = false;
            if (socket.writable) proceed(answer);
          }, ms);
          return '';
        }
        case 'DATA':
          if (to.length === 0) return '554 5.5.1 no valid recipients\r\n';
          isInMessage = true;
          return '354 go on\r\n';
        case 'QUIT':
          return '221 2.0.0 bye\r\n';
        default:
          return '250 2.0.0 ok\r\n';
      }
    }
  });

  await new Promise<void>((resolve) => {
    server.listen({ port: 0, host: '127.0.0.1' }, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server did not start.');
  const sink: RawSink = {
    port: address.port,
    url: `smtp://127.0.0.1:${address.port}?require_tls=0`,
    taken: 0,
    connections: 0,
    stop() {
      for (const socket of sockets) socket.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
  return sink;
}

function drip(socket: Socket): void {
  socket.write('220-');
  const timer = setInterval(() => socket.write('.'), 200);
  socket.on('close', () => clearInterval(timer));
}

function addressIn(line: string): string {
  return /<([^>]*)>/.exec(line)?.[1] ?? '';
}
