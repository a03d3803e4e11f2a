import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { readConfig } from '../config.ts';
import { makeDataDir } from '../lifecycle/own-folder.ts';
import { createLog } from '../log.ts';
import { version } from '../version.ts';
import { commands } from './commands.ts';
import { exitCodes, explain } from './exit-codes.ts';
import { parseCommandLine } from './parse.ts';

/** A clean end takes less; what is not over by then is cut off. */
const endWithinMs = 9_500;

/** Runs what the process was started for, and ends it with the code that says how it went. */
export async function runCommandLine(): Promise<void> {
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  try {
    const request = parseCommandLine(process.argv.slice(2), commands, version);
    if (request.kind === 'text') {
      print(request.text);
      return;
    }
    const { config, warnings } = readConfig(process.env);
    const log = createLog({
      level: config.logLevel,
      write: (line) => void process.stderr.write(line),
      forPeople: process.stderr.isTTY,
    });
    for (const warning of warnings) log.warn({}, warning);
    process.on('uncaughtException', (error) => {
      // What nobody caught has left things half done: say it and end. A supervisor starts again, the last known page is on disk.
      log.fatal({ err: error }, 'a bug has ended the server');
      process.exit(exitCodes.bug);
    });
    const { command, options, args } = request;
    // What is compiled once is kept for the next start: in our own folder, where nobody else can put code.
    if (command.isServer) {
      makeDataDir(config.dataDir);
      enableCompileCache(path.join(config.dataDir, 'compile-cache'));
    }
    await command.run({ config, log, options, args, print, readStdin, ending: endingSignal() });
    process.exitCode = exitCodes.done;
  } catch (error) {
    const { code, text } = explain(error);
    process.stderr.write(`${text}\n`);
    process.exitCode = code;
  }
  // Nothing of ours is left to wait for; a timer or a socket of somebody else must not keep the process.
  process.exit();
}

/** Aborted by the first SIGTERM or SIGINT. The second ends the process at once. */
function endingSignal(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (ending.signal.aborted) process.exit(exitCodes.checkFailed);
      ending.abort();
      setTimeout(() => process.exit(exitCodes.checkFailed), endWithinMs).unref();
    });
  }
  return ending.signal;
}

async function readStdin(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  return text;
}
