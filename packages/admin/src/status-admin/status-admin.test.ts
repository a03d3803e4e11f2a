import { emulateMedia, setViewport } from '@web/test-runner-commands';
import { expect } from 'chai';
import { violations } from '../testing/accessibility.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import type { FakeServer } from '../testing/fake-server.ts';
import { mount, unmount } from '../testing/mount.ts';
import type { MountOptions } from '../testing/mount.ts';
import { button, click, field, focused, follow, heading, link, sees, shown, type, until } from '../testing/see.ts';

const signedOut = (server: FakeServer) => {
  fillFernhill(server);
  server.hasCookie = false;
};

/** With something of everything that is written and kept. */
const full = (server: FakeServer) => {
  fillFernhill(server);
  server.written.add({
    id: 'draft0000001',
    kind: 'incident',
    content: { name: 'Slow', body: '', status: 'monitoring' },
  });
  server.kept.add({
    kind: 'incident',
    name: 'Provider down',
    title: '{{provider}} is down',
    body: '{{provider}} fails.',
  });
  server.kept.add({
    kind: 'maintenance',
    name: 'Upgrade',
    title: 'Upgrade',
    body: 'Until {{end}}.',
    duration_minutes: 60,
  });
};

/** With subscribers, what they were told, and who is not written to. */
const told = (server: FakeServer) => {
  fillFernhill(server);
  const [incident] = server.incidents;
  const [update] = incident?.incident_updates ?? [];
  server.people.add('somebody.with.a.rather.long.name@customers-of-fernhill.example');
  server.people.add('pending@customer.example', { state: 'pending' });
  for (let number = 0; number < 60; number++) server.people.add(`person${number}@customer.example`);
  server.people.suppress('old@customer.example');
  if (!incident || !update) return;
  server.told.tell(
    update.id,
    { email: { sent: 12_000, waiting: 100, failed: 3, suppressed: 4 }, web_push: { sent: 1_300, superseded: 20 } },
    {
      incident_id: incident.id,
      reasons: [{ channel: 'email', state: 'failed', reason: '550 No such mailbox.', count: 3 }],
    },
  );
};
const held = (server: FakeServer) => {
  told(server);
  server.told.hold();
};

