import type { MetricReading, MetricsDocument } from '@allswell/protocol';
import type { MetricSketch } from '@allswell/protocol/fixtures';
import { fixture, hostileTexts, makeMetrics, tenMetrics } from '@allswell/protocol/fixtures';
import { expect } from 'chai';
import './define.ts';
import { violations } from '../testing/accessibility.ts';
import { FakeService } from '../testing/fake-service.ts';
import { until, words } from '../testing/see.ts';
import type { StatusMetrics } from './status-metrics.ts';

const { now, summary, page, metrics: documents } = fixture('metrics');
const minute = 60_000;

let service: FakeService;

/** Puts the element over a service that says what these documents say, and waits for its first answer. */
async function visit(
  metrics: Partial<Record<string, unknown>> = documents,
  attributes: Record<string, string> = {},
): Promise<StatusMetrics> {
  service = new FakeService({ now, summary, page, metrics });
  return open(attributes);
}

async function open(attributes: Record<string, string> = {}): Promise<StatusMetrics> {
  const element = document.createElement('status-metrics');
  const set = { src: service.origin, locale: 'en-GB', 'time-zone': 'Europe/Berlin', ...attributes };
  for (const [name, value] of Object.entries(set)) element.setAttribute(name, value);
  document.body.append(element);
  await element.refresh();
  return element;
}

const find = <E extends Element = HTMLElement>(element: StatusMetrics, selector: string) =>
  element.shadowRoot?.querySelector<E>(selector) ?? null;
const all = (element: StatusMetrics, selector: string) => [...(element.shadowRoot?.querySelectorAll(selector) ?? [])];

function rowOf(element: StatusMetrics, name: string): HTMLDetailsElement {
  const row = all(element, 'details.row').find((one) => words(one.querySelector('.name b')) === name);
  if (!(row instanceof HTMLDetailsElement)) throw new Error(`There is no metric “${name}”.`);
  return row;
}

/** What stands beside the name of a metric. */
const said = (element: StatusMetrics, name: string) => words(rowOf(element, name).querySelector('.now'));

/** Opens the chart of a metric. */
function chartOf(element: StatusMetrics, name: string): HTMLInputElement {
  const row = rowOf(element, name);
  row.open = true;
  const slider = row.querySelector('input');
  if (!slider) throw new Error(`“${name}” has no chart.`);
  return slider;
}

async function tableOf(element: StatusMetrics, name: string): Promise<string[][]> {
  const row = rowOf(element, name);
  row.open = true;
  const table = row.querySelector<HTMLDetailsElement>('.table');
  if (table) table.open = true;
  await until(() => row.querySelector('tbody tr'), 'the table is there');
  return [...row.querySelectorAll('tbody tr')].map((line) => [...line.children].map((cell) => words(cell)));
}

/** What is spoken of a point. */
const spokenBy = (slider: HTMLInputElement) => slider.getAttribute('aria-valuetext')?.replaceAll('\u00a0', ' ') ?? '';

async function press(slider: HTMLInputElement, key: string): Promise<string> {
  slider.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  const root = slider.getRootNode() as ShadowRoot;
  await (root.host as StatusMetrics).updateComplete;
  return spokenBy(slider);
}

/** What axe finds wrong. It works by the real clock. */
async function wrongWith(element: StatusMetrics): Promise<string[]> {
  service.clock.restore();
  return violations(element);
}

const sketch: MetricSketch = { name: 'Sign-ins', suffix: '/min', around: 100, swing: 20, newest: 104 };
const dayOf = (change: (metric: MetricReading) => void, given: MetricSketch = sketch): { day: MetricsDocument } => {
  const { day } = structuredClone(makeMetrics([given]));
  for (const metric of day.metrics) change(metric);
  return { day };
};

