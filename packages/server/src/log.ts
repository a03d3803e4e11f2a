import pino from 'pino';

/** Where the server tells what happens: details first, then a sentence without them. */
export interface Log {
  debug(details: object, message: string): void;
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
  fatal(details: object, message: string): void;
}

export interface LogOptions {
  level: string;
  /** Takes finished lines. */
  write: (line: string) => void;
  /** Lines for a person at a terminal instead of JSON. */
  forPeople?: boolean;
}

/** Makes the log. Of an error it keeps what helps and nothing that may hold a password or somebody's address. */
export function createLog({ level, write, forPeople = false }: LogOptions): Log {
  const stream = { write: forPeople ? (line: string) => write(readable(line)) : write };
  return pino(
    { level, base: null, serializers: { err: describeError }, timestamp: pino.stdTimeFunctions.isoTime },
    stream,
  );
}

/** A log that says nothing. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {}, fatal() {} };

function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' && { code }),
    ...(error.stack !== undefined && { stack: error.stack }),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

function readable(line: string): string {
  const { time, level, msg, err, ...details } = JSON.parse(line) as {
    time: string;
    level: number;
    msg: string;
    err?: { message: string; stack?: string; cause?: { message: string } };
  };
  const name = pino.levels.labels[level] ?? '';
  const rest = Object.entries(details).map(
    ([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  const why = err ? `: ${err.message}${err.cause ? ` (${err.cause.message})` : ''}` : '';
  return `${time.slice(11, 19)} ${name.padEnd(5)} ${msg}${why}${rest.join('')}\n`;
}
