// Lints what the compiler does not see: promises, templates, accessibility, text that could become code, and who may
// touch what. Formatting is Biome's; layers and cycles are .dependency-cruiser.mjs's.
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import { configs as lit } from 'eslint-plugin-lit';
import a11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import ts from 'typescript-eslint';

const elements = ['packages/{widget,admin}/src/**/*.ts'];
const server = ['packages/server/src/**/*.ts'];
const tests = ['**/*.test.ts', '**/testing/**', 'e2e/**', 'bench/**'];

/** No text becomes code: everything that turns a string into markup or script. */
const textToCode = [
  {
    selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(innerHTML|outerHTML|srcdoc)$/]',
    message: 'Text must not become markup: render nodes.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment)$/]',
    message: 'Text must not become markup: render nodes.',
  },
  {
    selector: "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]",
    message: 'Text must not become markup: render nodes.',
  },
  {
    selector: 'TemplateElement[value.raw=/[.](innerHTML|outerHTML|srcdoc)\\s*=/]',
    message: 'Text must not become markup: bind children.',
  },
];

const unsafeTemplates = {
  group: ['**/unsafe-html.js', '**/unsafe-svg.js', '**/unsafe-mathml.js', '**/static-html.js', '**/static.js'],
  message: 'Text must not become markup: render nodes.',
};

const rawSql = {
  selector: "CallExpression[callee.property.name='unsafe']",
  message: 'SQL is a tagged template; only migrations are text.',
};

const onlyOne = {
  selector: "MemberExpression[object.name=/^(test|it|describe|suite)$/][property.name='only']",
  message: 'One test alone hides all the others.',
};

export default defineConfig(
  { ignores: ['**/dist/', '**/node_modules/', '.cache/', 'docs/', '**/react.d.ts', 'data/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: ['error', 'smart'],
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-restricted-syntax': ['error', ...textToCode],
      'no-restricted-imports': ['error', { patterns: [unsafeTemplates] }],
      '@typescript-eslint/ban-ts-comment': [
        'error',
        { 'ts-expect-error': 'allow-with-description', 'ts-ignore': true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true, argsIgnorePattern: '^_' }],
      // A function that may not wait keeps its promise; static helpers are passed around unbound.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      // Literal types read well in templates; objects would not.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: elements,
    extends: [lit['flat/recommended'], wc['flat/recommended']],
    plugins: { 'lit-a11y': a11y },
    rules: {
      ...a11y.configs.recommended.rules,
      'lit/no-classfield-shadowing': 'error',
      'no-console': 'error',
    },
  },
  {
    files: server,
    ignores: tests,
    rules: {
      'no-restricted-syntax': ['error', ...textToCode, rawSql],
      'no-console': 'error',
    },
  },
  {
    // The environment is parsed once; everything else takes plain arguments.
    files: server,
    ignores: ['packages/server/src/main.ts', 'packages/server/src/cli/**', ...tests],
    rules: {
      'no-restricted-globals': ['error', { name: 'process', message: 'Only main.ts and cli/ touch the process.' }],
      'no-restricted-imports': [
        'error',
        {
          paths: ['node:process', 'process'].map((name) => ({
            name,
            message: 'Only main.ts and cli/ touch the process.',
          })),
          patterns: [unsafeTemplates],
        },
      ],
    },
  },
  {
    // These look after pids, or tell how the process fares; its environment and its end stay with main.ts.
    files: ['db/embedded/**', 'lifecycle/**', 'operations/**', 'serve.ts'].map((path) => `packages/server/src/${path}`),
    rules: {
      'no-restricted-globals': 'off',
      'no-restricted-properties': [
        'error',
        ...['argv', 'env', 'exit', 'exitCode', 'on', 'once', 'stderr', 'stdin', 'stdout'].map((property) => ({
          object: 'process',
          property,
          message: 'Only main.ts and cli/ touch the process.',
        })),
      ],
    },
  },
  { files: ['packages/server/src/main.ts', 'packages/server/src/cli/**'], rules: { 'no-console': 'off' } },
  {
    files: ['packages/server/src/db/migrate.ts'],
    rules: { 'no-restricted-syntax': ['error', ...textToCode] },
  },
  {
    files: tests,
    rules: {
      'no-restricted-syntax': ['error', ...textToCode, onlyOne],
      // node:test and chai: a test's promise is the runner's, an assertion is an expression.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'it', 'describe', 'suite'] },
          ],
        },
      ],
      '@typescript-eslint/no-unused-expressions': 'off',
    },
  },
  {
    // Plain JavaScript is checked by tsc through its JSDoc; what it parses is `any` there.
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: {
      globals: { process: 'readonly', console: 'readonly', URL: 'readonly' },
    },
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
