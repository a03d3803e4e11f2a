import fc from 'fast-check';
import { hostileText } from '../../packages/server/src/testing/hostile-text.ts';
import type { Figure, Proof } from '../measure/figure.ts';
import { judgeCalendars, judgeFeeds, type Verdict } from '../measure/fuzzed-feeds.ts';
import { judgeMails } from '../measure/fuzzed-mails.ts';

const texts = 100_000;
const entriesInAFeed = 50;
/** xmllint reads this many feeds at once. */
const feedsAtOnce = 50;
const shown = 3;

type Pair = readonly [name: string, body: string];

export const proof: Proof = {
  promise:
    'A hundred thousand texts that try to be something else go through feeds, calendar and mail, and stay texts for readers that are not ours.',
  async measure() {
    const verdicts = new Map<string, Verdict>();
    const seed = Date.now() % 2 ** 31;
    const rounds = texts / 2 / entriesInAFeed / feedsAtOnce;
    for (let round = 0; round < rounds; round += 1) {
      const pairs: Pair[] = fc.sample(fc.tuple(hostileText(), hostileText(400)), {
        numRuns: entriesInAFeed * feedsAtOnce,
        seed: seed + round,
      });
      const batches = Array.from({ length: feedsAtOnce }, (_, index) =>
        pairs.slice(index * entriesInAFeed, (index + 1) * entriesInAFeed),
      );
      add(verdicts, 'feeds', await judgeFeeds(batches));
      add(verdicts, 'calendars', await judgeCalendars(batches));
      add(verdicts, 'mails', await judgeMails(pairs));
    }
    const judged = Array.from(verdicts, ([name, verdict]) => figuresOf(name, verdict)).flat();
    return [...judged, { name: 'seed of the texts', value: seed, unit: '(for information)' }];
  },
};

function add(verdicts: Map<string, Verdict>, name: string, verdict: Verdict): void {
  const known = verdicts.get(name);
  for (const kind of ['unreadable', 'changed', 'injected'] as const) {
    for (const one of verdict[kind].slice(0, shown)) console.log(`  ${name}, ${kind}: ${one.slice(0, 1_000)}`);
  }
  verdicts.set(name, {
    documents: verdict.documents + (known?.documents ?? 0),
    texts: verdict.texts + (known?.texts ?? 0),
    unreadable: [...verdict.unreadable, ...(known?.unreadable ?? [])],
    changed: [...verdict.changed, ...(known?.changed ?? [])],
    injected: [...verdict.injected, ...(known?.injected ?? [])],
  });
}

function figuresOf(name: string, { documents, texts: sent, unreadable, changed, injected }: Verdict): Figure[] {
  return [
    { name: `${name}: texts sent through them`, value: sent, unit: `in ${documents} documents`, at_least: texts },
    { name: `${name}: that a reader refused`, value: unreadable.length, unit: 'documents', at_most: 0 },
    { name: `${name}: that came out as something else`, value: changed.length, unit: 'texts', at_most: 0 },
    { name: `${name}: that nobody wrote`, value: injected.length, unit: 'elements, entries or headers', at_most: 0 },
  ];
}
