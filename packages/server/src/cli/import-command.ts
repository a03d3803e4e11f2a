import { readFile as readFileFromDisk } from 'node:fs/promises';
import path from 'node:path';
import type { Import } from '@allswell/protocol/schema';
import type { ImportWish } from '../import/begin-import.ts';
import type { Command, Context } from './command.ts';
import { BadInputError, StoppedError, UnavailableError, UsageError } from './exit-codes.ts';
import { withDatabase } from './with-database.ts';

const common = {
  'dry-run': { type: 'boolean', about: 'fetch it and look it through, and bring nothing in' },
  subscribers: { type: 'boolean', about: 'bring subscribers by email along, where the source has them' },
  json: { type: 'boolean', about: 'print what came of it as JSON' },
} as const;
const shownOfOneKind = 3;

export const importCommands: Command[] = [
  {
    name: 'import statuspage',
    usage: 'URL|FILE [--dry-run] | --page ID --api-key-stdin [--subscribers]',
    about: 'bring components, incidents and maintenance over from a page at Statuspage; nobody is told of it',
    details: [
      'For example:',
      '  allswell import statuspage https://status.example.com --dry-run',
      '  allswell import statuspage https://status.example.com',
      '  printf \'%s\' "$KEY" | allswell import statuspage --page kctbh9vrtdwd --api-key-stdin --subscribers',
      '',
      'FILE holds its v2 documents as JSON: one of them, or several in a list. Run again, it brings over what has changed;',
      'what was edited here since is left alone. Stopped half way, it goes on where it was.',
    ].join('\n'),
    args: 1,
    options: {
      page: { type: 'string', about: 'id of the page, for the API of Statuspage' },
      'api-key-stdin': { type: 'boolean', about: 'read the key of the API from standard input' },
      ...common,
    },
    run: (context) => runImport(context, readStatuspageWish),
  },
  {
    name: 'import status_site',
    usage: 'postgres://…|FILE [--dry-run]',
    about: 'bring incidents and maintenance over from the tables of status_site; nobody is told of it',
    details:
      'FILE is what pg_dump writes as plain text, or JSON: {"issues": [...], "updates": [...], "messages": [...]}.',
    args: 1,
    options: common,
    run: (context) => runImport(context, readStatusSiteWish),
  },
];

type ReadWish = (context: Context) => Promise<ImportWish>;

async function readStatuspageWish({ args: [where], options, readStdin }: Context): Promise<ImportWish> {
  const [page_id, wantsKey] = [options['page'], options['api-key-stdin'] === true];
  if (typeof page_id === 'string' || wantsKey) {
    if (typeof page_id !== 'string' || !wantsKey || where !== undefined) {
      throw new UsageError(
        'Say which page, and give the key on standard input: --page ID --api-key-stdin, and no address.',
      );
    }
    const api_key = (await readStdin()).trim();
    const { readWish } = await import('../import/begin-import.ts');
    return readWish({ source: 'statuspage_v1', page_id, api_key, subscribers: options['subscribers'] === true });
  }
  if (where === undefined)
    throw new UsageError('Say from where: an address such as https://status.example.com, or a file.');
  const { readFile, readWish } = await import('../import/begin-import.ts');
  const subscribers = options['subscribers'] === true;
  if (/^https?:\/\//i.test(where)) return readWish({ source: 'statuspage', url: where, subscribers });
  const text = await readText(where);
  return { source: 'statuspage', origin: path.basename(where), subscribers, pages: readFile('statuspage', text) };
}

async function readStatusSiteWish({ args: [where], options }: Context): Promise<ImportWish> {
  if (where === undefined) throw new UsageError('Say from where: postgres://… or a file.');
  const subscribers = options['subscribers'] === true;
  if (/^postgres(?:ql)?:\/\//i.test(where)) {
    const [{ readDatabase }, { splitTables }] = await Promise.all([
      import('../import/status-site/read-database.ts'),
      import('../import/status-site/tables.ts'),
    ]);
    const url = URL.parse(where);
    if (!url) throw new UsageError('This is no address of a Postgres.');
    // The user and the password are nobody's business.
    const origin = `postgres://${url.host}${url.pathname}`;
    return { source: 'status_site', origin, subscribers, pages: splitTables(await readDatabase(where)) };
  }
  const { readFile } = await import('../import/begin-import.ts');
  const pages = readFile('status_site', await readText(where));
  return { source: 'status_site', origin: path.basename(where), subscribers, pages };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFileFromDisk(file, 'utf8');
  } catch (cause) {
    throw new BadInputError(`There is no file ${file} that can be read.`, { cause });
  }
}

