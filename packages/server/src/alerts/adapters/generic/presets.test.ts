import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertPresets } from '@allswell/protocol';
import { alertMappingSchema } from '@allswell/protocol/schema';
import * as v from 'valibot';
import { read } from '../testing/read.ts';
import { presetSamples } from '../testing/samples/presets.ts';

test('every mapping that we offer may be saved as it is', () => {
  for (const { id, mapping } of alertPresets) assert.deepEqual(v.parse(alertMappingSchema, mapping), mapping, id);
});

for (const { id, name, mapping } of alertPresets) {
  test(`the mapping for ${name} finds every part of what ${name} sends`, () => {
    const samples = presetSamples.filter((sample) => sample.mapping === mapping);
    assert.ok(
      samples.some(({ expects }) => expects[0]?.state === 'firing'),
      `${id} has no sample that fires`,
    );
    for (const sample of samples) {
      const { alerts, complaints } = read('generic', sample.body, mapping);
      assert.deepEqual(complaints, [], sample.name);
      assert.ok(alerts[0]?.title && alerts[0].entities.length > 0, sample.name);
    }
  });
}
