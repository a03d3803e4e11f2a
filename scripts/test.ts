/**
 * Runs the tests and ends with one line, `N passed, N failed`.
 *
 *   npm test                           everything
 *   npm test -- server widget          the test files whose path contains one of these words
 *   npm test -- widget --engine chromium
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findBrowsers } from './browsers.mjs';
import { startWebKitDriver } from './webkit-driver.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
  /** The files that failed, where the runner says so. */
  files?: string[];
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = mkdtempSync(join(tmpdir(), 'allswell-test-'));
const browsers = findBrowsers();
/** What failed while other tests kept the machine busy, and passed alone. It is said at the end: each is a fault to find. */
const shaky: string[] = [];
const { values: options, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: 'string' } },
});

const results = [
  await runNode(select('packages/{protocol,server}/src/**/*.test.ts'), {
    setup: 'packages/server/src/testing/whole-run.ts',
  }),
  // Without the condition: linters load packages that ship sources of their own under the same name.
  await runNode(select('{scripts,examples}/**/*.test.ts'), { conditions: [] }),
  await runElements(select('packages/{widget,admin}/src/**/*.test.ts')),
  // The product runs once at a time: these tests measure, and each has browsers of its own.
  await runNode(select('e2e/**/*.test.ts'), { concurrency: 1 }),
];
rmSync(scratch, { recursive: true, force: true });
if (shaky.length > 0) console.log(`\nFailed beside others, passed alone:\n${shaky.join('\n')}`);

const sum = (key: 'passed' | 'failed' | 'skipped') => results.reduce((total, counts) => total + counts[key], 0);
const skipped = sum('skipped');
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0;

function select(...patterns: string[]): string[] {
  const files = globSync(patterns, { cwd: root, exclude: ['**/node_modules/**'] }).sort();
  return words.length === 0 ? files : files.filter((file) => words.some((word) => file.includes(word)));
}

/** Server, protocol, scripts and end to end: node:test, on the sources as they are. */
async function runNode(
  files: string[],
  {
    concurrency = availableParallelism(),
    conditions = ['source'],
    setup,
  }: { concurrency?: number; conditions?: string[]; setup?: string } = {},
): Promise<Counts> {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const attempt = (tested: string[], atOnce: number) => {
    const counts = join(scratch, `${tested[0]?.replaceAll(/\W/g, '-')}-${atOnce}.json`);
    return run(counts, process.execPath, [
      ...conditions.map((condition) => `--conditions=${condition}`),
      '--test',
      `--test-concurrency=${atOnce}`,
      '--test-timeout=180000',
      ...(setup ? [`--test-global-setup=${join(root, setup)}`] : []),
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${join(root, 'scripts', 'count-reporter.mjs')}`,
      `--test-reporter-destination=${counts}`,
      ...tested,
    ]);
  };
  return onceMore(await attempt(files, concurrency), (failing) => attempt(failing, 1));
}

/** A few files that fail may have been starved by the others. One that is wrong fails alone as well. */
async function onceMore(first: Counts, attempt: (files: string[]) => Promise<Counts>): Promise<Counts> {
  const failing = first.files ?? [];
  if (first.failed === 0 || first.failed > 5 || failing.length === 0 || failing.length > 3) return first;
  console.log(`\nAgain, alone: ${failing.join(', ')}\n`);
  const again = await attempt(failing);
  if (again.failed > 0) return first;
  shaky.push(...failing.map((file) => file.replace(`${root}/`, '')));
  return { ...first, passed: first.passed + first.failed, failed: 0 };
}

/** The elements, in every engine that is here. */
async function runElements(files: string[]): Promise<Counts> {
  if (files.length === 0) return { passed: 0, failed: 0, skipped: 0 };
  const engines = (['chromium', 'firefox', 'webkit'] as const)
    .filter((engine) => browsers[engine])
    .filter((engine) => !options.engine || engine === options.engine);
  if (engines.length === 0) {
    console.log('No browser for the element tests: skipped.');
    return { passed: 0, failed: 0, skipped: files.length };
  }
  console.log(`\nElements in ${engines.join(', ')}`);
  const webkit = browsers.webkit && engines.includes('webkit') ? await startWebKitDriver(browsers.webkit) : undefined;
  try {
    const wtr = join(root, 'node_modules', '@web', 'test-runner', 'dist', 'bin.js');
    const attempt = (tested: string[], name: string) => {
      const counts = join(scratch, `${name}.json`);
      return run(counts, process.execPath, [wtr, '--config', join(root, 'web-test-runner.config.js')], {
        TEST_COUNTS: counts,
        TEST_ENGINES: engines.join(','),
        TEST_FILES: tested.join('\n'),
        ...(webkit && { ...webkit.env, WEBKIT_DRIVER_PORT: String(webkit.port) }),
      });
    };
    return await onceMore(await attempt(files, 'elements'), (failing) => attempt(failing, 'elements-again'));
  } finally {
    await webkit?.stop();
  }
}

/** Runs one test command; a run that ends badly without naming a failed test counts as one. */
async function run(counts: string, command: string, args: string[], env: Record<string, string> = {}): Promise<Counts> {
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = (signal: NodeJS.Signals) => child.kill(signal);
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('SIGINT', stop).off('SIGTERM', stop);
  const result = readCounts(counts);
  if (code !== 0 && result.failed === 0) result.failed = 1;
  return result;
}

function readCounts(path: string): Counts {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Counts;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
