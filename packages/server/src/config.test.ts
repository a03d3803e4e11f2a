import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';

test('with nothing set it listens on this machine, keeps its data in ./data and shows the example on 8081', () => {
  const { config, warnings } = readConfig({});
  assert.deepEqual(warnings, []);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.port, 8080);
  assert.equal(config.dataDir, path.resolve('data'));
  assert.equal(config.examplePort, 8081);
  assert.equal(config.opsPort, undefined);
  assert.equal(config.databaseUrl, undefined);
});

test('every mistake is reported at once, with its name, a reason and an example', () => {
  const read = () =>
    readConfig({
      PORT: '80a',
      ALLSWELL_PUBLIC_URL: 'https://status.example.com/page',
      DATABASE_URL: 'mysql://db/allswell',
      ALLSWELL_MASTER_KEY: 'short',
      ALLSWELL_ADMIN_ORIGINS: 'https://a.example,ftp://b.example',
      ALLSWELL_TRUSTED_PROXIES: '10.0.0.0/33',
    });
  assert.throws(read, (error) => {
    assert.ok(error instanceof ConfigError);
    assert.deepEqual(error.mistakes.map((mistake) => mistake.name).sort(), [
      'ALLSWELL_ADMIN_ORIGINS',
      'ALLSWELL_MASTER_KEY',
      'ALLSWELL_PUBLIC_URL',
      'ALLSWELL_TRUSTED_PROXIES',
      'DATABASE_URL',
      'PORT',
    ]);
    assert.match(error.message, /PORT: It has to be a number\. For example: PORT=8080/);
    return true;
  });
});

test('no mistake repeats a secret', () => {
  const read = () => readConfig({ DATABASE_URL: 'mysql://me:hunter2@db/x', ALLSWELL_MASTER_KEY: 'hunter2' });
  assert.throws(read, (error) => error instanceof ConfigError && !error.message.includes('hunter2'));
});

test('an address of the direct database needs the database beside it', () => {
  assert.throws(() => readConfig({ ALLSWELL_DATABASE_DIRECT_URL: 'postgres://db/x' }), /DATABASE_URL: It is needed/);
});

test('a name that no part knows is a warning, and a near miss is named', () => {
  const { warnings } = readConfig({ ALLSWELL_ADMIN_ORIGIN: 'https://a.example', ALLSWELL_COLOUR: 'red' });
  assert.deepEqual(warnings, [
    'ALLSWELL_ADMIN_ORIGIN is not a setting of Allswell; did you mean ALLSWELL_ADMIN_ORIGINS?',
    'ALLSWELL_COLOUR is not a setting of Allswell.',
  ]);
});

test('settings of later parts are taken without a word', () => {
  assert.deepEqual(
    readConfig({ ALLSWELL_SMTP_URL: 'smtp://localhost', ALLSWELL_MAIL_FROM: 'a@example.com' }).warnings,
    [],
  );
});

test('a public address without https is a warning, except on this machine', () => {
  assert.equal(readConfig({ ALLSWELL_PUBLIC_URL: 'http://status.example.com' }).warnings.length, 1);
  assert.equal(readConfig({ ALLSWELL_PUBLIC_URL: 'http://127.0.0.1:9000' }).warnings.length, 0);
});

test('addresses lose their last slash, lists their blanks, and an empty variable counts as unset', () => {
  const { config } = readConfig({
    ALLSWELL_PUBLIC_URL: 'https://status.example.com/',
    ALLSWELL_ADMIN_ORIGINS: ' https://a.example/ , https://b.example ',
    HOST: '',
  });
  assert.equal(config.publicUrl, 'https://status.example.com');
  assert.deepEqual(config.adminOrigins, ['https://a.example', 'https://b.example']);
  assert.equal(config.host, '127.0.0.1');
});
