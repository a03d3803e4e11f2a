import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A message as the mail server got it. */
export interface ReceivedMail {
  /** The envelope: what the server was told, whatever the message says. */
  from: string;
  to: string[];
  raw: string;
  mail: ParsedMail;
  isSecure: boolean;
  user: string | undefined;
}

/** A refusal as servers write it: `550 5.1.1 No such user`; `drop` closes the connection without a word. */
export type SmtpReply = `${number} ${string}` | 'drop';

/** How the server behaves; what is left out it accepts. It may be changed while the server runs. */
export interface SmtpScript {
  /** What RCPT is answered with; `attempt` counts the tries for this address, from 1. */
  recipient?: (address: string, attempt: number) => SmtpReply | undefined;
  sender?: (address: string) => SmtpReply | undefined;
  /** What the end of a message is answered with. `drop` loses the answer of a message that was taken. */
  message?: (received: ReceivedMail) => SmtpReply | undefined;
  /** Each answer to RCPT comes this much later. */
  slowMs?: (address: string) => number;
}

export interface SmtpSinkOptions {
  script?: SmtpScript;
  /** Only who signs in with these may send. */
  auth?: { user: string; password: string };
  /** Left out, the server speaks plain text only. */
  tls?: { key: string; cert: string; implicit?: boolean };
  hidePipelining?: boolean;
}

/** A real mail server on loopback that keeps what it gets. */
export interface SmtpSink {
  port: number;
  /** For ALLSWELL_SMTP_URL; it asks for no TLS where the server has none. */
  url: string;
  script: SmtpScript;
  /** What was accepted, in order. */
  received: ReceivedMail[];
  /** Every address named in RCPT, refused or not. */
  recipients: string[];
  /** How many connections were made. */
  connections: number;
  /** How many are open now. */
  open(): number;
  /** Ends all connections that are open now, as a server that restarts does. */
  dropConnections(): void;
  stop(): Promise<void>;
}

/** Starts a mail server (npm smtp-server, read by mailparser) that behaves as the script says. */
export async function startSmtpSink(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const { auth, tls, hidePipelining = false } = options;
  const attempts = new Map<string, number>();
  const server = new SMTPServer({
    ...(tls && { key: tls.key, cert: tls.cert }),
    secure: tls?.implicit ?? false,
    hideSTARTTLS: tls === undefined,
    hidePIPELINING: hidePipelining,
    authOptional: auth === undefined,
    disabledCommands: [...(auth ? [] : ['AUTH']), ...(tls ? [] : ['STARTTLS'])],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    size: 20_000_000,
    onConnect(_session, done) {
      sink.connections += 1;
      done();
    },
    onAuth({ username, password }, _session, done) {
      if (username === auth?.user && password === auth?.password) done(null, { user: username });
      else done(refusal('535 5.7.8 Authentication credentials invalid'));
    },
    onMailFrom({ address }, session, done) {
      answer(session, sink.script.sender?.(address), done);
    },
    onRcptTo({ address }, session, done) {
      const attempt = (attempts.get(address) ?? 0) + 1;
      attempts.set(address, attempt);
      sink.recipients.push(address);
      const reply = () => answer(session, sink.script.recipient?.(address, attempt), done);
      const slowMs = sink.script.slowMs?.(address) ?? 0;
      // A test that is over does not wait for it.
      if (slowMs > 0) setTimeout(reply, slowMs).unref();
      else reply();
    },
    onData(stream, session, done) {
      void (async () => {
        const raw = await text(stream);
        const got: ReceivedMail = {
          from: session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw,
          mail: await simpleParser(raw, { skipTextToHtml: true, skipImageLinks: true, skipTextLinks: true }),
          isSecure: session.secure,
          user: typeof session.user === 'string' ? session.user : undefined,
        };
        const reply = sink.script.message?.(got);
        if (reply === undefined || reply === 'drop') sink.received.push(got);
        answer(session, reply, done);
      })().catch((error: unknown) => done(error instanceof Error ? error : new Error(String(error))));
    },
  });
  // A client that goes away in the middle is part of the game.
  server.on('error', () => {});
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve());
  });
  const address = server.server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail server did not start.');

  const connections = () => [...(server.connections as Set<{ id: string; _socket: Socket }>)];

  function answer({ id }: { id: string }, reply: SmtpReply | undefined, done: (error?: Error | null) => void): void {
    if (reply === 'drop')
      connections()
        .find((connection) => connection.id === id)
        ?._socket.destroy();
    else if (reply === undefined) done();
    else done(refusal(reply));
  }

  const user = auth ? `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.password)}@` : '';
  const sink: SmtpSink = {
    port: address.port,
    url: `${tls?.implicit ? 'smtps' : 'smtp'}://${user}127.0.0.1:${address.port}${tls ? '' : '?require_tls=0'}`,
    script: options.script ?? {},
    received: [],
    recipients: [],
    connections: 0,
    open: () => server.connections.size,
    dropConnections() {
      for (const { _socket } of connections()) _socket.destroy();
    },
    stop() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        sink.dropConnections();
      });
    },
  };
  return sink;
}

function refusal(reply: string): Error {
  const [, code = '450', words = reply] = /^(\d{3}) (.*)$/.exec(reply) ?? [];
  return Object.assign(new Error(words), { responseCode: Number(code) });
}
