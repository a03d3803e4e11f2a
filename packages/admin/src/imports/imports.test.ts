import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import {
  click,
  field,
  focused,
  follow,
  heading,
  hears,
  link,
  sees,
  seesNot,
  shown,
  type,
  until,
} from '../testing/see.ts';

const found = { found: 50, new: 48, changed: 1, same: 1, skipped: 0 };
const begin = async (prepare: (server: FakeServer) => void = (server) => fillFernhill(server)) => {
  const mounted = mount({ prepare, hash: '#/import' });
  await heading('Import');
  return mounted;
};
const chooseFile = async (name: string, text: string) => {
  const input = (await field('File')) as HTMLInputElement;
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  input.files = files.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
};
const state = () => [...shown()].find((one) => one.matches('[data-state]'))?.dataset['state'];
const sent = (server: FakeServer) =>
  server.received.find((one) => one.method === 'POST' && one.path === '/api/v1/imports');

describe('bringing a history in', () => {
  afterEach(unmount);

  it('begins with an address, checks it, shows what would come, and imports it while somebody watches', async () => {
    const { server } = await begin();
    await type('Address of the page', 'status.example.com');
    await click('Check');
    await sees('Fetching and checking');
    expect(sent(server)?.body).to.deep.equal({ source: 'statuspage', url: 'https://status.example.com' });
    server.brought.become({ progress: { done: 3, total: 8 } });
    await sees('3 of 8');
    const warning = { code: 'html-in-text', detail: 'HTML became plain text.', subject: 'Card payments' };
    server.brought.become({ state: 'checked', counts: { incidents: found }, warnings: [warning] });
    await sees('Checked: nothing is imported yet');
    await sees('1 warning');
    await sees('HTML became plain text.');
    const row = await until(() => [...shown()].find((one) => one.matches('[data-subject="incidents"]')));
    expect([...row.querySelectorAll('td')].map((one) => one.textContent)).to.deep.equal(['50', '48', '1', '1', '0']);
    expect([...shown()].filter((one) => one.matches('[data-subject]'))).to.have.length(1);
    await click('Import');
    await until(() => state() === 'applying', 'the import');
    await until(() => focused()?.id === 'state-title', 'the focus on how it goes');
    server.brought.become({ progress: { done: 20, total: 50 } });
    await sees('20 of 50');
    server.brought.become({ state: 'done', counts: { incidents: { ...found, skipped: 2 } } });
    await hears('The import is done.');
    await sees('Nobody was told.');
    await follow('History');
    await heading('History');
  });

  it('takes a key that is never shown again', async () => {
    const { server } = await begin();
    (await field(/^A Statuspage, with an API key/)).click();
    const key = await field('API key');
    expect((key as HTMLInputElement).type).to.equal('password');
    await type('API key', 'OAuth-secret');
    await type('Page id', 'abc123');
    (await field('Bring subscribers along')).click();
    await click('Check');
    await sees('Fetching and checking');
    expect(sent(server)?.body).to.deep.equal({
      ...{ source: 'statuspage_v1', api_key: 'OAuth-secret', page_id: 'abc123', subscribers: true },
    });
    await follow('All imports');
    (await field(/^A Statuspage, with an API key/)).click();
    expect((await field('API key')).value).to.equal('');
    await seesNot('OAuth-secret');
  });

  it('reads a file here first', async () => {
    const { server } = await begin();
    (await field(/^A file from Statuspage/)).click();
    await sees('JSON, 5 MB at most.');
    await click('Check');
    await sees('Choose a file.');
    await chooseFile('broken.json', '{"incidents": [');
    await sees('This file is not JSON, or not whole.');
    await chooseFile('large.json', ' '.repeat(5 * 1024 * 1024 + 1));
    await sees('This is more than 5 MB.');
    expect(sent(server)).to.equal(undefined);
    await chooseFile('history.json', '{"incidents": []}');
    await sees('history.json is ready.');
    await seesNot('This is more than 5 MB.');
    await click('Check');
    await sees('Fetching and checking');
    expect(sent(server)?.body).to.deep.equal({
      ...{ source: 'statuspage', document: { incidents: [] }, file_name: 'history.json' },
    });
  });

  it('takes the tables of status_site as text too', async () => {
    const { server } = await begin();
    (await field(/^status_site/)).click();
    await chooseFile('dump.sql', '--\n-- PostgreSQL database dump\n--\n');
    await sees('dump.sql is ready.');
    await click('Check');
    await sees('Fetching and checking');
    expect((sent(server)?.body as { document: unknown }).document).to.match(/^--/);
  });

  it('says at its field what is missing, and what cannot be imported', async () => {
    const { server } = await begin();
    await click('Check');
    await sees('This is still empty.');
    expect(sent(server)).to.equal(undefined);
    await type('Address of the page', 'https://');
    await click('Check');
    await sees('Send the address of the page.');
    const input = await field('Address of the page');
    expect(input.getAttribute('aria-invalid')).to.equal('true');
    expect(focused()).to.equal(input);
    server.brought.unreadable = 'This is a document of another product.';
    (await field(/^A file from Statuspage/)).click();
    await chooseFile('other.json', '{"monitors": []}');
    await sees('other.json is ready.');
    await click('Check');
    await sees('This is a document of another product.');
    expect(server.brought.imports).to.deep.equal([]);
  });

  it('is sent once, however often its answer is lost', async () => {
    const { server } = await begin();
    await type('Address of the page', 'status.example.com');
    server.fail('lost-answer', 2, 'POST');
    await click('Check');
    await sees('Fetching and checking');
    expect(server.brought.imports).to.have.length(1);
  });

  it('says why it failed, and what to do', async () => {
    const { server } = await begin((one) => {
      fillFernhill(one);
      one.brought.add('https://status.example.com');
    });
    await follow('https://status.example.com');
    await sees('Fetching and checking');
    server.brought.become({ state: 'failed', failure: 'The page answered with HTML instead of JSON.' });
    await sees('The page answered with HTML instead of JSON.');
    await sees('Nothing is half imported.');
    await follow('Begin another import');
    await heading('Import');
  });

  it('can be called off at every step before its end', async () => {
    const { server } = await begin((one) => {
      fillFernhill(one);
      one.brought.add('https://status.example.com', { state: 'applying', progress: { done: 4, total: 9 } });
    });
    await follow('https://status.example.com');
    await sees('4 of 9');
    await click('Call off');
    await sees('What came in already stays');
    await click('Call off the import');
    await hears('The import is called off.');
    expect(server.brought.imports[0]?.state).to.equal('cancelled');
    await link('Begin another import');
  });

  it('says so when somebody else was faster', async () => {
    const { server } = await begin((one) => {
      fillFernhill(one);
      one.brought.add('https://status.example.com', { state: 'checked', counts: { incidents: found } });
    });
    await follow('https://status.example.com');
    await sees('Checked: nothing is imported yet');
    server.brought.become({ state: 'done' });
    await click('Import');
    await sees('It is at another step.');
    await until(() => state() === 'done', 'how it stands');
  });

  it('goes on without anybody looking, and waits out what passes', async () => {
    const { server } = await begin((one) => {
      fillFernhill(one);
      one.brought.add('https://status.example.com', { progress: { done: 1, total: 9 } });
    });
    await follow('https://status.example.com');
    await sees('1 of 9');
    server.fail('unreachable', 1, 'GET');
    await sees('Still trying.');
    server.recover();
    server.brought.become({ state: 'checked' });
    await sees('Checked: nothing is imported yet');
    await seesNot('Still trying.');
  });

  it('is listed with how it stands, and is not there when it does not exist', async () => {
    await begin((one) => {
      fillFernhill(one);
      one.brought.add('https://one.example', { state: 'done' });
      one.brought.add('two.json', { state: 'failed', source: 'status_site' });
    });
    await sees('Imports so far');
    await sees('status_site · Failed');
    unmount();
    mount({ hash: '#/import/nothing00000' });
    await sees('This import does not exist.');
    await follow('All imports');
    await heading('Import');
  });
});
