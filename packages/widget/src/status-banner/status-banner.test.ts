import type { Incident, Summary } from '@allswell/protocol';
import type { Fixture, FixtureName } from '@allswell/protocol/fixtures';
import { fixture, fixtures, hostileTexts } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { StatusChangeEvent, StatusDismissEvent, StatusOpenEvent } from '../events.ts';
import { violations } from '../testing/accessibility.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import { vendorSummary } from '../testing/vendor-summary.ts';
import type { StatusBanner } from './status-banner.ts';

const minute = 60_000;

let service: FakeService;

/** Puts a banner over a service that says what the fixture says, and waits until it has said all of it. */
async function visit(played: Fixture, attributes: Record<string, string> = {}): Promise<StatusBanner> {
  service = new FakeService(played);
  if (played.before) service.summary = played.before;
  const banner = await add(attributes);
  if (played.before) await news(banner, played.summary);
  return banner;
}

async function add(attributes: Record<string, string> = {}): Promise<StatusBanner> {
  const banner = document.createElement('status-banner');
  const set = { src: service.origin, locale: 'en-GB', ...attributes };
  for (const [name, value] of Object.entries(set)) banner.setAttribute(name, value);
  document.body.append(banner);
  await banner.refresh();
  return banner;
}

/** Has the service say something else, and the banner ask. */
async function news(banner: StatusBanner, summary: unknown): Promise<void> {
  service.summary = summary;
  await banner.refresh();
}

/** Lets time pass. */
async function pass(banner: StatusBanner, ms: number): Promise<void> {
  await service.pass(ms);
  await banner.updateComplete;
}

const part = (banner: StatusBanner, name: string) =>
  banner.shadowRoot?.querySelector<HTMLElement>(`[part~="${name}"]`) ?? null;
const said = (banner: StatusBanner) => words(part(banner, 'bar'));
const heard = (banner: StatusBanner, role: string) =>
  banner.shadowRoot?.querySelector(`[role="${role}"]`)?.textContent ?? '';
const press = async (banner: StatusBanner, name: string) => {
  part(banner, name)?.click();
  await banner.updateComplete;
};

/** A fixture as our own server tells it: with what ended lately. */
function ofOurs(name: FixtureName): Fixture {
  const played = fixture(name);
  const { allswell } = played.summary;
  return { ...played, summary: { ...played.summary, ...(allswell && { allswell: { ...allswell, ended: {} } }) } };
}

/** A later summary, as the server counts them. */
function later(
  summary: Summary,
  change: Partial<Summary> = {},
  ended: NonNullable<Summary['allswell']>['ended'] = undefined,
): Summary {
  const { allswell } = summary;
  const stamp = allswell && { ...allswell, seq: allswell.seq + 1, ...(ended && { ended }) };
  return { ...summary, ...change, ...(stamp && { allswell: stamp }) };
}

