/** A lint that cannot go red is worth nothing: here every rule of ours meets a violation planted for it. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { ESLint } from 'eslint';
import layers from '../.dependency-cruiser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** A small repo of its own, with the real node_modules. */
function plant(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'allswell-lint-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

suite('layers', () => {
  /** Rule → the file that breaks it, what that file holds, and the files it needs. */
  const violations: Record<string, [from: string, code: string, needs?: string[]]> = {
    'no-cycles': [
      'packages/server/src/incidents/a.ts',
      "import './b.ts'; export const a = 1;",
      ['packages/server/src/incidents/b.ts'],
    ],
    found: ['packages/server/src/text/lost.ts', "import './nowhere.ts';"],
    declared: ['packages/protocol/src/undeclared.ts', "import 'hono';"],
    'protocol-stands-alone': [
      'packages/protocol/src/up.ts',
      "import '../../widget/src/index.ts';",
      ['packages/widget/src/index.ts'],
    ],
    'protocol-words-ship-no-validator': [
      'packages/protocol/src/vocabulary.ts',
      "import './schema/index.ts';",
      ['packages/protocol/src/schema/index.ts'],
    ],
    'widget-knows-protocol-only': [
      'packages/widget/src/source/up.ts',
      "import '../../../admin/src/index.ts';",
      ['packages/admin/src/index.ts'],
    ],
    'widget-ships-no-validator': [
      'packages/widget/src/source/heavy.ts',
      "import '../../../protocol/src/schema/index.ts';",
      ['packages/protocol/src/schema/index.ts'],
    ],
    'admin-never-reaches-the-server': [
      'packages/admin/src/api/up.ts',
      "import '../../../server/src/index.ts';",
      ['packages/server/src/index.ts'],
    ],
    'server-never-reaches-the-panel': [
      'packages/server/src/http/panel.ts',
      "import '../../../admin/src/index.ts';",
      ['packages/admin/src/index.ts'],
    ],
    'public-entries-only': [
      'packages/admin/src/incidents/inside.ts',
      "import '../../../widget/src/source/fetch-loop.ts';",
      ['packages/widget/src/source/fetch-loop.ts'],
    ],
    'packages-know-no-workshop': [
      'packages/server/src/http/workshop.ts',
      "import '../../../../scripts/tool.ts';",
      ['scripts/tool.ts'],
    ],
    'fixtures-are-for-tests-and-demos': [
      'packages/server/src/page/pretend.ts',
      "import '../../../protocol/src/fixtures/index.ts';",
      ['packages/protocol/src/fixtures/index.ts'],
    ],
    'tests-are-for-tests': [
      'packages/server/src/settings/borrowed.ts',
      "import '../testing/fake.ts';",
      ['packages/server/src/testing/fake.ts'],
    ],
    'elements-never-import-elements': [
      'packages/widget/src/status-page/status-page.ts',
      "import '../status-badge/status-badge.ts';",
      ['packages/widget/src/status-badge/status-badge.ts'],
    ],
    'define-meets-define': [
      'packages/widget/src/status-page/define.ts',
      "import '../status-badge/status-badge.ts';",
      ['packages/widget/src/status-badge/status-badge.ts'],
    ],
    'ground-knows-no-subject': [
      'packages/server/src/db/up.ts',
      "import '../incidents/open-incident.ts';",
      ['packages/server/src/incidents/open-incident.ts'],
    ],
    'subjects-know-no-app': [
      'packages/server/src/settings/up.ts',
      "import '../app.ts';",
      ['packages/server/src/app.ts'],
    ],
    'nobody-imports-main': [
      'packages/server/src/cli/again.ts',
      "import '../main.ts';",
      ['packages/server/src/main.ts'],
    ],
    'page-only-reads-tables': [
      'packages/server/src/page/writes.ts',
      "import '../incidents/open-incident.ts';",
      ['packages/server/src/incidents/open-incident.ts'],
    ],
    'a-store-is-private': [
      'packages/server/src/incidents/peeks.ts',
      "import '../components/store.ts';",
      ['packages/server/src/components/store.ts'],
    ],
    'incidents-call-components': [
      'packages/server/src/components/up.ts',
      "import '../incidents/open-incident.ts';",
      ['packages/server/src/incidents/open-incident.ts'],
    ],
    'alerts-call-incidents': [
      'packages/server/src/incidents/up.ts',
      "import '../alerts/receive.ts';",
      ['packages/server/src/alerts/receive.ts'],
    ],
    'metrics-know-no-incidents': [
      'packages/server/src/metrics/up.ts',
      "import '../incidents/open-incident.ts';",
      ['packages/server/src/incidents/open-incident.ts'],
    ],
    'notifications-read-subscriptions': [
      'packages/server/src/notifications/up.ts',
      "import '../incidents/open-incident.ts';",
      ['packages/server/src/incidents/open-incident.ts'],
    ],
  };
  /** What the layers allow, to see that they forbid no more. */
  const allowed: Record<string, string> = {
    'packages/admin/src/incidents/preview.ts': "import '../../../widget/src/index.ts';",
    'packages/server/src/page/read.ts': "import '../db/connect.ts';",
    'packages/server/src/components/move.ts': "import './store.ts'; import '../db/connect.ts';",
    'packages/server/src/incidents/verb.ts': "import '../components/move.ts'; import '../notices/announce.ts';",
    'packages/server/src/db/connect.ts': '',
    'packages/server/src/notices/announce.ts': "import '../db/connect.ts';",
  };

  let folder: string;
  let found: { rule: string; from: string }[];

  before(async () => {
    const files: Record<string, string> = { 'package.json': '{"type": "module"}', 'tsconfig.json': '{}' };
    for (const name of ['protocol', 'widget', 'admin', 'server']) {
      files[`packages/${name}/package.json`] = '{"type": "module"}';
    }
    for (const [from, code, needs = []] of Object.values(violations)) {
      for (const path of needs) files[path] ??= 'export {};';
      files[from] = code;
    }
    files['packages/server/src/incidents/b.ts'] = "import './a.ts';";
    folder = plant({ ...files, ...allowed });
    const { output } = await cruise(['packages', 'scripts'], {
      ...layers.options,
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden: layers.forbidden ?? [] },
    });
    found = (output as ICruiseResult).summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const { name } of layers.forbidden ?? []) {
    test(`${name} goes red`, () => {
      const [from] = violations[name ?? ''] ?? [];
      assert.ok(from, 'plant a violation of this rule');
      assert.ok(
        found.some((violation) => violation.rule === name && violation.from === from),
        `not seen in ${from}`,
      );
    });
  }

  test('what the map allows stays green', () => {
    assert.deepEqual(
      found.filter(({ from }) => from in allowed),
      [],
    );
  });
});

suite('code', () => {
  const verb = 'packages/server/src/incidents/verb.ts';
  const element = 'packages/widget/src/status-x/status-x.ts';
  /** What is forbidden → where, the code, and the rule that says so. */
  const violations: Record<string, [path: string, code: string, rule: string]> = {
    'a promise nobody waits for': [
      verb,
      'async function f() { await 1; }\nf();',
      '@typescript-eslint/no-floating-promises',
    ],
    any: [verb, 'export const x: any = 1;', '@typescript-eslint/no-explicit-any'],
    '@ts-ignore': [verb, '// @ts-ignore -- because\nexport const x: string = 1;', '@typescript-eslint/ban-ts-comment'],
    'process inside a module': [verb, 'export const x = process.env.HOME;', 'no-restricted-globals'],
    'node:process inside a module': [verb, "export { env } from 'node:process';", 'no-restricted-imports'],
    'the environment in the launcher': [
      'packages/server/src/db/embedded/x.ts',
      'export const x = process.env.HOME;',
      'no-restricted-properties',
    ],
    'SQL from a string': [
      verb,
      'declare const sql: { unsafe(text: string): Promise<void> };\nexport const x = () => sql.unsafe("select 1");',
      'no-restricted-syntax',
    ],
    'console in a module': [verb, "console.log('x');", 'no-console'],
    unsafeHTML: [
      element,
      "import { unsafeHTML } from 'lit/directives/unsafe-html.js';\nexport const x = unsafeHTML('');",
      'no-restricted-imports',
    ],
    innerHTML: [element, "document.body.innerHTML = '';", 'no-restricted-syntax'],
    'innerHTML in a template': [
      element,
      "import { html } from 'lit';\nexport const x = (t: string) => html`<p .innerHTML=${t}></p>`;",
      'no-restricted-syntax',
    ],
    insertAdjacentHTML: [element, "document.body.insertAdjacentHTML('beforeend', '');", 'no-restricted-syntax'],
    'document.write': [element, "document.write('');", 'no-restricted-syntax'],
    eval: [element, "eval('1');", 'no-eval'],
    'new Function': [element, "export const x = new Function('return 1');", 'no-new-func'],
    'a class field that hides a property': [
      element,
      "import { LitElement } from 'lit';\nexport class X extends LitElement {\n" +
        "  static override properties = { src: {} };\n  src = '';\n}",
      'lit/no-classfield-shadowing',
    ],
    'an image without words': [
      element,
      "import { html } from 'lit';\nexport const x = html`<img src='a.png'>`;",
      'lit-a11y/alt-text',
    ],
    'a click without a key': [
      element,
      "import { html } from 'lit';\nexport const x = (f: () => void) => html`<div @click=${f}>x</div>`;",
      'lit-a11y/click-events-have-key-events',
    ],
    'an attribute bound twice': [
      element,
      "import { html } from 'lit';\nexport const x = (a: string) => html`<p class=${a} class=${a}></p>`;",
      'lit/no-duplicate-template-bindings',
    ],
    'one test alone': [
      'packages/server/src/incidents/verb.test.ts',
      "import { test } from 'node:test';\ntest.only('x', () => {});",
      'no-restricted-syntax',
    ],
  };

  test('each violation goes red', { timeout: 120_000 }, async (t) => {
    const files: Record<string, string> = {
      'package.json': '{"type": "module"}',
      'tsconfig.json': JSON.stringify({
        extends: join(root, 'tsconfig.base.json'),
        compilerOptions: { types: ['node'] },
        include: ['packages'],
      }),
    };
    const planted = Object.entries(violations).map(([name, [path, code, rule]], number) => {
      const own = path.replace(/([^/]+)$/, `${number}-$1`);
      files[own] = `${code}\n`;
      return { name, path: own, rule };
    });
    files['packages/server/src/incidents/clean.ts'] = "/** Says yes. */\nexport const yes = (): string => 'yes';\n";
    const folder = plant(files);
    t.after(() => {
      rmSync(folder, { recursive: true });
    });
    const eslint = new ESLint({ cwd: folder, overrideConfigFile: join(root, 'eslint.config.js') });
    const results = await eslint.lintFiles(['packages']);
    const rulesIn = (path: string) =>
      results.find(({ filePath }) => filePath === join(folder, path))?.messages.map(({ ruleId }) => ruleId) ?? [];

    for (const { name, path, rule } of planted) {
      await t.test(`${name} goes red`, () => {
        assert.ok(rulesIn(path).includes(rule), `${rule} not among ${rulesIn(path).join(', ') || 'no complaints'}`);
      });
    }
    await t.test('clean code stays green', () => {
      assert.deepEqual(rulesIn('packages/server/src/incidents/clean.ts'), []);
    });
  });
});