/** Every screen and state, and how one knows that it is there. */
const screens: [name: string, options: MountOptions, ready: () => Promise<unknown>][] = [
  ['set-up', { prepare: (one) => (one.setUpToken = 't'), hash: '#setup=t' }, () => heading('Set up your status page')],
  ['invitation', { prepare: signedOut, hash: '#invite=t' }, () => heading('Join as an admin')],
  ['sign-in', { prepare: signedOut }, () => heading('Sign in')],
  ['sign-in without an admin', { prepare: () => undefined }, () => sees('This page has no admin yet.')],
  ['overview', {}, () => sees('Card payments are failing for some customers')],
  [
    'overview of an empty page',
    { prepare: (one) => fillFernhill(one, { isEmpty: true }) },
    () => heading('Three steps to a living page'),
  ],
  [
    'overview of a calm page',
    { prepare: (one) => fillFernhill(one, { isCalm: true }) },
    () => sees('No open incidents.'),
  ],
  ['forgotten password', { prepare: signedOut }, () => click('Forgot password?')],
  [
    'forgotten password that was asked for',
    { prepare: signedOut },
    async () => {
      await click('Forgot password?');
      await type('Email address', 'maya@fernhill.example');
      await click('Send the link');
      await heading('Look into your mail');
    },
  ],
  ['new password', { prepare: signedOut, hash: '#reset=t' }, () => heading('Choose a new password')],
  ['subscribers', { prepare: told, hash: '#/subscribers' }, () => sees('Page 1 of 2')],
  ['no subscribers yet', { hash: '#/subscribers' }, () => heading('Nobody has subscribed yet.')],
  [
    'address being erased',
    { prepare: told, hash: '#/subscribers' },
    async () => {
      await click('Erase an address');
      await field('Address');
    },
  ],
  [
    'import with its result',
    { hash: '#/subscribers/import' },
    async () => {
      await type('Or paste the lines', 'address\nnobody\nnew@customer.example');
      await click('Import');
      await heading('1 subscriber is imported.');
    },
  ],
  ['addresses not written to', { prepare: told, hash: '#/subscribers/suppressions' }, () => sees('Mail came back')],
  [
    'notifications',
    { prepare: told, hash: '#/settings/notifications' },
    async () => {
      await click('Check email');
      await sees('Email works.');
    },
  ],
  [
    'notifications while sending is held',
    { prepare: held, hash: '#/settings/notifications' },
    () => button('Resume sending'),
  ],
  [
    'notifications without email',
    {
      prepare: (server) => {
        fillFernhill(server);
        server.told.sending.email.configured = false;
      },
      hash: '#/settings/notifications',
    },
    () => sees('No email is sent: no mail server is set.'),
  ],
  ['overview while sending is held', { prepare: held }, () => sees('Sending is held')],
  [
    'incident of which people are told',
    { prepare: told },
    async () => {
      await follow('Post update');
      await button(/^Try again: /);
    },
  ],
  ['composer', { hash: '#/incidents/new' }, () => heading('New incident')],
  [
    'composer with errors',
    { hash: '#/incidents/new' },
    async () => {
      await click('Publish');
      await sees('2 things have to be put right.');
    },
  ],
  ['composer with the page in its preview', { hash: '#/incidents/new' }, () => click('Page')],
  ['incidents', { hash: '#/incidents' }, () => sees('Search results were up to an hour old')],
  [
    'incident',
    {},
    async () => {
      await follow('Post update');
      await heading('What is new?');
    },
  ],
  [
    'incident being edited',
    {},
    async () => {
      await follow('Post update');
      await click('Edit');
      await heading('Edit incident');
    },
  ],
  [
    'incident being deleted',
    {},
    async () => {
      await follow('Post update');
      await click('Delete');
      await heading('Delete this incident?');
    },
  ],
  ['incident that is not there', { hash: '#/incidents/nosuchincidt' }, () => sees('This incident does not exist')],
  ['drafts among the incidents', { prepare: full, hash: '#/incidents' }, () => heading('Drafts')],
  [
    'draft being gone on with',
    { prepare: full, hash: '#/incidents/new/draft0000001' },
    () => sees('This was begun by'),
  ],
  [
    'choice of a template',
    { prepare: full, hash: '#/incidents/new' },
    async () => {
      await click('Use a template');
      await button(/^Provider down/);
    },
  ],
  [
    'composer with a template that asks',
    { prepare: full, hash: '#/incidents/new' },
    async () => {
      await click('Use a template');
      await click(/^Provider down/);
      await field('provider');
    },
  ],
  ['templates', { prepare: full, hash: '#/templates' }, () => sees('Provider down')],
  ['template being edited', { prepare: full, hash: '#/templates' }, () => click('Edit the template Provider down')],
  ['no templates yet', { hash: '#/templates' }, () => sees('There are no templates yet.')],
  ['history', { prepare: full, hash: '#/history' }, () => sees('Search results were up to an hour old')],
  [
    'history that was searched',
    { prepare: full, hash: '#/history' },
    async () => {
      await type('Words', 'index');
      await until(() => [...shown()].some((one) => one.matches('mark')));
    },
  ],
  [
    'postmortem being written',
    { hash: '#/incidents' },
    async () => {
      await follow('Search results were up to an hour old');
      await click('Write a postmortem');
      await field('What happened, and what was learned?');
    },
  ],
  [
    'past incident with errors',
    { hash: '#/incidents/past' },
    async () => {
      await click('Add an update in between');
      await click('Add to the history');
      await sees('7 things have to be put right.');
    },
  ],
  ['components', { hash: '#/components' }, () => sees('Sandbox')],
  ['component being edited', { hash: '#/components' }, () => click('Edit Sandbox')],
  ['admins', { hash: '#/admins' }, () => sees('maya@fernhill.example')],
  ['settings', { hash: '#/settings' }, () => heading('The page')],
  ['activity', { hash: '#/activity' }, () => sees('published an incident')],
  ['more', { hash: '#/more' }, () => heading('More')],
  ['nothing there', { hash: '#/nowhere' }, () => heading('There is nothing at this address.')],
];

const canEmulate = navigator.userAgent.includes('Chrome/');