describe('<status-metrics>', () => {
  afterEach(() => {
    for (const element of document.querySelectorAll('status-metrics')) element.remove();
    service.stop();
    document.documentElement.style.removeProperty('color-scheme');
    document.documentElement.style.removeProperty('background');
  });

  it('says each value with its unit, and how good it is in a word with a shape of its own', async () => {
    const element = await visit();
    expect(said(element, 'Response time')).to.equal('212 ms Good');
    expect(said(element, 'Failed requests')).to.equal('0.74 % Fair');
    expect(said(element, 'Apdex')).to.equal('0.66 Poor');
    expect(said(element, 'Clock drift')).to.equal('0.000017 s');
    expect(words(rowOf(element, 'Response time').querySelector('.about'))).to.include('How long our servers take');
    const shapes = ['Response time', 'Failed requests', 'Apdex'].map(
      (name) => rowOf(element, name).querySelector('.now .icon path')?.getAttribute('d') ?? '',
    );
    expect(new Set(shapes).size).to.equal(3);
    expect(element.data?.range).to.equal('day');
  });

  it('writes numbers as the reader does', async () => {
    const element = await visit(documents, { locale: 'de' });
    await until(() => words(find(element, 'h2')) === 'Messwerte');
    expect(said(element, 'Failed requests')).to.equal('0,74 % Mäßig');
    expect(said(element, 'Requests')).to.equal('10,41 Mrd. /min');
  });

  it('shows the metrics that are asked for, in that order', async () => {
    const [first, second] = documents.day.metrics;
    const element = await visit(documents, { metrics: `${second?.id} nobody ${first?.id}` });
    expect(all(element, '.name b').map((name) => words(name))).to.deep.equal([second?.name, first?.name]);
  });

  it('names from where on a value is fair and poor, whichever side is worse', async () => {
    const element = await visit();
    const told = (name: string) =>
      words(rowOf(element, name).querySelector('.caption')).replaceAll(/[\u2068\u2069]/g, '');
    for (const name of ['Failed requests', 'Apdex']) chartOf(element, name);
    expect(told('Failed requests')).to.include('Fair from 0.50 % up Poor from 2.00 % up');
    expect(told('Apdex')).to.include('Fair from 0.85 down Poor from 0.70 down');
    const bands = (name: string) =>
      [...rowOf(element, name).querySelectorAll('.band')].map((band) => [
        band.getAttribute('class'),
        band.getBoundingClientRect().height > 0,
      ]);
    expect(bands('Failed requests')).to.deep.equal([['band minor', true]]);
    expect(bands('Apdex')).to.deep.equal([
      ['band minor', true],
      ['band critical', true],
    ]);
    expect([...rowOf(element, 'Apdex').querySelectorAll('text.level')].map((text) => text.textContent)).to.deep.equal([
      'Fair',
      'Poor',
    ]);
  });

  it('leaves a gap open where nothing was measured', async () => {
    const element = await visit(
      dayOf(({ series }) => {
        for (let index = 100; index < 112; index += 1) series.values[index] = null;
      }),
    );
    const slider = chartOf(element, 'Sign-ins');
    for (const picture of ['.spark', '.chart']) {
      const line = find<SVGPathElement>(element, `${picture} .line`)?.getAttribute('d') ?? '';
      const runs = line.split('M').slice(1);
      expect(runs.length).to.equal(2);
      expect(runs.map((run) => run.split('L').length)).to.deep.equal([100, 176]);
      const places = runs.flatMap((run) => run.split('L').map((point) => Number.parseFloat(point)));
      expect(places.filter((place) => place > 100 && place < 112)).to.deep.equal([]);
    }
    await press(slider, 'Home');
    for (let hours = 0; hours < 8; hours += 1) await press(slider, 'PageUp');
    for (let steps = 0; steps < 4; steps += 1) await press(slider, 'ArrowRight');
    expect(slider.value).to.equal('100');
    expect(spokenBy(slider)).to.match(/^\d\d:\d\d, No data$/);
    expect(find(element, '.marks .dot')?.getAttribute('d')).to.equal('');
    const table = await tableOf(element, 'Sign-ins');
    expect(table.filter(([, value]) => value === 'No data').length).to.equal(1);
    expect(table.length).to.equal(288 - 12 + 1);
  });

  it('draws a value between two gaps as a dot', async () => {
    const element = await visit(dayOf(({ series }) => (series.values = [null, 5, null, 7, 8])));
    expect(find(element, '.spark .line')?.getAttribute('d')).to.match(/^M1\.5 [\d.]+h0M3\.5 [\d.]+L4\.5 [\d.]+$/);
  });

  it('says how old a value is once it is no longer new, and after a while shows none', async () => {
    const element = await visit();
    expect(said(element, 'Jobs waiting in the queue of the resellers in the European Economic Area')).to.equal(
      '143 as of 15:27',
    );
    expect(said(element, 'Search index age')).to.equal('No data since 12:26');
    expect(said(element, 'Delivery time of webhooks')).to.equal('No data');
    expect(element.stale).to.equal(true);
    element.remove();
    service.stop();

    const other = await visit(dayOf(() => undefined));
    expect(said(other, 'Sign-ins')).to.equal('104 /min');
    expect(other.stale).to.equal(false);
    // An answer that comes late is taken for a clock that is behind by as much.
    await service.pass(6 * minute);
    await until(() => said(other, 'Sign-ins') === '104 /min as of 15:35');
    expect(other.stale).to.equal(true);
    await service.pass(10 * minute);
    await until(() => said(other, 'Sign-ins') === 'No data since 15:35');
    expect(find(other, '.spark .line')).not.to.equal(null);
  });

  it('keeps what it knows while the service is away, and asks less and less often', async () => {
    const element = await visit(dayOf(() => undefined));
    service.isDown = true;
    await service.pass(4 * minute);
    const [asked] = [service.asked.length];
    expect(asked).to.be.within(2, 4);
    expect(said(element, 'Sign-ins')).to.equal('104 /min');
    await service.pass(20 * minute);
    expect(service.asked.length - asked).to.be.within(1, 4);
    await until(() => said(element, 'Sign-ins') === 'No data since 15:35');
    service.isDown = false;
    service.metrics = dayOf((metric) => {
      metric.value = 99;
      metric.as_of = new Date(service.clock.now).toISOString();
    });
    dispatchEvent(new Event('online'));
    await service.pass(2_000);
    await until(() => said(element, 'Sign-ins') === '99 /min');
  });

  it('tells how old a value is by the clock of the service, however wrong the reader’s own is', async () => {
    const element = await visit(dayOf(() => undefined));
    for (const wrongMs of [20 * minute, -20 * minute]) {
      service.clock.setSystemTime(Date.parse(now) + wrongMs);
      service.aheadMs = -wrongMs;
      await element.refresh();
      expect(said(element, 'Sign-ins')).to.equal('104 /min');
      expect(element.stale).to.equal(false);
      await service.pass(8 * minute);
      await until(() => said(element, 'Sign-ins') === '104 /min as of 15:35');
    }
  });

  it('rests while nobody looks', async () => {
    const element = await visit();
    service.isHidden = true;
    dispatchEvent(new Event('visibilitychange'));
    const before = service.asked.length;
    await service.pass(30 * minute);
    expect(service.asked.length).to.equal(before);
    service.isHidden = false;
    dispatchEvent(new Event('visibilitychange'));
    await service.pass(0);
    await until(() => service.asked.length > before);
    element.remove();
    const after = service.asked.length;
    await service.pass(30 * minute);
    expect(service.asked.length).to.equal(after);
  });

  it('asks once for all that stand on a page', async () => {
    await visit();
    const before = service.asked.length;
    await open();
    await open();
    service.asked.length = 0;
    await service.pass(65 * 1_000);
    await service.pass(10 * 1_000);
    expect(service.asked.length).to.equal(1);
    expect(before).to.equal(1);
  });

  it('says that nothing can be read, and shows the values as soon as they can', async () => {
    service = new FakeService({ now, summary, page, metrics: documents });
    service.isDown = true;
    const element = await open();
    await until(() => words(find(element, '.note')).includes('cannot be read'));
    service.isDown = false;
    await service.pass(5 * minute);
    await until(() => all(element, '.row').length === tenMetrics.length);
    expect(words(find(element, '.note'))).to.equal('');
    element.remove();
    service.isDown = true;
    const other = await open({ src: `${service.origin}/other` });
    await until(() => words(find(other, '.note')).includes('cannot be read'));
    expect(await wrongWith(other)).to.deep.equal([]);
  });

  it('says that nothing is measured', async () => {
    const element = await visit({ day: { ...documents.day, metrics: [] } });
    expect(words(element.shadowRoot)).to.equal('Nothing is measured here yet.');
    expect(await wrongWith(element)).to.deep.equal([]);
  });

  it('shows 7 and 30 days when somebody chooses them', async () => {
    const element = await visit();
    const choose = (name: string) =>
      (all(element, 'label').find((label) => words(label) === name) as HTMLElement | undefined)?.click();
    choose('7 days');
    expect(element.range).to.equal('week');
    await element.updateComplete;
    await service.pass(0);
    await until(() => element.data?.range === 'week');
    expect(service.asked.at(-1)).to.equal(`${service.origin}/api/v2/metrics/week.json`);
    await element.updateComplete;
    expect(chartOf(element, 'Response time').max).to.equal('167');
    element.range = 'month';
    await element.updateComplete;
    await service.pass(0);
    await until(() => element.data?.range === 'month');
    await element.updateComplete;
    expect(find<HTMLInputElement>(element, 'input:checked')?.value).to.equal('month');
    // What is there already is not fetched again.
    const before = service.asked.length;
    choose('24 hours');
    await until(() => element.data?.range === 'day');
    expect(service.asked.length).to.equal(before);
  });

  it('keeps the one span while the other cannot be read, and says so', async () => {
    const element = await visit({ day: documents.day });
    element.range = 'week';
    await element.updateComplete;
    await service.pass(0);
    await until(() => words(find(element, '.note')).includes('cannot be read'));
    expect(element.data?.range).to.equal('day');
    expect(said(element, 'Response time')).to.equal('212 ms Good');
    // A word that is no span of time is the day.
    element.setAttribute('range', 'century');
    await until(() => words(find(element, '.note')) === '');
  });

  it('speaks each point to those who go through them by keyboard', async () => {
    const element = await visit();
    const slider = chartOf(element, 'Response time');
    const { series, thresholds } = documents.day.metrics[0] as MetricReading;
    slider.focus();
    await element.updateComplete;
    expect(slider.getAttribute('aria-label')).to.equal('Response time, the last 24 hours');
    expect(spokenBy(slider)).to.equal('15:35, 212 ms, Good');
    expect(await press(slider, 'Home')).to.match(/^21 Nov, 15:40, \d+ ms, Good$/);
    expect(slider.value).to.equal('0');
    const values = series.values.slice(0, 30);
    for (const [index, value] of values.entries()) {
      const spoken = spokenBy(slider);
      expect(spoken).to.include(`${Math.round(value ?? 0)} ms`);
      expect(spoken).to.include((value ?? 0) < (thresholds?.yellow ?? 0) ? 'Good' : 'Fair');
      expect(slider.value).to.equal(`${index}`);
      await press(slider, index % 2 === 0 ? 'ArrowRight' : 'ArrowUp');
    }
    expect(await press(slider, 'End')).to.equal('15:35, 212 ms, Good');
    await press(slider, 'PageDown');
    expect(slider.value).to.equal(`${287 - 12}`);
    await press(slider, 'ArrowLeft');
    await press(slider, 'ArrowDown');
    expect(slider.value).to.equal(`${287 - 14}`);
    await press(slider, 'PageUp');
    await press(slider, 'PageUp');
    expect(slider.value).to.equal('287');
    // What assistive technology moves by itself counts alike.
    slider.value = '10';
    slider.dispatchEvent(new Event('input'));
    await element.updateComplete;
    expect(words(rowOf(element, 'Response time').querySelector('.readout'))).to.include('21 Nov, 16:30');
  });

  it('reads the point below a pointer', async () => {
    const element = await visit();
    chartOf(element, 'Response time');
    await element.updateComplete;
    const row = rowOf(element, 'Response time');
    const box = row.querySelector('.chart')?.getBoundingClientRect();
    const plot = row.querySelector('.plot');
    if (!box || !plot) throw new Error('There is no chart.');
    const at = (part: number) => ({ clientX: box.left + box.width * part, clientY: box.top + 5, pointerType: 'mouse' });
    plot.dispatchEvent(new PointerEvent('pointermove', at(0.5)));
    await element.updateComplete;
    expect(words(row.querySelector('.readout'))).to.match(/^03:40 \d+ ms Good$/);
    expect(row.querySelector('.cursor')?.getAttribute('d')).to.equal('M144.5 0V100');
    plot.dispatchEvent(new PointerEvent('pointermove', at(1.2)));
    await element.updateComplete;
    expect(words(row.querySelector('.readout'))).to.equal('15:35 212 ms Good');
    plot.dispatchEvent(new PointerEvent('pointerleave', at(1.2)));
    await element.updateComplete;
    expect(row.querySelector('.cursor')?.getAttribute('d')).to.equal('');
  });

  it('stays at the moment that is looked at when time goes on', async () => {
    const element = await visit();
    const slider = chartOf(element, 'Response time');
    await press(slider, 'PageDown');
    const spoken = spokenBy(slider);
    const { day } = structuredClone(documents);
    day.generated_at = new Date(Date.parse(day.generated_at) + 5 * minute).toISOString();
    for (const { series } of day.metrics) {
      series.begins_at = new Date(Date.parse(series.begins_at) + 5 * minute).toISOString();
      series.values = [...series.values.slice(1), null];
    }
    service.metrics = { day };
    await element.refresh();
    await until(() => element.data?.generated_at === day.generated_at);
    await element.updateComplete;
    expect(spokenBy(slider)).to.equal(spoken);
    expect(slider.value).to.equal(`${287 - 13}`);
  });

  it('tells in the table what the chart tells', async () => {
    const element = await visit();
    const slider = chartOf(element, 'Failed requests');
    const table = await tableOf(element, 'Failed requests');
    expect(table.length).to.equal(288);
    await press(slider, 'End');
    for (const [time, value, level] of table.slice(0, 40)) {
      expect(spokenBy(slider)).to.equal(`${time}, ${value}, ${level}`);
      await press(slider, 'ArrowLeft');
    }
    expect(await wrongWith(element)).to.deep.equal([]);
  });

  it('does not draw a table that nobody opened', async () => {
    const element = await visit();
    for (const row of all(element, 'details.row')) (row as HTMLDetailsElement).open = true;
    expect(all(element, 'tr').length).to.equal(0);
    expect(all(element, '.chart .line').length).to.equal(9);
  });

  it('takes hostile names, units and descriptions for text', async () => {
    const hostile = fixture('hostile-text');
    const element = await visit(hostile.metrics);
    const rows = all(element, 'details.row') as HTMLDetailsElement[];
    expect(rows.length).to.equal(hostileTexts.length);
    for (const row of rows) row.open = true;
    await element.updateComplete;
    const shown = rows.map((row) => row.querySelector('.name b')?.textContent);
    expect(shown).to.deep.equal(hostileTexts.map((name) => name.slice(0, 200)));
    expect(all(element, 'img, script, iframe, a, style, [onerror], [onload]').length).to.equal(
      all(element, 'style').length,
    );
    expect(await wrongWith(element)).to.deep.equal([]);
  });

  it('never breaks on what it is sent', async () => {
    const [good] = documents.day.metrics;
    const strange: unknown[] = [
      { ...good, name: undefined, value: 'NaN', level: 'purple', thresholds: { yellow: '1' } },
      { ...good, value: 1e308, series: { begins_at: 'never', step_seconds: 300, values: [1, 2] } },
      { ...good, decimal_places: 1e9, series: { begins_at: now, step_seconds: 0, values: [1] } },
      {
        ...good,
        y_axis_min: 5,
        y_axis_max: 5,
        series: { begins_at: now, step_seconds: 300, values: [1e300, -1e300, '3'] },
      },
      { ...good, series: { begins_at: now, step_seconds: 300, values: Array.from({ length: 5_000 }, () => 1) } },
      { ...good, as_of: 'yesterday', level: '__proto__' },
      null,
      7,
    ];
    const element = await visit({ day: { range: 'eon', generated_at: 3, metrics: strange } });
    expect(all(element, 'details.row').length).to.equal(strange.length);
    for (const row of all(element, 'details.row')) (row as HTMLDetailsElement).open = true;
    expect(words(element.shadowRoot)).not.to.match(/NaN|undefined|null|Infinity|\[object/);
    expect(element.shadowRoot?.textContent).not.to.include('NaN');
    for (const path of all(element, 'path')) expect(path.getAttribute('d')).not.to.match(/NaN|Infinity|e\+/);
    for (const answer of [null, 'metrics', [], { metrics: 'many' }, { metrics: { length: 3 } }]) {
      service.metrics = { day: answer };
      await element.refresh();
      expect(all(element, 'details.row').length).to.be.greaterThan(0);
    }
  });

  it('keeps what was generated later, whichever source says it', async () => {
    const element = await visit();
    const older = structuredClone(documents.day);
    older.generated_at = new Date(Date.parse(older.generated_at) - minute).toISOString();
    for (const metric of older.metrics) metric.value = 1;
    service.metrics = { day: older };
    await element.refresh();
    expect(said(element, 'Response time')).to.equal('212 ms Good');
  });

  it('shows a snapshot without any source', async () => {
    service = new FakeService({ now, summary, page });
    const element = document.createElement('status-metrics');
    Object.assign(element, { locale: 'en-GB', timeZone: 'Europe/Berlin', document: documents.day });
    document.body.append(element);
    await element.updateComplete;
    expect(said(element, 'Response time')).to.equal('212 ms Good');
    expect(find(element, 'fieldset')).to.equal(null);
    await service.pass(5 * minute);
    expect(service.asked).to.deep.equal([]);
  });

  it('does not ask for what it was given a moment ago', async () => {
    service = new FakeService({ now, summary, page, metrics: documents });
    const element = document.createElement('status-metrics');
    Object.assign(element, { src: service.origin, locale: 'en-GB', document: documents.day });
    document.body.append(element);
    await element.updateComplete;
    await service.settle();
    expect(said(element, 'Response time')).to.equal('212 ms Good');
    expect(service.asked).to.deep.equal([]);
    await service.pass(minute);
    expect(service.asked.length).to.equal(1);
  });

  it('lets time run from left to right in every language', async () => {
    const element = await visit(documents, { locale: 'ar' });
    await until(() => words(find(element, 'h2')) === 'القياسات');
    const slider = chartOf(element, 'Response time');
    expect(getComputedStyle(find(element, '.card') as Element).direction).to.equal('rtl');
    expect(getComputedStyle(slider).direction).to.equal('ltr');
    await press(slider, 'End');
    await press(slider, 'ArrowRight');
    expect(slider.value).to.equal('287');
    await press(slider, 'ArrowLeft');
    expect(slider.value).to.equal('286');
    const moments = [...rowOf(element, 'Response time').querySelectorAll('text.moment')];
    const places = moments.map((moment) => moment.getBoundingClientRect().left);
    expect(places).to.deep.equal([...places].sort((one, other) => one - other));
  });

  it('names round times of the reader’s own zone', async () => {
    const names = async (zone: string) => {
      const element = await visit(documents, { 'time-zone': zone });
      const row = rowOf(element, 'Response time');
      const said = [...row.querySelectorAll('text.moment')].map((moment) => moment.textContent);
      element.remove();
      service.stop();
      return said;
    };
    const inBerlin = ['18:00', '21:00', '00:00', '03:00', '06:00', '09:00', '12:00', '15:00'];
    expect(await names('Europe/Berlin')).to.deep.equal(inBerlin);
    expect((await names('Asia/Kolkata'))[0]).to.equal('21:00');
    expect((await names('Asia/Kathmandu')).every((time) => /^\d\d:00$/.test(time ?? ''))).to.equal(true);
    expect((await names('Nowhere/AtAll')).length).to.equal(8);
    service = new FakeService({ now, summary, page });
  });

  it('has 2 to 4 values on the upright axis, unless its admin wants none', async () => {
    const element = await visit();
    for (const row of all(element, 'details.row')) {
      if (!row.querySelector('.chart')) continue;
      expect(row.querySelectorAll('text.figure').length).to.be.within(2, 4);
    }
    element.remove();
    service.stop();
    const hidden = await visit(dayOf((metric) => (metric.y_axis_hidden = true)));
    expect(all(hidden, 'text.figure').length).to.equal(0);
  });

  it('can be used by everyone, in light and in dark, opened and closed', async () => {
    for (const scheme of ['light', 'dark'] as const) {
      document.documentElement.style.setProperty('color-scheme', scheme);
      document.documentElement.style.setProperty('background', scheme === 'light' ? '#fbfaf8' : '#11141a');
      const element = await visit();
      expect(await wrongWith(element)).to.deep.equal([]);
      for (const row of all(element, 'details.row')) (row as HTMLDetailsElement).open = true;
      chartOf(element, 'Apdex').focus();
      await tableOf(element, 'Apdex');
      expect(await wrongWith(element)).to.deep.equal([]);
      element.remove();
      service.stop();
    }
    service = new FakeService({ now, summary, page });
  });

  it('opens the chart of a metric that stands alone', async () => {
    const element = await visit(dayOf(() => undefined));
    expect(rowOf(element, 'Sign-ins').open).to.equal(true);
    expect(await wrongWith(element)).to.deep.equal([]);
  });

  it('needs no style attributes, which many pages forbid', async () => {
    const element = await visit();
    for (const row of all(element, 'details.row')) (row as HTMLDetailsElement).open = true;
    chartOf(element, 'Response time').focus();
    await element.updateComplete;
    expect(all(element, '[style]').length).to.equal(0);
  });

  it('has room on the narrowest phone', async () => {
    service = new FakeService({ now, summary, page, metrics: fixture('hostile-text').metrics });
    const frame = document.createElement('div');
    frame.style.setProperty('inline-size', '288px');
    document.body.append(frame);
    try {
      for (const metrics of [documents, fixture('hostile-text').metrics]) {
        service.metrics = metrics;
        const element = await open({ src: `${service.origin}/${metrics === documents ? 'ten' : 'hostile'}` });
        frame.append(element);
        await element.refresh();
        for (const row of all(element, 'details.row')) (row as HTMLDetailsElement).open = true;
        await element.updateComplete;
        const { right } = frame.getBoundingClientRect();
        const wide = all(element, '.row *:not(svg *)').filter(
          (one) => !one.closest('.scroll, .plot') && one.getBoundingClientRect().right > right + 0.5,
        );
        expect(wide.map((one) => `${one.localName}.${one.className}`)).to.deep.equal([]);
        expect(frame.scrollWidth).to.be.at.most(288);
        element.remove();
      }
    } finally {
      frame.remove();
    }
  });
});
