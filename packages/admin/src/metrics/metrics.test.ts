import { expect } from 'chai';
import type { FakeServer } from '../testing/fake-server.ts';
import { fillFernhill } from '../testing/fernhill.ts';
import { mount, unmount } from '../testing/mount.ts';
import {
  choose,
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

const thresholds = { yellow: 400, red: 800, worse: 'above' } as const;
const prepare = (server: FakeServer) => {
  fillFernhill(server, { isCalm: true });
  server.measured.add('Answers within', { thresholds });
  server.measured.add('Error rate', { most_recent_value: 7, suffix: '%' });
  server.measured.add('Orders', { origin: { source: 'push', query: {} }, has_push_token: true, display: false });
};
const names = (server: FakeServer) => server.measured.metrics.map((one) => one.name);
const row = (name: string) =>
  until(
    () => [...shown()].find((one) => one.matches('[data-metric-id]') && one.textContent?.includes(name)),
    `the row of ${name}`,
  );
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
/** The element that draws for readers, with what it was given. */
const drawn = () =>
  until(() => [...shown()].find((one) => one.matches('status-metrics')) as HTMLElement & { document: unknown });

describe('the figures of the page', () => {
  afterEach(unmount);

  it('stand in their order, each with its value, its level, and what it is read from', async () => {
    mount({ prepare, hash: '#/metrics' });
    const first = await row('Answers within');
    expect(first.textContent)
      .to.match(/342\s*ms/)
      .and.include('Good')
      .and.include('New Relic');
    expect((await row('Orders')).textContent)
      .to.include('not shown to readers')
      .and.include('Sent by you');
  });

  it('say why they cannot be read, how often that failed, and how old their value is', async () => {
    mount({
      prepare: (server) => {
        fillFernhill(server);
        server.measured.add('Answers within', {
          most_recent_data_at: minutesAgo(7),
          failures: 3,
          last_error: { code: 'limited', detail: 'Asked again in 60 s.', at: minutesAgo(1) },
        });
        server.measured.add('Nothing yet', { most_recent_value: null, most_recent_data_at: null });
        server.measured.add('Long ago', { most_recent_data_at: minutesAgo(60) });
      },
      hash: '#/metrics',
    });
    const one = await row('Answers within');
    expect(one.textContent)
      .to.include('The last 3 tries failed. It was asked too often.')
      .and.include('Asked again in');
    expect(one.textContent).to.include('as of 7 minutes ago');
    expect((await row('Nothing yet')).textContent).to.include('no data');
    expect((await row('Long ago')).textContent)
      .to.include('no data')
      .and.not.include('342');
  });

  it('are put in order by keyboard, and the focus stays', async () => {
    const { server } = mount({ prepare, hash: '#/metrics' });
    await click('Move Error rate up');
    await hears('Error rate is now 1 of 3.');
    expect(names(server)).to.deep.equal(['Error rate', 'Answers within', 'Orders']);
    await until(() => focused()?.getAttribute('aria-label') === 'Move Error rate up', 'the focus on its button');
  });

  it('are put in order by dragging', async () => {
    const { server } = mount({ prepare, hash: '#/metrics' });
    const [from, to] = [await row('Orders'), await row('Answers within')];
    const data = new DataTransfer();
    from.querySelector('.handle')?.dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer: data }));
    to.dispatchEvent(new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: data }));
    to.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    await hears('Orders is now 1 of 3.');
    expect(names(server)).to.deep.equal(['Orders', 'Answers within', 'Error rate']);
  });

  it('are deleted after a question', async () => {
    const { server } = mount({ prepare, hash: '#/metrics' });
    await click('Delete the metric Error rate');
    await sees('all its points are deleted with it');
    await click('Delete metric');
    await hears('The metric Error rate is deleted.');
    expect(names(server)).to.deep.equal(['Answers within', 'Orders']);
  });
});