describe('the panel', () => {
  afterEach(async () => {
    unmount();
    if (canEmulate) {
      await emulateMedia({ colorScheme: 'light' });
      await setViewport({ width: 1280, height: 900 });
    }
  });

  for (const scheme of ['light', 'dark'] as const) {
    for (const [name, options, ready] of screens) {
      it(`is accessible: ${name}, ${scheme}`, async function () {
        // axe reads the document, which is the same everywhere: one engine is enough.
        if (!canEmulate) this.skip();
        await emulateMedia({ colorScheme: scheme });
        document.documentElement.style.colorScheme = scheme;
        mount(options);
        await ready();
        expect(await violations()).to.deep.equal([]);
      });
    }
  }

  it('cuts nothing and scrolls nowhere sideways at 320 px', async function () {
    if (!canEmulate) this.skip();
    await setViewport({ width: 320, height: 640 });
    for (const [name, options, ready] of screens) {
      mount(options);
      await ready();
      const panel = document.querySelector('status-admin')!;
      const edge = panel.getBoundingClientRect().right + 1;
      const outside = [...shown(panel.shadowRoot!)].filter((element) => {
        const box = element.getBoundingClientRect();
        return (
          box.width > 0 &&
          box.right > edge &&
          !element.closest('svg, .visually-hidden, status-page, status-banner') &&
          getComputedStyle(element).position !== 'absolute'
        );
      });
      expect(
        outside.map((element) => element.outerHTML.slice(0, 80)),
        name,
      ).to.deep.equal([]);
    }
  });

  it('keeps the screen in the address and the focus on its heading', async () => {
    const { panel } = mount();
    await heading('Overview');
    await follow('Components');
    await heading('Components');
    expect(location.hash).to.equal('#/components');
    await until(() => focused()?.textContent === 'Components' && focused()?.matches('h1'));
    expect(panel.route).to.equal('/components');
    await until(() => document.title === 'Components · Fernhill');
    history.back();
    await heading('Overview');
  });

  it('does not take the focus from the page that merely loads it', async () => {
    mount();
    await heading('Overview');
    await sees('Card payments are failing');
    expect(document.activeElement).to.equal(document.body);
  });

  it('leaves addresses alone that are not its own', async () => {
    const { panel } = mount();
    await heading('Overview');
    location.hash = '#pricing';
    await new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
    await panel.updateComplete;
    expect(panel.route).to.equal('/');
    await heading('Overview');
  });

  it('leaves the address alone altogether with routing="none"', async () => {
    const { panel } = mount();
    panel.routing = 'none';
    await panel.updateComplete;
    const { title } = document;
    const before = location.href;
    let route = '';
    panel.addEventListener('admin-navigate', (event) => (route = event.route));
    (await link('Components')).click();
    await heading('Components');
    expect(location.href).to.equal(before);
    expect(document.title).to.equal(title);
    expect(route).to.equal('/components');
  });

  it('gives its host one main landmark, and none when the host has one', async () => {
    const { panel } = mount();
    await heading('Overview');
    expect(panel.shadowRoot?.querySelectorAll('[role="main"]')).to.have.length(1);
    const main = document.createElement('main');
    document.body.append(main);
    panel.requestUpdate();
    await panel.updateComplete;
    expect(panel.shadowRoot?.querySelectorAll('[role="main"]')).to.have.length(0);
    main.remove();
  });

  it('writes no style attribute and no global style', async () => {
    const sheets = document.styleSheets.length + document.adoptedStyleSheets.length;
    mount({ hash: '#/incidents/new' });
    await heading('New incident');
    const panel = document.querySelector('status-admin')!;
    const inline = [...shown(panel.shadowRoot!)].filter(
      (element) => element.hasAttribute('style') && !element.matches('status-banner, status-page'),
    );
    expect(inline.map((element) => element.outerHTML.slice(0, 80))).to.deep.equal([]);
    expect(document.styleSheets.length + document.adoptedStyleSheets.length).to.equal(sheets);
  });

  it('never asks for a password on a page of another origin', async () => {
    mount().panel.remove();
    const panel = document.createElement('status-admin');
    panel.src = 'https://status.example/';
    document.body.append(panel);
    await heading('The panel lives at another address');
    expect((await link('Open the panel there')).getAttribute('href')).to.equal('https://status.example/admin');
    expect([...shown()].some((element) => element.matches('input[type="password"]'))).to.equal(false);
    panel.remove();
  });

  it('frees what it took when it leaves', async () => {
    const { server, panel } = mount();
    await heading('Overview');
    panel.remove();
    const asked = server.received.length;
    server.announce();
    await panel.updateComplete;
    expect(server.received.length).to.equal(asked);
  });
});
