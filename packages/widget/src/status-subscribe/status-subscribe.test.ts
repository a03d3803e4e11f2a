import { hostileTexts } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { violations } from '../testing/accessibility.ts';
import type { Behaviour, PlayedService } from '../testing/play-subscribing.ts';
import { playService } from '../testing/play-subscribing.ts';
import { until, words } from '../testing/see.ts';
import type { StatusSubscribe } from './status-subscribe.ts';

const src = 'https://status.fernhill.example';
const { open: ownOpen } = globalThis;

let behaviour: Behaviour;
let service: PlayedService;

/** Puts the form over a service, and waits until it says something. */
async function show(set: Partial<StatusSubscribe> = {}): Promise<StatusSubscribe> {
  const form = Object.assign(document.createElement('status-subscribe'), {
    src,
    locale: 'en-GB',
    timeZone: 'Europe/Berlin',
    ...set,
  });
  document.body.append(form);
  if (!set.modal) await until(() => find(form, '[aria-busy]') === null && find(form, '#title'), 'the form is there');
  return form;
}

const find = <E extends HTMLElement = HTMLElement>(form: StatusSubscribe, selector: string) =>
  form.shadowRoot?.querySelector<E>(selector) ?? null;
const all = (form: StatusSubscribe, selector: string) => [
  ...(form.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];
const title = (form: StatusSubscribe) => words(find(form, '#title'));
const focused = (form: StatusSubscribe) => form.shadowRoot?.activeElement;

/** Chooses or unchooses what stands under a label. */
async function press(form: StatusSubscribe, label: string): Promise<void> {
  const found = all(form, 'label, button, a, summary').find((one) => words(one).startsWith(label));
  if (!found) throw new Error(`Nothing is called “${label}” in: ${words(form)}`);
  found.click();
  await form.updateComplete;
}

async function write(form: StatusSubscribe, text: string): Promise<void> {
  const field = find<HTMLInputElement>(form, '[name=address]');
  if (!field) throw new Error('There is no field for an address.');
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await form.updateComplete;
}

async function choose(form: StatusSubscribe, name: string, value: string): Promise<void> {
  const select = find<HTMLSelectElement>(form, `select[name=${name}]`);
  if (!select) throw new Error(`There is no ${name}.`);
  select.value = value;
  select.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  await form.updateComplete;
}

/** Subscribes as most people do. */
async function subscribe(form: StatusSubscribe): Promise<void> {
  await write(form, 'mara@example.com');
  await press(form, 'Everything');
  await press(form, 'Subscribe');
}

const challenges = () => service.asked.filter((one) => one.endsWith('/challenge')).length;

/** Without the proof, which is another one each time. */
const sent = (index = service.sent.length - 1) => {
  const { proof, ...rest } = service.sent[index] ?? {};
  return rest;
};

describe('<status-subscribe>', () => {
  beforeEach(() => {
    behaviour = 'takes';
    service = playService(() => behaviour);
  });
  afterEach(() => {
    for (const form of document.querySelectorAll('status-subscribe')) form.remove();
    service.stop();
    globalThis.open = ownOpen;
    document.documentElement.style.removeProperty('color-scheme');
    document.documentElement.style.removeProperty('background');
    document.documentElement.removeAttribute('dir');
  });

  it('offers what the page sends by, and what everyone can fetch', async () => {
    const form = await show();
    expect(title(form)).to.equal('Get updates');
    expect(all(form, '.pill').map(words)).to.deep.equal(['Email', 'This browser', 'Slack', 'Feed', 'Calendar']);
    expect(find<HTMLInputElement>(form, '[name=address]')?.type).to.equal('email');
    expect(find<HTMLInputElement>(form, '[name=address]')?.autocomplete).to.equal('email');
  });

  it('asks nothing of anyone before it is shown, and for work only once somebody turns to it', async () => {
    const form = await show({ modal: true });
    await form.updateComplete;
    expect(service.asked).to.deep.equal([]);
    form.remove();
    const shown = await show();
    expect(service.asked.sort()).to.deep.equal([`GET ${src}/api/v2/page.json`, `GET ${src}/api/v2/summary.json`]);
    await write(shown, 'm');
    await until(() => challenges() === 1, 'a challenge was asked for');
    await write(shown, 'ma');
    expect(challenges()).to.equal(1);
  });

  it('asks nothing of what it is given', async () => {
    await show({ summary: service.summary, document: service.document });
    expect(service.asked).to.deep.equal([]);
  });

  it('sends what was chosen, with a proof of work, and says what comes next', async () => {
    const form = await show();
    const heard: unknown[] = [];
    form.addEventListener('status-subscribe', ({ channel, incident }) => heard.push([channel, incident]));
    await subscribe(form);
    await until(() => title(form) === 'Check your inbox', 'it was taken');
    expect(sent()).to.deep.equal({
      channel: 'email',
      address: 'mara@example.com',
      components: [],
      groups: [],
      kinds: ['incident', 'maintenance'],
      incident_id: null,
      locale: 'en-GB',
      time_zone: 'Europe/Berlin',
    });
    expect(service.sent[0]?.proof).to.have.keys('challenge', 'nonce');
    expect(words(form)).to.include('mara@example.com');
    expect(focused(form)).to.equal(find(form, '#title'));
    expect(heard).to.deep.equal([['email', null]]);
    expect(challenges()).to.equal(1);
  });

  it('says the same of every address, and lets it be changed', async () => {
    const form = await show();
    await subscribe(form);
    await until(() => title(form) === 'Check your inbox', 'it was taken');
    const first = words(form);
    await press(form, 'Change the address');
    expect(focused(form)).to.equal(find(form, '[name=address]'));
    expect(find<HTMLInputElement>(form, '[name=address]')?.value).to.equal('mara@example.com');
    await write(form, 'nobody@example.com');
    await press(form, 'Subscribe');
    await until(() => title(form) === 'Check your inbox', 'it was taken again');
    expect(words(form)).to.equal(first.replace('mara', 'nobody'));
  });

  it('lets people choose parts: a group is chosen with all that will ever belong to it', async () => {
    const form = await show();
    await write(form, 'mara@example.com');
    await press(form, 'Only what I choose');
    expect(words(find(form, '.parts'))).to.include('Core all of it, and what is added later Web app Checkout Search');
    await press(form, 'Webhooks');
    await press(form, 'Search');
    await press(form, 'Core');
    const checkout = all(form, '.members .row')
      .find((row) => words(row) === 'Checkout')
      ?.querySelector('input');
    expect([checkout?.checked, checkout?.disabled]).to.deep.equal([true, true]);
    await press(form, 'Planned maintenance');
    await press(form, 'Subscribe');
    await until(() => service.sent.length === 1, 'it was sent');
    const idOf = (name: string) => service.summary.components.find((one) => one.name === name)?.id;
    expect(sent()).to.deep.include({ groups: [idOf('Core')], components: [idOf('Webhooks')], kinds: ['incident'] });
    // What stood below the group is there again without it.
    await until(() => title(form) === 'Check your inbox', 'it was taken');
    await press(form, 'Change the address');
    await press(form, 'Core');
    await press(form, 'Subscribe');
    await until(() => service.sent.length === 2, 'it was sent again');
    expect(sent()).to.deep.include({ groups: [], components: [idOf('Search'), idOf('Webhooks')] });
  });

  it('begins with the parts that the page around names, by id or by name', async () => {
    const form = await show({ components: 'Checkout, Developer platform, nothing of that name' });
    const chosen = all(form, '.parts input:checked:enabled').map((input) => words(input.closest('label')));
    expect(chosen).to.deep.equal(['Checkout', 'Developer platform all of it, and what is added later']);
  });

  it('asks a page of one component no question about parts', async () => {
    service.summary = { ...service.summary, components: service.summary.components.slice(0, 1) };
    const form = await show();
    expect(words(form)).not.to.include('What do you want to hear about?');
    await write(form, 'mara@example.com');
    await press(form, 'Subscribe');
    await until(() => service.sent.length === 1, 'it was sent');
    expect(sent()).to.deep.include({ components: [], groups: [] });
  });

  it('leads to what is missing, says so beside it, and sends nothing', async () => {
    const form = await show();
    await press(form, 'Subscribe');
    await until(() => focused(form) === find(form, '[name=address]'), 'the field has the focus');
    const field = find<HTMLInputElement>(form, '[name=address]');
    expect(field?.getAttribute('aria-invalid')).to.equal('true');
    expect(words(find(form, '#address-error'))).to.equal('Write your email address, such as mara@example.com.');
    expect(field?.getAttribute('aria-describedby')?.split(' ')).to.include('address-error');
    await write(form, 'mara@example.com');
    expect(words(find(form, '#address-error'))).to.equal('');
    await press(form, 'Subscribe');
    await until(() => focused(form) === find(form, '[name=scope]'), 'the choice has the focus');
    expect(words(find(form, '#what-error'))).to.equal('Choose everything, or at least one part.');
    await press(form, 'Everything');
    await press(form, 'Incidents');
    await press(form, 'Planned maintenance');
    await press(form, 'Subscribe');
    await until(() => focused(form) === find(form, '[name=kind]'), 'the kinds have the focus');
    expect(words(find(form, '#kinds-error'))).to.equal('Choose at least one.');
    expect(service.sent).to.deep.equal([]);
  });

  it('follows one incident until it is over, and nothing else', async () => {
    const [[id = '', name = ''] = []] = service.stories;
    const form = await show({ incident: id });
    expect(title(form)).to.equal(`Follow this incident : ${name}`);
    expect(words(form)).to.include('until it is over').and.not.to.include('What do you want to hear about?');
    expect(all(form, '.pill').map(words)).to.deep.equal(['Email', 'This browser', 'Slack']);
    await write(form, 'mara@example.com');
    await press(form, 'Follow');
    await until(() => service.sent.length === 1, 'it was sent');
    expect(sent()).to.deep.equal({
      channel: 'email',
      address: 'mara@example.com',
      incident_id: id,
      locale: 'en-GB',
      time_zone: 'Europe/Berlin',
    });
  });

  it('leads from one incident to more, and keeps what was written', async () => {
    const form = await show({ incident: service.stories[0]?.[0] ?? '' });
    await write(form, 'mara@example.com');
    await press(form, 'Hear of more than this');
    expect(title(form)).to.equal('Get updates');
    await press(form, 'Everything');
    await press(form, 'Subscribe');
    await until(() => service.sent.length === 1, 'it was sent');
    expect(sent()).to.deep.include({ address: 'mara@example.com', incident_id: null });
  });

  it('offers the calendar where a maintenance is followed', async () => {
    const form = await show({ incident: service.stories.at(-1)?.[0] ?? '' });
    expect(title(form)).to.include('Follow this maintenance');
    expect(all(form, '.pill').map(words)).to.include('Calendar');
  });

  it('says when there is nothing more to follow, before and after it is sent', async () => {
    const form = await show({ incident: 'long-ago' });
    expect(title(form)).to.equal('Get updates');
    expect(words(form)).to.include('It is over, so there is nothing more to follow.');
    form.remove();
    const other = await show({ incident: service.stories[0]?.[0] ?? '' });
    behaviour = 'ended';
    await write(other, 'mara@example.com');
    await press(other, 'Follow');
    await until(() => title(other) === 'Get updates', 'it leads to the rest');
    expect(words(other)).to.include('It is over');
    expect(find<HTMLInputElement>(other, '[name=address]')?.value).to.equal('mara@example.com');
  });

  it('tells in which language and zone the news will be, and lets both be changed', async () => {
    const form = await show();
    expect(words(find(form, 'summary'))).to.equal('In English, with times in Central European Time. Change');
    await press(form, 'In English');
    await until(() => (find<HTMLSelectElement>(form, '[name=zone]')?.options.length ?? 0) > 300, 'the zones are there');
    await choose(form, 'language', 'fr');
    await choose(form, 'zone', 'Asia/Tokyo');
    expect(words(find(form, 'summary'))).to.equal('In French, with times in Japan Standard Time. Change');
    await subscribe(form);
    await until(() => service.sent.length === 1, 'it was sent');
    expect(sent()).to.deep.include({ locale: 'fr', time_zone: 'Asia/Tokyo' });
  });

  it('stands by the field when the service does not take the address', async () => {
    behaviour = 'refuses';
    const form = await show();
    await subscribe(form);
    await until(() => words(find(form, '#address-error')) !== '', 'it is said');
    expect(focused(form)).to.equal(find(form, '[name=address]'));
  });

  it('keeps everything when it is asked too often or nobody answers, and says when and where to try again', async () => {
    const form = await show();
    behaviour = 'limits';
    await subscribe(form);
    const alert = await until(() => find(form, '[role=alert]'), 'it is said');
    expect(words(alert)).to.equal('That was tried too often just now. Try again in 14 minutes.');
    behaviour = 'leaves';
    await press(form, 'Subscribe');
    await until(() => words(find(form, '[role=alert]')).includes('does not answer'), 'it is said');
    expect(find<HTMLAnchorElement>(form, '[role=alert] a')?.href).to.equal(`${src}/subscribe?channel=email&lang=en`);
    expect(find<HTMLInputElement>(form, '[name=address]')?.value).to.equal('mara@example.com');
    behaviour = 'takes';
    await press(form, 'Subscribe');
    await until(() => title(form) === 'Check your inbox', 'it was taken');
  });

  it('works once more when its work was not taken', async () => {
    behaviour = 'takes-the-second';
    const form = await show();
    await subscribe(form);
    await until(() => title(form) === 'Check your inbox', 'it was taken');
    const [first, second] = service.sent.map(({ proof }) => (proof as { challenge: string }).challenge);
    expect(first).not.to.equal(second);
  });

  it('is sent once, however often the button is pressed', async () => {
    const form = await show();
    await subscribe(form);
    await press(form, 'One moment');
    await press(form, 'One moment');
    await until(() => title(form) === 'Check your inbox', 'it was taken');
    expect(service.sent.length).to.equal(1);
  });

  it('says when the page does not answer at all, and asks again when told to', async () => {
    behaviour = 'away';
    const form = await show();
    expect(title(form)).to.equal('The status page does not answer');
    behaviour = 'takes';
    await press(form, 'Try again');
    await until(() => title(form) === 'Get updates', 'the form is there');
  });

  it('leaves feeds and the calendar where the page sends nothing', async () => {
    behaviour = 'offers-nothing';
    const form = await show();
    expect(words(form)).to.include('This page sends no messages.');
    expect(all(form, '.pill').map(words)).to.deep.equal(['Feed', 'Calendar']);
    expect(find(form, '[part=button]')).to.equal(null);
    find(form, '[name=way]')?.focus();
    expect(challenges()).to.equal(0);
  });

  it('offers nothing of a page of another vendor but the way there', async () => {
    behaviour = 'other';
    const form = await show();
    expect(title(form)).to.equal('Nothing to subscribe to here');
    expect(find<HTMLAnchorElement>(form, 'a')?.href).to.equal('https://status.octoplace.example/');
  });

  it('links the feeds and the calendar of everything, or of each chosen part', async () => {
    const form = await show({ channel: 'feed' });
    const links = () => all(form, '.links a').map((link) => (link as HTMLAnchorElement).href);
    expect(links()).to.deep.equal(['history.atom', 'history.rss', 'feed.json'].map((file) => `${src}/${file}?lang=en`));
    await press(form, 'Calendar');
    expect(links()).to.deep.equal([
      'webcal://status.fernhill.example/calendar.ics?lang=en',
      `${src}/calendar.ics?lang=en`,
    ]);
    await press(form, 'Only what I choose');
    await press(form, 'Checkout');
    expect(links()[1]).to.equal(`${src}/components/checkout0000/calendar.ics?lang=en`);
    await press(form, 'Feed');
    expect(links()[0]).to.equal(`${src}/components/checkout0000/history.atom?lang=en`);
  });

  it('opens the page itself for notifications, where the app around has no worker of its own', async () => {
    const opened: string[] = [];
    globalThis.open = (url) => {
      opened.push(`${url as string}`);
      return opened.length > 1 ? window : null;
    };
    const form = await show({ channel: 'web_push', components: 'Checkout' });
    expect(words(form)).to.include('No address is needed.');
    // The window asks what to hear about, so that nobody is asked twice.
    expect(words(form)).not.to.include('What do you want to hear about?');
    await press(form, 'Go on in a new window');
    expect(words(find(form, '[role=alert]'))).to.include('This browser did not open the window.');
    await press(form, 'Go on in a new window');
    expect(title(form)).to.equal('Go on in the new window');
    expect(opened[1]).to.equal(`${src}/subscribe?channel=web_push&components=checkout0000&lang=en`);
    expect(service.sent).to.deep.equal([]);
  });

  it('takes an address for each other channel, and no other kind of address with it', async () => {
    const form = await show();
    await write(form, 'mara@example.com');
    await press(form, 'Slack');
    const field = find<HTMLInputElement>(form, '[name=address]');
    expect([field?.type, field?.value]).to.deep.equal(['url', '']);
    expect(words(form)).to.include('Incoming Webhooks');
    await press(form, 'Everything');
    await press(form, 'Subscribe');
    expect(words(find(form, '#address-error'))).to.include('https://');
    await write(form, 'https://hooks.slack.com/services/T0/B0/x');
    await press(form, 'Subscribe');
    await until(() => title(form) === 'Your request has arrived', 'it was taken');
    expect(sent()).to.deep.include({ channel: 'slack', address: 'https://hooks.slack.com/services/T0/B0/x' });
  });

  it('opens over the page, and gives the focus back when it is closed', async () => {
    const opener = document.createElement('button');
    document.body.append(opener);
    opener.focus();
    const form = await show({ modal: true });
    let isClosed = false;
    const closed = form.showModal().then(() => (isClosed = true));
    await until(() => focused(form)?.matches('[name=address]'), 'the field has the focus');
    expect(find<HTMLDialogElement>(form, 'dialog')?.open).to.equal(true);
    expect(isClosed).to.equal(false);
    find(form, '[part=close]')?.click();
    await closed;
    expect(document.activeElement).to.equal(opener);
    opener.remove();
  });

  it('has the focus in the field at once where all is known already', async () => {
    const form = await show({ modal: true, summary: service.summary, document: service.document });
    void form.showModal();
    await until(() => focused(form)?.matches('[name=address]'), 'the field has the focus');
    form.close();
    await until(() => !find<HTMLDialogElement>(form, 'dialog')?.open, 'it is closed');
    void form.showModal();
    await until(() => focused(form)?.matches('[name=address]'), 'the field has the focus again');
  });

  it('takes what it is about from the address of the page, where it is told to', async () => {
    const { href } = location;
    const url = new URL(href);
    url.searchParams.set('channel', 'calendar');
    history.replaceState(null, '', url);
    try {
      const form = await show({ fromQuery: true });
      expect(find<HTMLInputElement>(form, '[name=way]:checked')?.value).to.equal('calendar');
      expect(find(form, '#title')?.localName).to.equal('h1');
    } finally {
      history.replaceState(null, '', href);
    }
  });

  it('shows hostile names as text', async () => {
    for (const text of hostileTexts) {
      const { components, incidents } = service.summary;
      const named = {
        ...service.summary,
        components: components.map((one) => ({ ...one, name: text })),
        incidents: incidents.map((one) => ({ ...one, name: text })),
      };
      const form = await show({ summary: named, document: service.document });
      await press(form, 'Only what I choose');
      expect(find(form, '.parts b')?.textContent).to.equal(text);
      expect(find(form, 'img, script, iframe')).to.equal(null);
      form.remove();
      const following = await show({ summary: named, document: service.document, incident: incidents[0]?.id ?? '' });
      expect(find(following, '.followed')?.textContent).to.equal(text);
      following.remove();
    }
  });

  it('takes nothing on trust that a page says of itself', async () => {
    for (const subscribe of [
      null,
      {},
      { channels: 'email' },
      { channels: [null, 'pigeon', 'web_push', 'constructor'] },
    ]) {
      const document = { ...service.document, subscribe } as unknown as typeof service.document;
      const form = await show({ summary: service.summary, document });
      expect(all(form, '.pill').map(words)).to.deep.equal(['Feed', 'Calendar']);
      form.remove();
    }
  });

  for (const [language, direction] of Object.entries({ en: 'ltr', de: 'ltr', fr: 'ltr', es: 'ltr', ar: 'rtl' })) {
    it(`is spoken and read by everyone: ${language}`, async function () {
      this.timeout(30_000);
      const [[incident = ''] = []] = service.stories;
      const states: [Behaviour, Partial<StatusSubscribe>, ((form: StatusSubscribe) => Promise<unknown>)?][] = [
        ['takes', {}],
        ['takes', { components: 'Checkout, Core' }],
        ['takes', { channel: 'calendar' }],
        ['takes', { channel: 'feed' }],
        ['takes', { incident }],
        ['away', {}],
        ['other', {}],
        ['offers-nothing', { incident: 'gone' }],
        ['takes', {}, async (form) => (find(form, '[part=button]')?.click(), form.updateComplete)],
        ['takes', {}, async (form) => (find(form, 'summary')?.click(), form.updateComplete)],
        ['limits', { components: 'Core' }, (form) => send(form, '[role=alert]')],
        ['takes', { components: 'Core' }, (form) => send(form, '.scene')],
      ];
      for (const scheme of ['light', 'dark']) {
        document.documentElement.style.setProperty('color-scheme', scheme);
        document.documentElement.style.setProperty('background', scheme === 'dark' ? '#11141a' : '#fbfaf8');
        for (const [how, set, act] of states) {
          behaviour = how;
          const form = await show({ locale: language, ...set });
          await act?.(form);
          const inside = find(form, '.inside');
          expect([inside?.lang, inside?.dir]).to.deep.equal([language, direction]);
          expect(await violations(form), `${how} ${JSON.stringify(set)}`).to.deep.equal([]);
          form.remove();
        }
      }
    });
  }

  async function send(form: StatusSubscribe, until_: string): Promise<void> {
    await write(form, 'mara@example.com');
    find(form, '[part=button]')?.click();
    await until(() => find(form, until_), `there is ${until_}`);
  }
});
