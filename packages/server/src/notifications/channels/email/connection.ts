import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { MailFailure, type Stage, stopped } from './failure.ts';
import type { ServerSettings } from './settings.ts';

/** Who a message goes from and to, as the server is told. */
export interface Envelope {
  from: string;
  /** One, always. */
  to: string;
}

/** A session with the mail server, ready for messages. */
export interface MailConnection {
  readonly isOpen: boolean;
  /** Encrypted. */
  readonly isSecure: boolean;
  /** How many messages it has taken. */
  readonly taken: number;
  /** Hands one message over; rejects with a MailFailure. */
  send(envelope: Envelope, message: Buffer, signal: AbortSignal): Promise<void>;
  /** Asks whether the server takes a sender, and sends nothing; rejects with a MailFailure. */
  trySender(from: string): Promise<void>;
  close(): void;
}

/** Longer than honest servers take, short enough that a dripping one holds up little. */
export interface Patience {
  connectMs: number;
  /** From MAIL to the answer to the message. */
  messageMs: number;
}

export const patience: Patience = { connectMs: 15_000, messageMs: 60_000 };

/** The library lets an authentication method of one's own speak with the server; so it can be asked anything. */
const sayings = 'ALLSWELL';

/** How long an answer is waited for that tells whether a message was taken, after we were asked to stop. */
const doubtMs = 5_000;

/** Connects, secures and signs in. It rejects with a MailFailure, within `patience.connectMs` whatever the server does. */
export async function openConnection(
  server: ServerSettings,
  { connectMs, messageMs }: Patience = patience,
): Promise<MailConnection> {
  const smtp = new SMTPConnection({
    host: server.host,
    port: server.port,
    secure: server.isImplicitTls,
    requireTLS: server.requireTls && !server.isImplicitTls,
    name: server.ownName,
    connectionTimeout: connectMs,
    greetingTimeout: connectMs,
    dnsTimeout: connectMs,
    socketTimeout: messageMs,
    logger: false,
    customAuth: { [sayings]: ({ sendCommand }) => say((command) => sendCommand(command)) },
    tls: { ...(server.ca !== undefined && { ca: server.ca }), rejectUnauthorized: server.requireTls },
  });
  let say: (send: (command: string) => Promise<{ response: string; status: number }>) => Promise<boolean>;
  let isOpen = true;
  /** The server still thinks of a message that was refused. */
  let isHalfDone = false;
  let taken = 0;
  let fail: (error: SMTPConnection.SMTPError) => void = () => {};
  smtp.on('error', (error: SMTPConnection.SMTPError) => {
    isOpen = false;
    fail(error);
  });
  smtp.on('end', () => {
    isOpen = false;
    // Where there is a better word for why, it comes right after this.
    const tell = fail;
    setImmediate(() => tell(new Error('the server ended the connection')));
  });

  await step('connect', connectMs, (done) => smtp.connect(done));
  const { auth } = server;
  if (auth) {
    await step('sign-in', connectMs, (done) => smtp.login({ user: auth.user, pass: auth.password }, done));
  }

  /** One step of the conversation before there are messages. */
  async function step(
    stage: Stage,
    ms: number,
    work: (done: (error?: SMTPConnection.SMTPError | null) => void) => void,
  ) {
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => fail(new Error('the server takes too long')), ms);
      let isOver = false;
      const finish = (error?: SMTPConnection.SMTPError | null) => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        fail = () => {};
        if (!error) return resolve();
        smtp.close();
        reject(toFailure(stage, error, server));
      };
      fail = finish;
      work(finish);
    });
  }

  return {
    get isOpen() {
      return isOpen && !smtp.destroyed;
    },
    get isSecure() {
      return smtp.secure;
    },
    get taken() {
      return taken;
    },
    async send(envelope, message, signal) {
      if (isHalfDone) await step('message', connectMs, (done) => smtp.reset((error) => done(error)));
      isHalfDone = false;
      await new Promise<void>((resolve, reject) => {
        let isHandedOver = false;
        let isWritten = false;
        const content = new Readable({
          highWaterMark: 1,
          // Read from once the server has said yes to sender, recipient and DATA.
          read() {
            if (signal.aborted) return void this.destroy(stopped());
            if (!isWritten) {
              isWritten = true;
              this.push(message);
              return;
            }
            // The server takes a message with its last dot: looked at once more when all but that has left, this is the
            // last moment to turn back. Who was frozen before it does not tell anything after it.
            setImmediate(() => {
              if (this.destroyed) return;
              if (signal.aborted) return void this.destroy(stopped());
              isHandedOver = true;
              this.push(null);
            });
          },
        });
        let timer = setTimeout(() => finish(new Error('the server takes too long')), messageMs);
        const onAbort = () => {
          if (!isHandedOver) return finish(stopped());
          clearTimeout(timer);
          timer = setTimeout(() => finish(new Error('the server takes too long')), doubtMs);
        };
        let isOver = false;
        const finish = (error?: SMTPConnection.SMTPError | MailFailure | null) => {
          // A connection that breaks says so in more than one way.
          if (isOver) return;
          isOver = true;
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          fail = () => {};
          if (!error) {
            taken += 1;
            return resolve();
          }
          const code = error instanceof MailFailure ? undefined : error.responseCode;
          // After an answer the session goes on; after anything else nobody knows where it stands.
          if (code === undefined || code === 421) {
            isOpen = false;
            smtp.close();
          }
          isHalfDone = true;
          if (error instanceof MailFailure) return reject(error);
          reject(toFailure(stageOf(error), error, server, isHandedOver && code === undefined));
        };
        fail = finish;
        signal.addEventListener('abort', onAbort);
        if (signal.aborted) return onAbort();
        smtp.send({ from: envelope.from, to: envelope.to, size: message.length }, content, finish);
      });
    },
    async trySender(from) {
      let refused: string | undefined;
      say = async (send) => {
        const { response, status } = await send(`MAIL FROM:<${from}>`);
        if (status !== 250) refused = response;
        await send('RSET');
        return true;
      };
      await step('sender', connectMs, (done) => smtp.login({ user: '-', pass: '-', method: sayings }, done));
      if (refused !== undefined) throw toFailure('sender', { name: '', message: refused, response: refused }, server);
    },
    close() {
      isOpen = false;
      smtp.quit();
    },
  };
}

