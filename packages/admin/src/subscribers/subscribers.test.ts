import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import {
  button,
  choose,
  click,
  field,
  focused,
  follow,
  hears,
  heading,
  isThere,
  sees,
  seesNot,
  shown,
  type,
  until,
} from '../testing/see.ts';

const at = { hash: '#/subscribers' };

const some = (server: FakeServer) => {
  fillFernhill(server);
  const [webApp, checkout] = server.components;
  const [core] = server.groups;
  const [incident] = server.incidents;
  if (!webApp || !checkout || !core || !incident) throw new Error('Fernhill is not whole.');
  server.people.add('everything@customer.example');
  server.people.add('checkout@customer.example', { components: [checkout.id], groups: [core.id], kinds: ['incident'] });
  server.people.add('gone@customer.example', { components: ['nosuchpart00'] });
  server.people.add('one@customer.example', { incident_id: incident.id });
  server.people.add('pending@customer.example', { state: 'pending' });
  server.people.add('https://fcm.googleapis.com/fcm/send/secret', { channel: 'web_push' });
  server.people.add('brought@customer.example', {
    source: 'import',
    consented_at: '2026-03-01T00:00:00.000Z',
    consent_source: 'sign-up form',
  });
};

const rowOf = (address: string) =>
  until(() => [...shown()].find((one) => one.matches('li.one') && one.textContent?.includes(address)), address);

describe('the subscribers', () => {
  afterEach(unmount);

  it('stand below a word on email while no mail server is set', async () => {
    mount({
      ...at,
      prepare: (server) => {
        some(server);
        server.told.sending.email.configured = false;
      },
    });
    await sees('No email is sent: no mail server is set.');
    await follow('Look at sending');
    await heading('Notifications');
  });

  it('are listed with how many there are, by what they are reached and what they follow', async () => {
    mount({ ...at, prepare: some });
    expect((await rowOf('everything@')).textContent).to.include('Everything');
    expect((await rowOf('checkout@')).textContent).to.match(/all of Core and Checkout \(incidents only\)/);
    expect((await rowOf('gone@')).textContent).to.include('a component that is gone');
    expect((await rowOf('one@')).textContent).to.include(
      '“Card payments are failing for some customers”, until it is over',
    );
    expect((await rowOf('pending@')).textContent).to.include('Not confirmed yet');
    expect((await rowOf('brought@')).textContent).to.match(/Imported.*agreed .*“sign-up form”/s);
    expect((await rowOf('A browser, through fcm.googleapis.com')).textContent).to.not.include('secret');
    const email = await until(() => [...shown()].find((one) => one.matches('[data-channel=email]')));
    expect(email.textContent).to.match(/Email\s+5\s+1 has not confirmed yet/);
  });

  it('are searched while one types, and filtered by channel and state', async () => {
    const { server } = mount({ ...at, prepare: some });
    await sees('everything@customer.example');
    await type('Search by address', 'CHECK');
    await seesNot('everything@customer.example');
    await sees('checkout@customer.example');
    await type('Search by address', '');
    await choose('State', 'Not confirmed yet');
    await seesNot('checkout@customer.example');
    await sees('pending@customer.example');
    await choose('Channel', 'Web push');
    await sees('Nobody matches this.');
    expect(server.received.at(-1)?.path).to.equal(
      '/api/v1/subscribers?channel=web_push&state=pending&page=1&per_page=50',
    );
  });

  it('are read page by page', async () => {
    mount({
      ...at,
      prepare: (server) => {
        fillFernhill(server);
        for (let number = 1; number <= 120; number++) server.people.add(`person${number}@customer.example`);
      },
    });
    await sees('Page 1 of 3');
    expect((await button('Previous page')).matches(':disabled')).to.equal(true);
    await click('Next page');
    await sees('Page 2 of 3');
    await sees('person70@customer.example');
    await click('Next page');
    await sees('person1@customer.example');
    expect((await button('Next page')).matches(':disabled')).to.equal(true);
  });

  it('are removed one by one, after asking what that means', async () => {
    const { server } = mount({ ...at, prepare: some });
    await click('Remove checkout@customer.example');
    await heading('Remove checkout@customer.example?');
    await sees('They are told no more of this: all of Core and Checkout (incidents only).');
    await click('Remove subscriber');
    await hears('checkout@customer.example is removed.');
    await until(() => !isThere('Remove checkout@customer.example'));
    expect(server.people.subscribers).to.have.length(6);
  });

  it('that left by themselves meanwhile are no failure', async () => {
    const { server } = mount({ ...at, prepare: some });
    await button('Remove one@customer.example');
    server.people.subscribers = server.people.subscribers.filter((one) => one.address !== 'one@customer.example');
    await click('Remove one@customer.example');
    await click('Remove subscriber');
    await hears('one@customer.example is removed.');
  });

  it('are erased by address, once it is said what goes', async () => {
    const { server } = mount({ ...at, prepare: some });
    await click('Erase an address');
    await until(() => focused()?.id === 'erase-address');
    await sees('This cannot be undone.');
    await click('Erase for good');
    await sees('This is still empty.');
    await type('Address', ' everything@customer.example ');
    await click('Erase for good');
    await hears('The address is erased: 1 record is gone.');
    await until(() => !isThere('Remove everything@customer.example'));
    expect(server.received.find((one) => one.path.endsWith('/erase'))?.body).to.deep.equal({
      address: 'everything@customer.example',
    });
    await click('Erase an address');
    await type('Address', 'nobody@customer.example');
    await click('Erase for good');
    await hears('Nothing was stored of this address.');
  });

  it('are saved as a file', async () => {
    const { server } = mount({ ...at, prepare: some });
    const saved: { name: string; blob: Blob }[] = [];
    const { createObjectURL } = URL;
    const { click: press } = HTMLAnchorElement.prototype;
    let blob = new Blob();
    URL.createObjectURL = (given) => {
      blob = given as Blob;
      return 'blob:kept';
    };
    HTMLAnchorElement.prototype.click = function keep(this: HTMLAnchorElement) {
      saved.push({ name: this.download, blob });
    };
    try {
      await click('Export CSV');
      await hears('The list is saved on your machine.');
    } finally {
      URL.createObjectURL = createObjectURL;
      HTMLAnchorElement.prototype.click = press;
    }
    expect(saved.map((one) => one.name)).to.deep.equal(['subscribers.csv']);
    expect(await saved[0]?.blob.text()).to.match(/^channel,address,.*\n.*brought@customer\.example/);
    expect(server.count('GET', '/api/v1/subscribers/export')).to.equal(1);
  });

  it('that do not exist yet lead to the form and to an import', async () => {
    mount(at);
    await heading('Nobody has subscribed yet.');
    await follow('Import a list');
    await heading('Import a list');
  });

  it('that cannot be read say so, and are asked for again', async () => {
    const { server } = mount({ prepare: some });
    await sees('Card payments are failing for some customers');
    server.fail('database', 3, 'GET');
    location.hash = '#/subscribers';
    await sees('The database does not answer just now.');
    server.recover();
    await click('Try again');
    await sees('everything@customer.example');
  });
});

