import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { missingOptionals } from './complete-lock.mjs';

const text = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');

test('the lock file serves every platform: npm ci finds all optional packages in it', () => {
  assert.deepEqual(missingOptionals(JSON.parse(text) as Parameters<typeof missingOptionals>[0]), [], 'npm run lock');
});

test('the lock file names no download address', () => {
  assert.doesNotMatch(text, /"resolved": "https?:/);
});

test('a package that is missing from the lock is noticed', () => {
  const packages = { 'node_modules/a': { optionalDependencies: { 'a-linux-x64': '1.0.0', 'a-darwin-x64': '1.0.0' } } };
  const held = { ...packages, 'node_modules/a/node_modules/a-linux-x64': {} };
  assert.deepEqual(
    missingOptionals({ packages: held }).map(({ name }) => name),
    ['a-darwin-x64'],
  );
});