/** What was being said when it failed. */
function stageOf({ code, command, responseCode }: SMTPConnection.SMTPError): Stage {
  // A message that is too large is so from whomever.
  if (command === 'MAIL FROM') return code === 'EMESSAGE' || responseCode === 552 ? 'size' : 'sender';
  return command === 'RCPT TO' ? 'recipient' : 'message';
}

function toFailure(
  stage: Stage,
  error: SMTPConnection.SMTPError,
  { host, port }: ServerSettings,
  isInDoubt = false,
): MailFailure {
  const response = error.response?.replace(/\s+/g, ' ').trim().slice(0, 300);
  const said = response ?? error.message.replace(/\s+/g, ' ').trim().slice(0, 300);
  const words: Record<Stage, string> = {
    connect:
      error.command === 'STARTTLS'
        ? `The mail server ${host}:${port} offers no encryption (STARTTLS): ${said}`
        : `The mail server ${host}:${port} cannot be reached: ${said}`,
    'sign-in': `The mail server does not take our user and password: ${said}`,
    size: `The message is larger than the mail server takes: ${said}`,
    sender: `The mail server does not take our sender: ${said}`,
    recipient: response ?? `The mail server did not answer: ${said}`,
    message: response ?? `The mail server did not take the message: ${said}`,
  };
  return new MailFailure(stage, isInDoubt ? `It is not known whether the message was taken: ${said}` : words[stage], {
    response,
    isInDoubt,
  });
}
