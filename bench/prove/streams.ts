import { setTimeout as pause } from 'node:timers/promises';
import { untilReadersSee } from '../../e2e/readers.ts';
import type { Product } from '../../e2e/harness.ts';
import { connect } from '../../packages/server/src/db/connect.ts';
import { embeddedAddress } from '../../packages/server/src/db/embedded/folder.ts';
import { bumpSeq } from '../../packages/server/src/db/page-state.ts';
import { addComponents, openIncident } from '../measure/fernhill.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { pssMegabytes } from '../measure/process.ts';
import { withProduct } from '../measure/running-product.ts';
import { median, round } from '../measure/statistics.ts';
import { openCrowd, readOpening, startRawStreams } from '../measure/streams.ts';

const size = 10_000;
const runs = 5;
const warmUps = 10;
const settledAfterMs = 5_000;

export const proof: Proof = {
  promise: 'Ten thousand open pages hear of a change nearly as soon as bare sockets can carry it, and weigh little.',
  measure: () =>
    withProduct(async (product, operator) => {
      const { id } = await openIncident(operator, (await addComponents(operator)).slice(1, 3));
      await untilReadersSee(product, ({ incidents }) => incidents.some((incident) => incident.id === id));
      return measureBroadcast(product);
    }),
};

async function measureBroadcast(product: Product): Promise<Figure[]> {
  const stream = new URL('/api/v2/stream', product.page).href;
  const { head, frame } = await readOpening(stream);
  const raw = await startRawStreams(head, frame);
  const sql = connect(embeddedAddress(product.dataDir), { max: 1, deadlineMs: 30_000, name: 'bench' });
  const change = async () => void (await sql.begin((tx) => bumpSeq(tx)));
  try {
    // What a process takes for its first changes it takes without any reader, too.
    for (let run = 0; run < warmUps; run += 1) {
      await change();
      await pause(500);
    }
    await pause(settledAfterMs);
    const [oursBefore, rawBefore] = [pssMegabytes(product.pid), pssMegabytes(raw.pid)];
    const ours = await openCrowd(stream, { size });
    const yardstick = await openCrowd(raw.url, { size });
    await pause(settledAfterMs);
    const [oursOpen, rawOpen] = [pssMegabytes(product.pid), pssMegabytes(raw.pid)];

    // A frame may be some bytes shorter than the one before; nothing else that a stream is sent is nearly as long.
    const enough = Math.floor(frame.length * 0.9);
    const times: { ours: number[]; raw: number[] } = { ours: [], raw: [] };
    for (let run = 0; run <= runs; run += 1) {
      const taken = {
        ours: await ours.timeToAll(enough, change),
        raw: await yardstick.timeToAll(enough, () => raw.send()),
      };
      if (run === 0) continue; // nobody is warm yet
      times.ours.push(taken.ours);
      times.raw.push(taken.raw);
      await pause(1_000);
    }
    await pause(settledAfterMs);
    const after = pssMegabytes(product.pid);
    const lost = ours.lost();
    await Promise.all([ours.leave(), yardstick.leave()]);
    const perStream = (megabytes: number) => round((megabytes * 1_000) / size);
    return [
      { name: 'streams open at once', value: size, unit: '' },
      { name: 'streams cut off', value: lost, unit: '', at_most: 0 },
      {
        name: 'from a change in the database until the last one has it, against bare sockets that are told directly',
        value: round(median(times.ours) / median(times.raw)),
        unit: 'times',
        at_most: 2.5,
      },
      { name: 'ours', value: Math.round(median(times.ours)), unit: 'ms' },
      { name: 'bare sockets', value: Math.round(median(times.raw)), unit: 'ms' },
      { name: 'memory for each stream', value: perStream(oursOpen - oursBefore), unit: 'kB', at_most: 15 },
      { name: 'memory for each after the changes', value: perStream(after - oursBefore), unit: 'kB', at_most: 15 },
      { name: 'memory for each bare socket', value: perStream(rawOpen - rawBefore), unit: 'kB' },
      { name: 'length of a frame', value: frame.length, unit: 'bytes' },
    ];
  } finally {
    await sql.end({ timeout: 1 });
    await raw.stop();
  }
}