describe('<status-banner>', () => {
  afterEach(() => {
    for (const banner of document.querySelectorAll('status-banner')) banner.remove();
    service.stop();
    document.documentElement.removeAttribute('style');
  });

  it('shows nothing while all is well', async () => {
    for (const name of ['all-clear', 'long-history', 'empty'] as const) {
      const banner = await visit(fixture(name));
      expect(said(banner), name).to.equal('');
      expect(banner.state).to.equal('clear');
      expect(banner.getBoundingClientRect().height).to.equal(0);
      banner.remove();
      service.stop();
    }
  });

  it('says on one line what is wrong and the latest word on it', async () => {
    const banner = await visit(fixture('critical'));
    expect(said(banner)).to.contain('Sign-in is down We are restoring it now, next update by 15:45.');
    expect(banner.state).to.equal('incident');
    expect(banner.matches(':state(critical)')).to.equal(true);
  });

  it('says an incident before a maintenance, the worst first, and how many others there are', async () => {
    const banner = await visit(fixture('several-open'));
    expect(words(part(banner, 'title'))).to.equal('The sandbox does not answer');
    expect(said(banner)).to.contain('4 more');
  });

  it('tells each phase of a maintenance, with times in the zone of the reader', async () => {
    for (const [name, phase, title, meta] of [
      ['maintenance-tomorrow', 'ahead', 'Planned maintenance: Database upgrade', /^in 10 hours · .*\d:\d\d.* [A-Z]/],
      ['maintenance-soon', 'soon', 'Maintenance starts soon: Database upgrade', /in 25 minutes/],
      ['maintenance-under-way', 'under_way', 'Maintenance under way: Database upgrade', /^Until \d\d:\d\d [A-Z]/],
      ['maintenance-running-over', 'running_over', 'Maintenance takes longer than planned: Database upgrade', /./],
      ['maintenance-done', 'done', 'Maintenance completed: Database upgrade', /^$/],
    ] as const) {
      const banner = await visit(fixture(name));
      expect(words(part(banner, 'title'))).to.equal(title);
      expect(words(part(banner, 'meta'))).to.match(meta);
      expect([banner.state, banner.phase]).to.deep.equal(['maintenance', phase]);
      banner.remove();
      service.stop();
    }
  });

  it('goes through the phases of a maintenance by the clock alone, with the service gone silent but for its proof', async () => {
    const banner = await visit(fixture('maintenance-soon'));
    const phases: unknown[] = [];
    // An engine that is still reading an answer when the clock has moved on knows nothing for a moment.
    banner.addEventListener('status-change', ({ phase }) => {
      if (phase && phase !== phases.at(-1)) phases.push(phase);
    });
    await pass(banner, 26 * minute);
    await banner.refresh();
    await pass(banner, 121 * minute);
    await banner.refresh();
    await until(() => phases.at(-1) === 'running_over', 'the last phase has come');
    expect(phases).to.deep.equal(['under_way', 'running_over']);
  });

  it('announces a maintenance as far ahead as it is told', async () => {
    const banner = await visit(fixture('maintenance-tomorrow'), { 'upcoming-hours': '10' });
    expect(said(banner)).to.equal('');
    await pass(banner, 30 * minute);
    expect(said(banner)).to.contain('Database upgrade');
  });

  it('says for five minutes that what it showed is over, and then nothing', async () => {
    const banner = await visit(fixture('resolved-a-moment-ago'));
    expect(said(banner)).to.contain('Resolved: Card payments are failing for some customers');
    expect(banner.state).to.equal('resolved');
    await pass(banner, 4 * minute);
    expect(banner.state).to.equal('resolved');
    await pass(banner, 2 * minute);
    expect([said(banner), banner.state]).to.deep.equal(['', 'clear']);
  });

  it('says nothing of a plan that was called off', async () => {
    const banner = await visit(fixture('maintenance-tomorrow'));
    await news(banner, later(fixture('all-clear').summary));
    expect([said(banner), banner.state]).to.deep.equal(['', 'clear']);
  });

  it('says for five minutes that a plan was called off, to those who had seen it announced', async () => {
    const banner = await visit(fixture('maintenance-soon'));
    const { id } = fixture('maintenance-soon').summary.scheduled_maintenances[0] ?? { id: '' };
    await news(banner, later(fixture('all-clear').summary, {}, { [id]: 'cancelled' }));
    expect(said(banner)).to.contain('Maintenance called off: Database upgrade');
    expect([banner.state, banner.phase]).to.deep.equal(['maintenance', null]);
    await pass(banner, 5 * minute);
    expect([said(banner), banner.state]).to.deep.equal(['', 'clear']);
    banner.remove();
    service.stop();

    const late = await visit(fixture('maintenance-tomorrow'), { 'upcoming-hours': '2' });
    await news(late, later(fixture('all-clear').summary, {}, { [id]: 'cancelled' }));
    expect([said(late), late.state]).to.deep.equal(['', 'clear']);
  });

  it('says that a maintenance is done which ended by the plan or before', async () => {
    for (const name of ['maintenance-soon', 'maintenance-under-way', 'maintenance-running-over'] as const) {
      const banner = await visit(fixture(name));
      const { id } = fixture(name).summary.scheduled_maintenances[0] ?? { id: '' };
      await news(banner, later(fixture('all-clear').summary, {}, { [id]: 'completed' }));
      expect(said(banner)).to.contain('Maintenance completed: Database upgrade');
      expect([banner.state, banner.phase]).to.deep.equal(['maintenance', 'done']);
      await pass(banner, 5 * minute);
      expect(banner.state).to.equal('clear');
      banner.remove();
      service.stop();
    }
  });

  it('says nothing of what was deleted, neither at once nor after it was said to be over', async () => {
    for (const name of ['minor', 'maintenance-under-way'] as const) {
      const banner = await visit(fixture(name));
      await news(banner, later(fixture('all-clear').summary, {}, {}));
      expect([said(banner), banner.state]).to.deep.equal(['', 'clear']);
      banner.remove();
      service.stop();
    }
    const banner = await visit(fixture('minor'));
    const { id } = fixture('minor').summary.incidents[0] ?? { id: '' };
    const over = later(fixture('all-clear').summary, {}, { [id]: 'resolved' });
    await news(banner, over);
    expect(banner.state).to.equal('resolved');
    await news(banner, later(over, {}, {}));
    expect([said(banner), banner.state]).to.deep.equal(['', 'clear']);
  });

  it('counts down in the last hour, minute by minute, and reads it aloud once', async () => {
    const banner = await visit(fixture('maintenance-soon'));
    const meta = () => words(part(banner, 'meta'));
    expect(meta()).to.contain('in 25 minutes');
    expect(heard(banner, 'status')).to.contain('Maintenance starts soon: Database upgrade');
    await pass(banner, 20_000);
    const spoken: string[] = [];
    const region = banner.shadowRoot?.querySelector('[role=status]');
    const observer = new MutationObserver(() => spoken.push(region?.textContent ?? ''));
    if (region) observer.observe(region, { childList: true });
    await pass(banner, 40_000);
    expect(meta()).to.contain('in 24 minutes');
    await pass(banner, 22 * minute);
    expect(meta()).to.contain('in 2 minutes');
    await pass(banner, minute + 1_000);
    expect(meta()).to.contain('in less than a minute');
    expect(spoken).to.deep.equal([]);
    await pass(banner, minute);
    await until(
      () => spoken.at(-1)?.includes('Maintenance under way: Database upgrade'),
      'the next phase is read aloud',
    );
    observer.disconnect();
  });

  it('comes back with each phase of what was dismissed, and at the wish of the reader', async () => {
    const banner = await visit(fixture('maintenance-soon'));
    const heardOf: unknown[] = [];
    banner.addEventListener('status-dismiss', ({ kind, phase }) => heardOf.push([kind, phase]));
    banner.addEventListener('status-open', ({ kind }) => heardOf.push([kind]));
    await press(banner, 'more');
    await press(banner, 'dismiss');
    expect(said(banner)).to.equal('');
    expect([banner.state, banner.phase]).to.deep.equal(['maintenance', 'soon']);
    await press(banner, 'reopen');
    expect(said(banner)).to.contain('Maintenance starts soon');
    await press(banner, 'dismiss');
    await pass(banner, 20 * minute);
    expect(said(banner)).to.equal('');
    await pass(banner, 6 * minute);
    await banner.refresh();
    expect(said(banner)).to.contain('Maintenance under way');
    await press(banner, 'dismiss');
    expect(heardOf).to.deep.equal([
      ['maintenance'],
      ['maintenance', 'soon'],
      ['maintenance', 'soon'],
      ['maintenance', 'under_way'],
    ]);
  });

  it('is put away in every window at once', async () => {
    const banner = await visit(fixture('minor'));
    const { id } = fixture('minor').summary.incidents[0] ?? { id: '' };
    localStorage.setItem('allswell:dismissed', JSON.stringify([`${id}:open`]));
    dispatchEvent(new StorageEvent('storage', { key: 'allswell:dismissed' }));
    await banner.updateComplete;
    expect(said(banner)).to.equal('');
  });

  it('says that an incident is over which another page of the visit had shown', async () => {
    const { before, summary } = fixture('resolved-a-moment-ago');
    const banner = await visit({ ...fixture('resolved-a-moment-ago'), summary: before ?? summary });
    banner.remove();
    service.summary = summary;
    const next = await add();
    expect(next.state).to.equal('resolved');
  });

  it('keeps to the components it is told to watch, by id, name or group', async () => {
    const { summary } = fixture('several-open');
    const search = summary.components.find(({ name }) => name === 'Search');
    for (const components of [search?.id ?? '', 'Web app, Search', `nothing ${search?.id}`]) {
      const banner = await visit(fixture('several-open'), { components });
      expect(words(part(banner, 'title')), components).to.equal('Search is slower than usual');
      banner.remove();
      service.stop();
    }
    const banner = await visit(fixture('minor'), { components: search?.group_id ?? '' });
    expect(said(banner)).to.contain('Search is slower');
    const quiet = await add({ components: 'Checkout' });
    expect([said(quiet), quiet.state]).to.deep.equal(['', 'clear']);
  });

  it('opens in place to the whole thread and to what else is going on, and closes with Escape', async () => {
    const banner = await visit(fixture('several-open'));
    const opened: unknown[] = [];
    document.body.addEventListener('status-open', (event) => opened.push(event), { once: true });
    expect(part(banner, 'more')?.getAttribute('aria-expanded')).to.equal('false');
    await press(banner, 'more');
    expect(part(banner, 'more')?.getAttribute('aria-expanded')).to.equal('true');
    expect(banner.matches(':state(open)')).to.equal(true);
    const body = words(part(banner, 'body'));
    expect(body).to.contain('Monitoring').and.to.contain('Live payments are not affected');
    expect(body).to.contain('Card payments are failing for some customers').and.to.contain('Database upgrade');
    expect(part(banner, 'link')?.getAttribute('href')).to.match(/^https:\/\/status\.fernhill\.example\/incidents\//);
    expect(opened[0]).to.be.instanceOf(StatusOpenEvent).and.to.include({ kind: 'incident' });

    part(banner, 'link')?.focus();
    part(banner, 'link')?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }));
    await banner.updateComplete;
    expect(part(banner, 'body')).to.equal(null);
    expect(banner.shadowRoot?.activeElement).to.equal(part(banner, 'more'));
  });
  it('leads from the details to the form that follows this one, and opens it over the page', async () => {
    const banner = await visit(ofOurs('critical'));
    await press(banner, 'more');
    const [incident] = fixture('critical').summary.incidents;
    const link = [...(banner.shadowRoot?.querySelectorAll<HTMLAnchorElement>('[part=link]') ?? [])].find(
      (one) => words(one) === 'Follow this',
    );
    expect(link?.href).to.equal(`https://status.fernhill.example/subscribe?incident=${incident?.id}&lang=en`);
    link?.click();
    const form = await until(() => document.querySelector('status-subscribe'), 'the form is there');
    await until(() => form.shadowRoot?.querySelector('dialog')?.open, 'it is open');
    expect([form.incident, form.src]).to.deep.equal([incident?.id, service.origin]);
    // It stays when the banner goes.
    banner.remove();
    form.close();
    await until(() => !form.isConnected, 'it is gone once it was closed');
  });

  it('offers the calendar for what is planned, and nothing of the kind on pages of other vendors', async () => {
    const banner = await visit(ofOurs('maintenance-tomorrow'));
    const links = () =>
      [...(banner.shadowRoot?.querySelectorAll<HTMLAnchorElement>('[part=link]') ?? [])].map((link) => words(link));
    await press(banner, 'more');
    expect(links()).to.deep.equal(['Follow this', 'Add to calendar', 'Status page']);
    await news(banner, vendorSummary);
    await banner.updateComplete;
    if (links().length === 0) await press(banner, 'more');
    expect(links()).to.deep.equal(['Status page']);
  });

  it('leaves the details where they are, focus and all, while news of nothing new comes in', async () => {
    const banner = await visit(fixture('several-open'));
    await press(banner, 'more');
    expect(words(part(banner, 'more'))).to.equal('Hide details');
    const body = part(banner, 'body');
    part(banner, 'link')?.focus();
    if (body) body.style.maxBlockSize = '40px';
    body?.scrollTo(0, 30);
    await news(banner, later(fixture('several-open').summary));
    expect(banner.shadowRoot?.activeElement).to.equal(part(banner, 'link'));
    expect(body?.scrollTop).to.equal(30);
  });

  it('stays away once it was dismissed, however often it asks and wherever it is met', async () => {
    const banner = await visit(fixture('minor'));
    const dismissed: unknown[] = [];
    banner.addEventListener('status-dismiss', (event) => dismissed.push(event));
    await press(banner, 'dismiss');
    expect(said(banner)).to.equal('');
    expect(dismissed[0]).to.be.instanceOf(StatusDismissEvent).and.to.include({ kind: 'incident', phase: null });
    await pass(banner, 10 * minute);
    await news(banner, later(fixture('minor').summary));
    expect(said(banner)).to.equal('');
    // What is going on is no less true for being put away.
    expect(banner.state).to.equal('incident');
    const elsewhere = await add();
    expect(said(elsewhere)).to.equal('');
  });

  it('is brought back by its button, which has the focus, or by a call', async () => {
    const banner = await visit(fixture('minor'));
    await press(banner, 'dismiss');
    await until(() => banner.shadowRoot?.activeElement === part(banner, 'reopen'));
    expect(part(banner, 'reopen')?.ariaLabel).to.equal('Show the service status');
    await press(banner, 'reopen');
    expect(said(banner)).to.contain('Search is slower');
    await press(banner, 'dismiss');
    banner.reopen();
    await banner.updateComplete;
    expect(said(banner)).to.contain('Search is slower');
  });

  it('comes back for the next phase of a maintenance whose announcement was dismissed', async () => {
    const banner = await visit(fixture('maintenance-soon'));
    await press(banner, 'dismiss');
    expect(said(banner)).to.equal('');
    await pass(banner, 26 * minute);
    expect(said(banner)).to.contain('Maintenance under way');
  });

  it('shows the next thing when the first is dismissed', async () => {
    const banner = await visit(fixture('several-open'));
    await press(banner, 'dismiss');
    expect(words(part(banner, 'title'))).to.equal('Card payments are failing for some customers');
  });

  it('says how old its knowledge is after 90 seconds without proof, and after 15 minutes that it does not know', async () => {
    const banner = await visit(fixture('critical'));
    service.isDown = true;
    await pass(banner, 80_000);
    expect(banner.stale).to.equal(false);
    await pass(banner, 20_000);
    expect(banner.stale).to.equal(true);
    expect(banner.matches(':state(stale)')).to.equal(true);
    expect(said(banner)).to.match(/Last confirmed [12] minutes? ago/);
    await pass(banner, 14 * minute);
    expect(banner.state).to.equal('unknown');
    expect(said(banner)).to.match(/^Status not known: Sign-in is down Last confirmed 1\d minutes ago/);
    service.isDown = false;
    await banner.refresh();
    expect([banner.state, banner.stale]).to.deep.equal(['incident', false]);
  });

  it('counts the age of what it knows from the proof, not from the answer', async () => {
    service = new FakeService(fixture('critical'));
    service.provenForMs = 5 * minute;
    const banner = await add();
    expect(said(banner)).to.contain('Last confirmed 5 minutes ago');
    service.provenForMs = 20 * minute;
    const [other] = [fixture('minor')];
    service.stop();
    service = new FakeService(other);
    service.provenForMs = 20 * minute;
    expect((await add()).state).to.equal('unknown');
  });

  it('alarms nobody when the service of a quiet page is gone', async () => {
    const banner = await visit(fixture('all-clear'));
    service.isDown = true;
    await pass(banner, 20 * minute);
    expect([said(banner), banner.state]).to.deep.equal(['', 'unknown']);
    localStorage.clear();
    const first = await add();
    expect([said(first), first.state]).to.deep.equal(['', 'unknown']);
  });

  it('shows what was last known on the next page while the service is down', async () => {
    const banner = await visit(fixture('critical'));
    banner.remove();
    service.isDown = true;
    await service.pass(3 * minute);
    const next = await add();
    expect(said(next)).to.contain('Sign-in is down').and.to.contain('Last confirmed 3 minutes ago');
  });

  it('says new words politely, and a new critical incident at once', async () => {
    const banner = await visit(fixture('minor'));
    expect(heard(banner, 'status')).to.match(/^Search is slower than usual\. Searches take up to ten seconds/);
    await pass(banner, 11_000);
    expect(heard(banner, 'status')).to.equal('');
    await banner.refresh();
    expect(heard(banner, 'status')).to.equal('');
    await news(banner, later(fixture('critical').summary));
    expect(heard(banner, 'alert')).to.match(/^Sign-in is down\./);
    const [incident] = fixture('critical').summary.incidents as [Incident];
    const [latest, ...older] = incident.incident_updates;
    const told = {
      ...incident,
      incident_updates: [{ ...latest, id: 'new', body_nodes: undefined, body: 'It is back.' }, ...older],
    };
    await news(banner, later(later(fixture('critical').summary, { incidents: [told as Incident] })));
    expect([heard(banner, 'alert'), heard(banner, 'status')]).to.deep.equal(['', 'Sign-in is down. It is back.']);
  });

  it('tells the page around what has changed', async () => {
    service = new FakeService(fixture('minor'));
    const changes: StatusChangeEvent[] = [];
    const listen = (event: Event) => changes.push(event as StatusChangeEvent);
    document.addEventListener('status-change', listen);
    const banner = await add();
    await news(banner, later(fixture('all-clear').summary));
    document.removeEventListener('status-change', listen);
    expect(changes.map(({ state, indicator }) => [state, indicator])).to.deep.equal([
      ['incident', 'minor'],
      ['resolved', 'none'],
    ]);
    expect(changes[0]).to.be.instanceOf(StatusChangeEvent);
  });

  it('learns of news at once where it listens to the stream', async () => {
    const banner = await visit(fixture('all-clear'), { live: '' });
    await until(() => service.streams.size === 1);
    service.stream('summary', later(fixture('critical').summary));
    await banner.updateComplete;
    expect(said(banner)).to.contain('Sign-in is down');
  });

  it('shows an example without asking anybody', async () => {
    service = new FakeService(fixture('all-clear'));
    for (const [preview, title] of [
      ['incident', 'This is an example'],
      ['maintenance', 'Planned maintenance: This is an example'],
    ] as const) {
      const banner = document.createElement('status-banner');
      banner.src = service.origin;
      banner.preview = preview;
      document.body.append(banner);
      await banner.updateComplete;
      expect(words(part(banner, 'title'))).to.equal(title);
      banner.remove();
    }
    expect(service.asked).to.deep.equal([]);
  });

  it('shows a summary that it is given, and another one when that changes', async () => {
    service = new FakeService(fixture('all-clear'));
    const banner = document.createElement('status-banner');
    banner.placement = 'inline';
    banner.summary = fixture('minor').summary;
    document.body.append(banner);
    await banner.updateComplete;
    expect(said(banner)).to.contain('Search is slower');
    expect(banner.matches(':popover-open')).to.equal(false);
    banner.summary = { ...fixture('critical').summary };
    await banner.updateComplete;
    expect(said(banner)).to.contain('Sign-in is down');
    expect(service.asked).to.deep.equal([]);
  });

  it('takes a snapshot that stands in the page until the service answers', async () => {
    service = new FakeService(fixture('all-clear'));
    const banner = document.createElement('status-banner');
    const script = document.createElement('script');
    script.type = 'application/json';
    script.textContent = JSON.stringify(fixture('critical').summary);
    banner.append(script);
    banner.src = service.origin;
    document.body.append(banner);
    await banner.updateComplete;
    expect(said(banner)).to.contain('Sign-in is down');
  });

  it('keeps properties that were set before it was defined', async () => {
    service = new FakeService(fixture('minor'));
    class Late extends (customElements.get('status-banner') as typeof StatusBanner) {}
    const banner = Object.assign(document.createElement('late-banner'), { src: service.origin, upcomingHours: 3 });
    document.body.append(banner);
    customElements.define('late-banner', Late);
    const late = banner as unknown as StatusBanner;
    await late.refresh();
    expect(late.getAttribute('upcoming-hours')).to.equal('3');
    expect(said(late)).to.contain('Search is slower');
    late.remove();
  });

  it('stands over the page without a place of its own, or where it was put', async () => {
    const banner = await visit(fixture('minor'));
    expect(banner.matches(':popover-open')).to.equal(true);
    expect(banner.getBoundingClientRect().top).to.equal(0);
    banner.placement = 'bottom';
    await banner.updateComplete;
    expect(Math.round(banner.getBoundingClientRect().bottom)).to.equal(innerHeight);
    await press(banner, 'dismiss');
    banner.shadowRoot?.querySelector<HTMLElement>('[part=reopen]')?.remove();
    banner.requestUpdate();
    await banner.updateComplete;
  });

  it('speaks with the words it is given', async () => {
    const banner = await visit(fixture('minor'));
    banner.strings = { details: 'Mehr dazu', dismiss: 'Schließen' };
    await banner.updateComplete;
    expect(words(part(banner, 'more'))).to.equal('Mehr dazu');
    expect(part(banner, 'dismiss')?.ariaLabel).to.equal('Schließen');
  });

  it('survives pages whose language is no language, whose storage is closed and whose markup stands in for properties', async () => {
    service = new FakeService(fixture('minor'));
    service.isStorageClosed = true;
    const form = document.createElement('form');
    form.setAttribute('name', 'hidden');
    document.body.append(form);
    const banner = await add({ locale: 'not a language_AT_ALL' });
    expect(said(banner)).to.contain('Search is slower');
    await press(banner, 'dismiss');
    await news(banner, later(fixture('minor').summary));
    expect(said(banner)).to.equal('');
    form.remove();
    service.isStorageClosed = false;
    banner.reopen();
  });

  it('shows hostile text as text, in the bar and in the details', async () => {
    const banner = await visit(fixture('hostile-text'));
    await press(banner, 'more');
    const text = words(banner.shadowRoot);
    for (const hostile of hostileTexts.slice(0, 6)) expect(text).to.contain(hostile.replaceAll(/\s+/g, ' '));
    expect(
      banner.shadowRoot?.querySelector('img, script, style, template, iframe, [onerror], [href^="javascript"]'),
    ).to.equal(null);
    expect((globalThis as { pwned?: unknown }).pwned).to.equal(undefined);
  });

  it('never takes what it does not know for well', async () => {
    const banner = await visit(fixture('unknown-values'));
    expect(part(banner, 'bar')?.className).to.equal('unknown');
    expect(said(banner)).to.contain('Search is slower');
    await news(banner, { status: {}, incidents: [null, 7, { name: 'Odd' }], scheduled_maintenances: 'none' });
    expect(said(banner)).to.contain('Odd');
  });

  it('reads the page of another vendor, of whose text only line breaks are understood', async () => {
    service = new FakeService(fixture('minor'));
    service.summary = vendorSummary;
    service.provenForMs = undefined;
    const banner = await add();
    expect(said(banner)).to.contain('Disruption with some services');
    await press(banner, 'more');
    expect([...(part(banner, 'body')?.querySelectorAll('p') ?? [])].map(words)).to.include.members([
      'We are investigating reports of degraded performance.',
      'See <b>below</b>.',
    ]);
    service.isDown = true;
    await pass(banner, 100_000);
    expect(said(banner)).to.match(/Last confirmed [12] minutes? ago/);
  });

  for (const played of fixtures) {
    it(`can be used by everyone: ${played.name}`, async () => {
      const banner = await visit(played);
      service.clock.restore();
      for (const scheme of ['light', 'dark']) {
        document.documentElement.style.colorScheme = scheme;
        document.documentElement.style.background = scheme === 'dark' ? '#111' : '#fff';
        await press(banner, 'more');
        expect(await violations(banner)).to.deep.equal([]);
        await press(banner, 'more');
      }
    });
  }
});