describe('an import of subscribers', () => {
  afterEach(unmount);
  const importing = { hash: '#/subscribers/import', prepare: some };

  it('sends the lines as they are, and says of each skipped one why', async () => {
    const { server } = mount(importing);
    const csv = 'address,components\nnew@customer.example,Checkout\nnobody,\neverything@customer.example,\n';
    await sees('Nobody is told of the import');
    await type('Or paste the lines', csv);
    await sees('3 lines besides the first');
    await click('Import');
    await heading('1 subscriber is imported.');
    await until(() => focused()?.textContent === '1 subscriber is imported.');
    await sees('Nobody was told.');
    await sees('2 lines were skipped');
    const rows = [...shown()].filter((one) => one.matches('.skipped tbody tr')).map((one) => one.textContent);
    expect(rows.map((text) => text?.replaceAll(/\s+/g, ' ').trim())).to.deep.equal([
      '3 “nobody” is no address for email.',
      '4 This address is subscribed already.',
    ]);
    const sent = server.received.find((one) => one.path.endsWith('/import'));
    expect(sent?.body).to.equal(csv);
    expect(sent?.headers.get('content-type')).to.equal('text/csv');
    expect((await field('Or paste the lines')).value).to.equal('');
  });

  it('reads a file, also one that a spreadsheet wrote in another encoding', async () => {
    mount(importing);
    const input = (await field('CSV file')) as HTMLInputElement;
    const give = (bytes: BlobPart) => {
      const files = new DataTransfer();
      files.items.add(new File([bytes], 'list.csv', { type: 'text/csv' }));
      input.files = files.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    };
    const lines = await field('Or paste the lines');
    give('address\nmüller@customer.example');
    await until(() => lines.value === 'address\nmüller@customer.example');
    give(new Uint8Array([0x61, 0x0a, 0x6d, 0xfc, 0x6c]));
    await until(() => lines.value === 'a\nmül');
    give(new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00, 0xfc, 0x00]));
    await until(() => lines.value === 'a\nü');
  });

  it('with a head that does not fit is refused whole, and what was typed stays', async () => {
    mount(importing);
    await click('Import');
    await sees('Choose a file or paste some lines.');
    await type('Or paste the lines', 'mail\nnew@customer.example');
    await click('Import');
    await sees('There is no column “address”.');
    await until(() => focused()?.id === 'csv');
    expect((await field('Or paste the lines')).value).to.equal('mail\nnew@customer.example');
  });

  it('that is refused says nothing any more of the one before it', async () => {
    mount(importing);
    await type('Or paste the lines', 'address\nnew@customer.example');
    await click('Import');
    await sees('1 subscriber is imported.');
    await type('Or paste the lines', 'mail\nother@customer.example');
    await click('Import');
    await sees('There is no column “address”.');
    await seesNot('is imported.');
  });

  it('that is too large is not sent', async () => {
    const { server } = mount(importing);
    await type('Or paste the lines', `address\n${'x'.repeat(10 * 1024 * 1024)}`);
    await click('Import');
    await sees('This is more than 10 MB.');
    expect(server.count('POST', /import$/)).to.equal(0);
  });
});

describe('addresses that are not written to', () => {
  afterEach(unmount);
  const bounced = {
    hash: '#/subscribers/suppressions',
    prepare: (server: FakeServer) => {
      fillFernhill(server);
      server.people.suppress('old@customer.example');
      server.people.suppress('cross@customer.example', { reason: 'complained', detail: null });
    },
  };

  it('say why and since when, and are searched', async () => {
    mount(bounced);
    expect((await rowOf('old@')).textContent).to.match(/Mail came back:.*550 5\.1\.1 user unknown.*Since /s);
    expect((await rowOf('cross@')).textContent).to.include('Marked it as spam');
    await type('Search by address', 'cross');
    await seesNot('old@customer.example');
    await type('Search by address', 'nobody');
    await sees('No address matches this.');
  });

  it('are written to again after asking', async () => {
    const { server } = mount(bounced);
    await click('Write to it again: cross@customer.example');
    await sees('Write again only if they asked you to');
    await click('Write to it again');
    await hears('cross@customer.example is written to again.');
    expect(server.people.suppressions.map((one) => one.address)).to.deep.equal(['old@customer.example']);
  });

  it('are none while all is well', async () => {
    mount({ hash: '#/subscribers/suppressions' });
    await sees('Every address is written to.');
  });
});
