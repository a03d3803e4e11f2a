// Makes a fresh clone ready: dependencies, browser bundles and, with --tests, what the tests need.
// npm runs it before `start` and `test`, on whatever Node the machine has, so it is plain JavaScript for Node 20
// and imports nothing that is not in this folder. It says what it does, and does nothing when nothing is missing.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlesAreCurrent, hashSources } from './browser-inputs.mjs';
import { findBrowsers, installPackages, mayInstallPackages, missingEngines, packagesFor } from './browsers.mjs';
import { fakeTimePackage, findFakeTime } from './fake-time.mjs';
import { missingPrograms } from './test-programs.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const neededNode = 24;

installDependencies();
const node = findNode();
buildBundles();
compileServer();
if (process.argv.includes('--tests')) provideForTests();

/** Installs from the lock file when what lies in node_modules is not what it names. */
function installDependencies() {
  const lock = readJson(join(root, 'package-lock.json'));
  const installed = readJson(join(root, 'node_modules', '.package-lock.json'));
  const wanted = Object.entries(lock.packages).filter(([path]) => path.includes('node_modules/'));
  const isMissing = (/** @type {[string, any]} */ [path, want]) => {
    const have = installed?.packages[path];
    return have ? have.version !== want.version : !want.optional;
  };
  if (installed && !wanted.some(isMissing)) return;

  say(`Installing ${wanted.length} packages from package-lock.json into node_modules (npm ci) ...`);
  const started = Date.now();
  // The tests use the machine's browsers; puppeteer must not fetch one of its own.
  const env = { ...process.env, PUPPETEER_SKIP_DOWNLOAD: '1' };
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm_execpath is the npm that started us, which need not be the first on PATH.
  const npm = process.env.npm_execpath;
  const run = npm?.endsWith('.js')
    ? spawnSync(process.env.npm_node_execpath ?? process.execPath, [npm, ...args], { cwd: root, env, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, env, stdio: 'inherit', shell: process.platform === 'win32' });
  if (run.status !== 0) fail('npm ci did not succeed; its own words stand above.');
  say(`Installed in ${seconds(started)}.`);
}

/** The Node to run on: the one that npm installed, or the machine's own when it is new enough. */
function findNode() {
  const own = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  for (const path of [own, process.execPath]) {
    if (path === own && !existsSync(own)) continue;
    const run = spawnSync(path, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' });
    if (run.status === 0 && Number.parseInt(run.stdout.slice(1), 10) >= neededNode) return path;
  }
  return fail(
    `Allswell needs Node ${neededNode}. This is Node ${process.versions.node}, and npm has no Node package for ` +
      `${process.platform} ${process.arch}: install Node ${neededNode} (https://nodejs.org) and run the command again.`,
  );
}

function buildBundles() {
  if (bundlesAreCurrent(root)) return;
  say('Building the browser bundles ...');
  const started = Date.now();
  const run = spawnSync(node, [join(root, 'scripts', 'build-browser.ts')], { cwd: root, stdio: 'inherit' });
  if (run.status !== 0) fail('The browser bundles could not be built.');
  say(`Built in ${seconds(started)}.`);
}

/**
 * Fills the compile cache that `npm start` reads, once for each change of the sources. A server that has to strip types
 * itself starts later, and keeps the 40 MB of the stripper for good.
 */
function compileServer() {
  const cache = join(root, 'node_modules', '.cache', 'node');
  const stamp = join(cache, 'allswell');
  const sources = hashSources(
    root,
    ['protocol', 'widget', 'server'],
    ['package-lock.json', 'scripts/compile-server.ts'],
  );
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  const script = join(root, 'scripts', 'compile-server.ts');
  const env = { ...process.env, NODE_COMPILE_CACHE: cache };
  const run = spawnSync(node, ['--conditions=source', script], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  // It starts without as well, where node_modules cannot be written for instance.
  if (run.status === 0 && existsSync(cache)) writeFileSync(stamp, sources);
}

/** Finds what tests need or, as root on Debian, installs it. Elsewhere what is missing is named and its tests are skipped. */
function provideForTests() {
  let missing = missingEngines(findBrowsers());
  const packages = [
    ...packagesFor(missing),
    ...(findFakeTime() ? [] : [fakeTimePackage]),
    ...missingPrograms().map((program) => program.package),
  ];
  if (packages.length === 0) return;
  if (mayInstallPackages()) {
    say(`Installing ${packages.join(', ')} for the tests (apt-get, once) ...`);
    const started = Date.now();
    if (installPackages(packages)) say(`Installed in ${seconds(started)}.`);
    missing = missingEngines(findBrowsers());
    if (missing.length > 0 && process.env.CI === 'true') fail(`Still without ${missing.join(', ')}.`);
  }
  for (const engine of missing) {
    say(`No ${engine} here: its tests are skipped. (Debian: apt-get install ${packagesFor([engine]).join(' ')})`);
  }
  for (const { name, tests, package: from } of missingPrograms()) {
    say(`No ${name} here: the tests in which ${tests} are skipped. (Debian: apt-get install ${from})`);
  }
  if (!findFakeTime())
    say(`No libfaketime here: tests at another time are skipped. (Debian: apt-get install ${fakeTimePackage})`);
}

/** @param {string} path */
function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** @param {number} started */
function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

/** @param {string} line */
function say(line) {
  console.log(line);
}

/**
 * @param {string} line
 * @returns {never}
 */
function fail(line) {
  console.error(line);
  process.exit(1);
}
