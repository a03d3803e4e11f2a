import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileTexts } from '@allswell/protocol/fixtures';
import type { BlockNode, InlineNode } from '@allswell/protocol';
import fc from 'fast-check';
import { parse } from './parse.ts';
import { plain } from './plain.ts';

const one = (...children: InlineNode[]): BlockNode => ({ type: 'paragraph', children });
const words = (value: string): InlineNode => ({ type: 'text', value });

test('bold, italic, code and links are kept', () => {
  assert.deepEqual(parse('**Now** *we* `wait`, see [more](https://fernhill.example/more).'), [
    one(
      { type: 'strong', children: [words('Now')] },
      words(' '),
      { type: 'emphasis', children: [words('we')] },
      words(' '),
      { type: 'code', value: 'wait' },
      words(', see '),
      { type: 'link', url: 'https://fernhill.example/more', children: [words('more')] },
      words('.'),
    ),
  ]);
});

test('a line end is a line end, with or without Markdown’s two blanks, and so is <br />', () => {
  const expected = [one(words('one'), { type: 'break' }, words('two'))];
  for (const body of ['one\ntwo', 'one  \ntwo', 'one<br />two', 'one<BR>two']) assert.deepEqual(parse(body), expected);
});

test('lists keep their items, headings become strong lines, quotes their text', () => {
  assert.deepEqual(parse('# Works\n\n- cards\n- wallets\n\n> soon'), [
    one({ type: 'strong', children: [words('Works')] }),
    { type: 'list', ordered: false, items: [[one(words('cards'))], [one(words('wallets'))]] },
    one(words('soon')),
  ]);
});

test('HTML is shown as the text that was written', () => {
  assert.equal(plain(parse('a <b>bold</b> claim')), 'a <b>bold</b> claim');
  assert.equal(plain(parse('<script>alert(1)</script>')), '<script>alert(1)</script>');
});

test('a link without a harmless scheme stays its text', () => {
  assert.deepEqual(parse('[click](javascript:alert(1)) [here](/relative)'), [one(words('click here'))]);
  assert.deepEqual(parse('![chart](data:image/png;base64,x)'), [one(words('chart'))]);
});

for (const hostile of hostileTexts) {
  test(`hostile text gains no link and loses no letter: ${JSON.stringify(hostile).slice(0, 40)}`, () => {
    const nodes = parse(hostile);
    assert.doesNotMatch(JSON.stringify(nodes), /"url":"(?!https:|http:|mailto:)/);
    assert.ok(plain(nodes).length > 0);
  });
}

test('any text parses to nodes that all have text, and plain text of it parses again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (body) => {
      const nodes = parse(body);
      assert.equal(typeof plain(nodes), 'string');
      assert.doesNotThrow(() => parse(plain(nodes)));
      assert.doesNotMatch(JSON.stringify(nodes), /"url":"(?!https?:|mailto:)/i);
    }),
    { numRuns: 300 },
  );
});

test('nesting has an end, however deep it is written', () => {
  const depth = (nodes: readonly BlockNode[]): number =>
    1 + Math.max(0, ...nodes.map((node) => (node.type === 'list' ? Math.max(0, ...node.items.map(depth)) : 0)));
  const nested = Array.from({ length: 60 }, (_, level) => `${'  '.repeat(level)}- level ${level}`).join('\n');
  assert.ok(depth(parse(nested)) <= 10);
  assert.match(plain(parse(nested)), /level 59/);
  assert.match(plain(parse(`${'>'.repeat(500)} deep`)), /deep/);
});

test('a text of nothing but marks is shown as it was written, so that nobody can keep the parser busy', () => {
  const marks = '*a_ '.repeat(6_000);
  assert.deepEqual(parse(marks), [one(words(marks))]);
  assert.equal(plain(parse('>'.repeat(20_000))), '>'.repeat(20_000));
  assert.equal(plain(parse('1. '.repeat(8_000))), '1. '.repeat(8_000));
});
