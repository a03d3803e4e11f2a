import { bench as history } from '../cases/page-html-history.ts';
import { bench as bare } from '../cases/page-html.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { startWithPast, timeToRebuild } from '../measure/history.ts';
import { median } from '../measure/statistics.ts';

const rebuilds = 25;

export const proof: Proof = {
  promise: 'The page costs hardly more than sending its bytes, and no more after years than after days.',
  async measure() {
    const page = await bare.measure();
    const cost = await history.measure();
    return [
      { name: 'the page', value: page.ratio, unit: 'of bare node:http', at_least: bare.ratio_at_least },
      { name: 'the page: ours', value: page.ours, unit: page.unit },
      { name: 'the page: bare node:http', value: page.yardstick, unit: page.unit },
      {
        name: 'processor time for a request with 5,000 incidents, against 10',
        value: Number((1 / cost.ratio).toFixed(3)),
        unit: 'times',
        at_most: 1.05,
      },
      await rebuild(10),
      await rebuild(5_000),
    ];
  },
};

async function rebuild(incidents: number): Promise<Figure> {
  const product = await startWithPast(incidents);
  try {
    const times: number[] = [];
    for (let run = 0; run < rebuilds; run += 1) times.push(await timeToRebuild(product));
    return {
      name: `from a change to its documents, with ${incidents} incidents in the database`,
      value: Math.round(median(times)),
      unit: 'ms',
    };
  } finally {
    await product.stop();
  }
}
