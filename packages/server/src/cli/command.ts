import type { Config } from '../config.ts';
import type { Log } from '../log.ts';

/** What a command gets: the read environment and the ways to talk. Nothing else of the process. */
export interface Context {
  config: Config;
  log: Log;
  /** The values of its options, and what stands beside them. */
  options: Record<string, string | boolean | undefined>;
  args: string[];
  print: (text: string) => void;
  readStdin: () => Promise<string>;
  /** Aborted when the process is asked to end. */
  ending: AbortSignal;
}

/** One thing that `allswell` can do. */
export interface Command {
  /** What stands behind `allswell`, such as `admin create`. */
  name: string;
  /** Its options and arguments, as in a usage line. */
  usage?: string;
  /** One sentence for the list of commands. */
  about: string;
  /** More for its own `--help`. */
  details?: string;
  options?: Record<string, { type: 'string' | 'boolean'; about: string }>;
  /** It runs until it is ended. */
  isServer?: true;
  /** How many arguments it takes beside its options. */
  args?: number;
  run(context: Context): Promise<void>;
}