describe('writing a figure', () => {
  afterEach(unmount);

  it('begins with an application and one of four figures, tries it, and shows it as readers will see it', async () => {
    const { server } = mount({ prepare: (one) => fillFernhill(one), hash: '#/metrics' });
    await follow('Add metric');
    await type('Application or service', 'check');
    await click(/^checkout-prod/);
    (await field('Error rate')).click();
    await click('Try it');
    await sees('It can be read.');
    const element = await drawn();
    await until(() => /342\.4/.test(element.shadowRoot?.textContent ?? ''), 'the value, with the suggested decimals');
    await type('What is it called?', 'Answers within');
    await until(() => element.shadowRoot?.textContent?.includes('Answers within'), 'the name in the preview');
    await type('Unit', 'ms');
    await click('Add metric');
    await hears('The metric Answers within is added.');
    await heading('Metrics');
    expect(server.measured.metrics[0]).to.deep.include({ name: 'Answers within', suffix: 'ms', decimal_places: 1 });
    expect(server.measured.metrics[0]?.origin).to.deep.equal({
      source: 'new_relic',
      query: { kind: 'golden', entity_guid: 'MXxBUE18QVBQTElDQVRJT058MQ', figure: 'error_rate' },
    });
  });

  it('says from where on it is bad, in the words and colours of readers, while that is typed', async () => {
    const { server } = mount({ prepare, hash: '#/metrics' });
    await follow('Answers within');
    await sees('below 400');
    await sees('from 800');
    await type('Fair from', '300');
    await sees('below 300');
    const element = await drawn();
    await until(() => element.shadowRoot?.textContent?.includes('Fair'), 'the level of the value');
    await choose('Worse is', 'less');
    await type('Poor from', '900');
    await click('Save');
    await sees('Poor has to be worse than fair.');
    expect(server.count('PATCH', /metrics/)).to.equal(0);
    await type('Poor from', '100');
    await click('Save');
    await hears('is saved.');
    expect(server.measured.metrics[0]?.thresholds).to.deep.equal({ yellow: 300, red: 100, worse: 'below' });
  });

  it('takes a query, and shows beside it what the source says against it', async () => {
    const { server } = mount({ prepare: (one) => fillFernhill(one), hash: '#/metrics/new' });
    (await field('A query in NRQL')).click();
    await sees('We add SINCE and TIMESERIES.');
    await type('NRQL', 'DELETE everything');
    server.measured.unreadable = 'Write one SELECT.';
    await click('Try it');
    await sees('Write one SELECT.');
    expect((await field('NRQL')).getAttribute('aria-invalid')).to.equal('true');
    server.measured.unreadable = null;
    await type('NRQL', 'SELECT average(duration) FROM Transaction');
    await click('Try it');
    await sees('It can be read.');
    await seesNot('Write one SELECT.');
  });

  it('shows what a server refuses beside its field', async () => {
    const { server } = mount({ prepare, hash: '#/metrics' });
    await follow('Answers within');
    server.measured.unreadable = null;
    await type('Unit', 'x'.repeat(17));
    await click('Save');
    await sees('Write at most 16 characters.');
    expect((await field('Unit')).getAttribute('aria-invalid')).to.equal('true');
  });

  it('says what is missing before anything is sent', async () => {
    const { server } = mount({ prepare: (one) => fillFernhill(one), hash: '#/metrics/new' });
    await click('Add metric');
    await sees('2 things have to be put right.');
    await sees('Choose an application, or write a query.');
    expect(server.count('POST', '/api/v1/metrics')).to.equal(0);
  });

  it('says what has to be set where a source is not set up, and never a key', async () => {
    mount({ prepare: (one) => fillFernhill(one), hash: '#/metrics/new' });
    ((await field(/^Prometheus/)) as HTMLInputElement).click();
    await sees('Prometheus is not set up on this server.');
    await sees('ALLSWELL_PROMETHEUS_URL=');
  });

  it('makes a token for what is pushed, shows it once, and a line to try it', async () => {
    const { server } = mount({ prepare: (one) => fillFernhill(one), hash: '#/metrics/new' });
    ((await field(/^Sent by you/)) as HTMLInputElement).click();
    await type('What is it called?', 'Orders');
    await click('Add metric');
    await heading('Send points');
    await click('Make a token');
    const [metric] = server.measured.metrics;
    expect((await field('Token')).value).to.equal(`push-token-of-${metric?.id}`);
    expect((await field('A point, from a terminal')).value)
      .to.include(`/api/v1/metrics/${metric?.id}/data`)
      .and.include(`Authorization: Bearer push-token-of-${metric?.id}`);
    await click('Take the token back');
    await sees('No points are taken until there is a new one.');
    const inside = [...shown()].filter((one) => one.matches('dialog button') && one.textContent?.includes('Take the'));
    inside[0]?.click();
    await hears('The token does not work any more.');
    expect(metric?.has_push_token).to.equal(false);
  });

  it('shows both sides when somebody else was faster', async () => {
    const { server } = mount({ prepare, hash: '#/metrics' });
    await follow('Answers within');
    await type('What is it called?', 'Mine');
    Object.assign(server.measured.metrics[0] ?? {}, { name: 'Theirs', version: 2 });
    await click('Save');
    await sees('Someone else changed this meanwhile.');
    await click('Keep mine');
    await hears('is saved.');
    expect(server.measured.metrics[0]?.name).to.equal('Mine');
  });

  it('says that one is gone, and leads back', async () => {
    mount({ prepare, hash: '#/metrics/nothingthere' });
    await sees('This metric is not there any more.');
    await link('All metrics');
  });
});
