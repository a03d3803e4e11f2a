// Tests of the elements, in each engine that is here. `npm test -- widget` starts WebKit's driver and calls this.
import { writeFileSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { puppeteerLauncher } from '@web/test-runner-puppeteer';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import { findBrowsers } from './scripts/browsers.mjs';

const browsers = findBrowsers();
const engines = process.env.TEST_ENGINES?.split(',');
const wanted = (/** @type {string} */ engine) => !engines || engines.includes(engine);
const isRoot = process.getuid?.() === 0;

/** @type {import('@web/test-runner').BrowserLauncher[]} */
const launchers = [];
if (browsers.chromium && wanted('chromium')) {
  launchers.push(
    chromeLauncher({
      launchOptions: {
        executablePath: browsers.chromium,
        args: [
          '--disable-gpu',
          '--no-first-run',
          '--disable-background-networking',
          '--disable-component-update',
          '--disable-sync',
          // The sandbox refuses to run as root.
          ...(isRoot ? ['--no-sandbox'] : []),
        ],
      },
    }),
  );
}
if (browsers.firefox && wanted('firefox')) {
  launchers.push(
    puppeteerLauncher({
      launchOptions: { browser: 'firefox', executablePath: browsers.firefox, headless: true },
      // Firefox lets a tab in the background wait for its timers.
      concurrency: 1,
    }),
  );
}
if (browsers.webkit && process.env.WEBKIT_DRIVER_PORT && wanted('webkit')) {
  const launcher = webdriverLauncher({
    logLevel: 'error',
    hostname: '127.0.0.1',
    port: Number(process.env.WEBKIT_DRIVER_PORT),
    path: '/',
    capabilities: {
      browserName: 'MiniBrowser',
      'wdio:enforceWebDriverClassic': true,
      // @ts-expect-error -- WebKitGTK's own capability is not among webdriverio's types
      'webkitgtk:browserOptions': { binary: browsers.webkit.browser, args: ['--automation'] },
    },
  });
  // Its optional property is looser than the runner's under exactOptionalPropertyTypes.
  const webkit = /** @type {import('@web/test-runner').BrowserLauncher} */ (/** @type {unknown} */ (launcher));
  // It opens test files as frames of one page, and frames share focus and history: one file at a time.
  webkit.concurrency = 1;
  launchers.push(webkit);
}

/** @type {import('@web/test-runner').TestRunnerConfig} */
export default {
  files: process.env.TEST_FILES?.split('\n') ?? ['packages/{widget,admin}/src/**/*.test.ts'],
  hostname: '127.0.0.1',
  nodeResolve: { browser: true, exportConditions: ['source', 'production'] },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022' })],
  browsers: launchers,
  concurrency: 2,
  // Clocks are faked, engines are not: on a machine that is busy with three of them one may fall behind a test's time.
  testFramework: { config: { ui: 'bdd', timeout: '20000', retries: '2' } },
  testsFinishTimeout: 480_000,
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: process.stdout.isTTY }), countReporter()],
};

/**
 * Writes how many tests passed, over all engines, where the test script reads it.
 * @returns {import('@web/test-runner').Reporter}
 */
function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      const files = new Set();
      const count = (/** @type {import('@web/test-runner').TestSuiteResult} */ suite) => {
        for (const test of suite.tests) counts[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1;
        for (const child of suite.suites) count(child);
      };
      for (const session of sessions) {
        const before = counts.failed;
        if (session.testResults) count(session.testResults);
        // A file that did not load, or a log entry that failed it, has no failed test to show for it.
        if (!session.passed && counts.failed === before) counts.failed += 1;
        if (counts.failed > before) files.add(session.testFile);
      }
      const result = { ...counts, files: [...files] };
      if (process.env.TEST_COUNTS) writeFileSync(process.env.TEST_COUNTS, JSON.stringify(result));
    },
  };
}
