// Finds the browsers that the tests drive, and installs them where that is ours to do.
// Plain JavaScript without dependencies: it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * @typedef {object} Browsers
 * @property {string | undefined} chromium
 * @property {string | undefined} firefox
 * @property {{ driver: string, browser: string, xvfb: string } | undefined} webkit
 */

const debianPackages = {
  chromium: ['chromium'],
  firefox: ['firefox-esr'],
  webkit: ['webkit2gtk-driver', 'xvfb'],
};

/**
 * The browsers present on this machine. CHROME_PATH and FIREFOX_PATH name others.
 * @returns {Browsers}
 */
export function findBrowsers() {
  const driver = onPath('WebKitWebDriver');
  const xvfb = onPath('Xvfb');
  const browser = miniBrowser();
  return {
    chromium:
      process.env.CHROME_PATH ??
      onPath('chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome') ??
      application('Google Chrome', 'Google Chrome') ??
      application('Chromium', 'Chromium'),
    firefox: process.env.FIREFOX_PATH ?? onPath('firefox-esr', 'firefox') ?? application('Firefox', 'firefox'),
    webkit: driver && xvfb && browser ? { driver, browser, xvfb } : undefined,
  };
}

/**
 * The names of the engines that are not here.
 * @param {Browsers} browsers
 */
export function missingEngines(browsers) {
  const engines = /** @type {(keyof typeof debianPackages)[]} */ (Object.keys(debianPackages));
  return engines.filter((engine) => !browsers[engine]);
}

/**
 * The Debian packages that bring these engines.
 * @param {(keyof typeof debianPackages)[]} engines
 */
export function packagesFor(engines) {
  return engines.flatMap((engine) => debianPackages[engine]);
}

/** Whether this process may install Debian packages. */
export function mayInstallPackages() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get') !== undefined;
}

/**
 * Installs Debian packages; the output is shown only when that fails.
 * @param {string[]} packages
 */
export function installPackages(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  // Tests run a postfix of their own: the machine's is neither configured nor started.
  const answers = 'postfix postfix/main_mailer_type select No configuration\n';
  if (packages.includes('postfix')) spawnSync('debconf-set-selections', { input: answers, env });
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const run = spawnSync('apt-get', args, { env, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
    if (run.status !== 0) {
      process.stdout.write(`${run.stdout}${run.stderr}`);
      return false;
    }
  }
  return true;
}

/** @param {string[]} names */
function onPath(...names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} app
 * @param {string} binary
 */
function application(app, binary) {
  const path = `/Applications/${app}.app/Contents/MacOS/${binary}`;
  return existsSync(path) ? path : undefined;
}

/** WebKitGTK's small browser lies in a private folder of its library, named for machine and version. */
function miniBrowser() {
  const lib = '/usr/lib';
  if (!existsSync(lib)) return undefined;
  return readdirSync(lib)
    .filter((name) => name.includes('-linux-'))
    .flatMap((machine) =>
      readdirSync(join(lib, machine))
        .filter((name) => name.startsWith('webkit2gtk-4.'))
        .map((version) => join(lib, machine, version, 'MiniBrowser')),
    )
    .filter(isExecutable)
    .at(-1);
}
