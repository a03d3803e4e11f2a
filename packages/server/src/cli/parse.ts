import { parseArgs } from 'node:util';
import type { Command } from './command.ts';
import { UsageError } from './exit-codes.ts';

/** What a command line asks for. */
export type Request =
  | { kind: 'run'; command: Command; options: Record<string, string | boolean | undefined>; args: string[] }
  | { kind: 'text'; text: string };

/** Understands a command line; throws a UsageError that says what to write instead. */
export function parseCommandLine(argv: string[], commands: Command[], version: string): Request {
  const words = argv.filter((word) => !word.startsWith('-'));
  const command =
    commands.find(({ name }) => name === `${words[0]} ${words[1]}`) ?? commands.find(({ name }) => name === words[0]);
  if (!command) {
    if (argv.includes('--version')) return { kind: 'text', text: version };
    if (words.length === 0 && argv.includes('--help')) return { kind: 'text', text: describeAll(commands) };
    const group = commands.filter(({ name }) => name.startsWith(`${words[0]} `));
    if (group.length > 0 && argv.includes('--help')) return { kind: 'text', text: describeAll(group) };
    const what =
      words.length === 0
        ? 'Say what to do.'
        : `There is no command "${words.slice(0, group.length > 0 ? 2 : 1).join(' ')}".`;
    throw new UsageError(`${what}\n\n${describeAll(group.length > 0 ? group : commands)}`);
  }
  const rest = argv.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) return { kind: 'text', text: describe(command) };
  const { values, positionals } = parse(command, rest);
  if (positionals.length > (command.args ?? 0))
    throw new UsageError(`"${positionals.at(-1)}" is too much.\n\n${describe(command)}`);
  return { kind: 'run', command, options: values, args: positionals };
}

function parse(command: Command, args: string[]) {
  try {
    return parseArgs({ args, options: command.options ?? {}, allowPositionals: true, strict: true });
  } catch (error) {
    // Node's own sentence names the option; the rest of it speaks to whoever wrote the program.
    const [sentence] = (error as Error).message.split(/\. (?=To specify)/);
    throw new UsageError(`${sentence}\n\n${describe(command)}`, { cause: error });
  }
}

function describe({ name, usage, about, options = {}, details }: Command): string {
  const lines = Object.entries(options).map(([option, { about: why }]) => `  --${option.padEnd(18)}${why}`);
  return [
    `Usage: allswell ${name}${usage ? ` ${usage}` : ''}`,
    '',
    `${about[0]?.toUpperCase()}${about.slice(1)}.`,
    ...(lines.length > 0 ? ['', ...lines] : []),
    ...(details ? ['', details] : []),
  ].join('\n');
}

function describeAll(commands: Command[]): string {
  const lines = commands.map(({ name, about }) => `  ${name.padEnd(22)}${about}`);
  return ['Usage: allswell COMMAND', '', ...lines, '', 'allswell COMMAND --help says more.'].join('\n');
}