async function runImport(context: Context, readWish: ReadWish): Promise<void> {
  const { config, options, print, ending } = context;
  const wish = await readWish(context);
  const { carryOut } = await import('../import/carry-out.ts');
  const publicUrl = config.publicUrl ?? `http://${config.host}:${config.port}`;
  const isDry = options['dry-run'] === true;
  const line = createProgressLine(options['json'] !== true);
  const done = await withDatabase(config, (sql) =>
    carryOut(sql, wish, {
      ...config,
      publicUrl,
      isDry,
      signal: ending,
      onProgress: line.show,
    }),
  ).finally(line.clear);
  if (!done) throw new StoppedError(isDry ? 'Stopped.' : 'Stopped. Run it again: it goes on where it was.');
  const { result, isUnreachable } = done;
  if (options['json'] === true) print(JSON.stringify(result, undefined, 2));
  else for (const text of describe(result)) print(text);
  if (result.state === 'cancelled') throw new StoppedError('It was cancelled.');
  if (result.state !== 'failed') return;
  const why = `${result.failure ?? ''} Nothing was imported.`;
  throw isUnreachable ? new UnavailableError(why) : new BadInputError(why);
}

/** One line that is written over, where somebody watches. */
function createProgressLine(isWanted: boolean) {
  const isShown = isWanted && process.stderr.isTTY;
  let isOver = false;
  const write = (text: string) => void (isShown && process.stderr.write(`\r\u001b[K${text}`));
  return {
    show: ({ state, progress: { done, total } }: Import) => {
      if (isOver) return;
      const what = state === 'applying' ? 'Bringing it in' : 'Fetching it';
      const share = total ? `, ${Math.floor((100 * done) / total)} %` : '';
      write(`${what}: ${done}${total === null ? '' : ` of ${total}`}${share}`);
    },
    clear: () => {
      isOver = true;
      write('');
    },
  };
}

function describe({ state, origin, counts, warnings }: Import): string[] {
  if (state === 'failed' || state === 'cancelled') return [];
  const dry = state === 'checked';
  const words = { new: 'new', changed: 'changed', same: 'as before', skipped: 'left alone' } as const;
  const lines = Object.entries(counts).flatMap(([what, count]) => {
    if (count.found === 0) return [];
    const parts = (Object.keys(words) as (keyof typeof words)[]).flatMap((key) =>
      count[key] > 0 ? [`${count[key]} ${words[key]}`] : [],
    );
    return [`  ${what.padEnd(14)}${parts.join(', ')}`];
  });
  const told = [...Map.groupBy(warnings, ({ code }) => code).values()].flatMap((alike) => {
    const shown = alike.slice(0, shownOfOneKind);
    const more = alike.length - shown.length;
    return [
      ...shown.map(({ subject, detail }) => `  ${subject === null ? '' : `“${subject}”: `}${detail}`),
      ...(more > 0 ? [`  … and ${more} more like this; --json tells all.`] : []),
    ];
  });
  return [
    dry ? `This would be imported from ${origin}:` : `Imported from ${origin}:`,
    ...lines,
    ...(told.length > 0 ? ['', 'What is otherwise here than there:', ...told] : []),
    ...(dry ? ['', 'Nothing was brought in. Run it without --dry-run for that.'] : ['', 'Nobody was told of it.']),
  ];
}
