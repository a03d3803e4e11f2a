import { searchForKey } from '../../packages/server/src/testing/planted-key.ts';
import type { Proof } from '../measure/figure.ts';

export const proof: Proof = {
  promise: 'The key of New Relic is in no log, answer, error, figure, file or table, whatever New Relic answers.',
  async measure() {
    const { scenes, texts, bytes, withKey, withNames, disturbed } = await searchForKey({ isPatient: true });
    for (const where of [...withKey, ...withNames, ...disturbed]) console.error(`  found: ${where}`);
    return [
      { name: 'scenes that New Relic played', value: scenes, unit: 'scenes', at_least: 30 },
      { name: 'texts that were searched', value: texts, unit: 'texts', at_least: 300 },
      { name: 'bytes in them', value: bytes, unit: 'bytes', at_least: 1_000_000 },
      { name: 'texts with the key in them, in any spelling', value: withKey.length, unit: 'texts', at_most: 0 },
      { name: 'texts for readers with names of New Relic in them', value: withNames.length, unit: 'texts', at_most: 0 },
      { name: 'answers to readers that were not as when all is well', value: disturbed.length, unit: '', at_most: 0 },
    ];
  },
};
