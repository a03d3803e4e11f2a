import { expect } from 'chai';
import type { SeenMetric } from './decode-metrics.ts';
import { draw } from './draw.ts';
import { sayNumber, sayTicks } from './say-value.ts';
import { scaleOf } from './scale.ts';
import { coarse } from './table.ts';

const metric = (values: (number | null)[], more: Partial<SeenMetric> = {}) => ({
  series: { beginsAt: 0, stepMs: 60_000, values },
  axis: { min: null, max: null, isHidden: false },
  thresholds: null,
  ...more,
});

describe('the upright axis', () => {
  it('has two to four round values around everything that was measured', () => {
    const sizes = [1e-6, 0.003, 0.7, 1, 3, 12, 97, 230, 999, 1_001, 45_678, 9.4e9, 1e15];
    for (const size of sizes) {
      for (const values of [[size], [0, size], [size * 0.9, size], [-size, size], [-size], [size * 0.1, size * 0.63]]) {
        const scale = scaleOf(metric(values));
        expect(scale?.ticks.length, `${values.join(' ')}: ${scale?.ticks.join(' ')}`).to.be.within(2, 4);
        for (const value of values) expect(value).to.be.within(scale?.low ?? NaN, scale?.high ?? NaN);
        const [first = 0, second = 0] = scale?.ticks ?? [];
        const digits = (second - first).toExponential(6).replace(/\.?0*e.*/, '');
        expect(['1', '2', '5']).to.include(digits);
      }
    }
  });

  it('begins at zero unless the line would be flat there', () => {
    expect(scaleOf(metric([120, 250]))).to.deep.include({ low: 0, high: 300 });
    expect(scaleOf(metric([99.91, 99.99]))?.low).to.be.greaterThan(99);
    expect(scaleOf(metric([0, 0]))).to.deep.include({ low: 0, high: 1 });
    expect(scaleOf(metric([7, 7]))?.low).to.equal(0);
  });

  it('shows a threshold that is near, and none that would press the line down', () => {
    const thresholds = { yellow: 300, red: 5_000, worse: 'above' } as const;
    expect(scaleOf(metric([100, 200], { thresholds }))?.high).to.be.within(300, 400);
  });

  it('is as its admin wants it', () => {
    const axis = { min: 0, max: 1, isHidden: false };
    expect(scaleOf(metric([0.2, 0.4], { axis }))).to.deep.equal({ low: 0, high: 1, ticks: [0, 0.5, 1] });
    expect(scaleOf(metric([5, 9], { axis }))).to.deep.include({ low: 0, high: 1 });
    expect(scaleOf(metric([5, 9], { axis: { ...axis, min: 3, max: 3 } }))?.high).to.equal(10);
    expect(scaleOf(metric([5, 9], { axis: { ...axis, min: 20, max: null } }))).to.include({ low: 20 });
    expect(scaleOf(metric([null, null]))).to.equal(null);
  });
});

describe('the line', () => {
  const scale = { low: 0, high: 10, ticks: [0, 10] };

  it('is one stroke for each run, and fills nothing where zero is not at the foot', () => {
    expect(draw([10, null, 0, 5], scale)).to.deep.equal({
      line: 'M0.5 0h0M2.5 100L3.5 50',
      area: 'M2.5 100L3.5 50V100H2.5z',
    });
    expect(draw([10, 9], { ...scale, low: 5 }).area).to.equal('');
    expect(draw([null, null], scale)).to.deep.equal({ line: '', area: '' });
  });

  it('draws what lies far outside with numbers that drawing can do', () => {
    expect(draw([1e20, -1e20], scale).line).to.equal('M0.5 -100L1.5 200');
  });
});

describe('numbers', () => {
  it('are written with their decimals, and counted when they are long', () => {
    expect(sayNumber(1234.5, 2, 'en-GB')).to.equal('1,234.50');
    expect(sayNumber(-0.001, 2, 'en-GB')).to.equal('0.00');
    expect(sayNumber(-20.4, 1, 'en-GB')).to.match(/^[-−]20\.4$/);
    expect(sayNumber(10_412_345_678, 0, 'de')).to.equal('10,41\u00a0Mrd.');
    expect(sayNumber(7, 0, 'ar')).to.equal('7');
  });

  it('are short on an axis, and can be told apart', () => {
    for (const ticks of [
      [0, 0.00002, 0.00004],
      [99.9, 99.95, 100],
      [0, 5e9, 1e10],
      [12_400, 12_500, 12_600],
      [0, 50, 100],
    ]) {
      const said = sayTicks(ticks, 'en-GB');
      expect(new Set(said).size, said.join(' ')).to.equal(ticks.length);
      expect(Math.max(...said.map(({ length }) => length))).to.be.at.most(8);
    }
  });
});

describe('the table of hours', () => {
  it('goes from one full hour to the next', () => {
    const quarter = 15 * 60_000;
    const { beginsAt, stepMs, values } = coarse({
      beginsAt: 3 * quarter,
      stepMs: quarter,
      values: [1, 2, 4, null, 6, null],
    });
    expect([beginsAt, stepMs]).to.deep.equal([0, 4 * quarter]);
    expect(values).to.deep.equal([1, 4, null]);
  });
});
