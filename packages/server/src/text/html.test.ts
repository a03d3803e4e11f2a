import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileTexts } from '@allswell/protocol/fixtures';
import type { BlockNode } from '@allswell/protocol';
import { html } from './html.ts';
import { parse } from './parse.ts';

test('incident text becomes plain elements: paragraphs, lines, lists, code and links', () => {
  const body =
    '**Now** *we* `wait`,\nsee [more](https://fernhill.example/more?a=1&b=2).\n\n1. cards\n2. wallets\n   - one\n\n```\na < b\n```';
  assert.equal(
    html(parse(body)),
    '<p><strong>Now</strong> <em>we</em> <code>wait</code>,<br>see ' +
      '<a href="https://fernhill.example/more?a=1&amp;b=2">more</a>.</p>' +
      '<ol><li>cards</li><li><p>wallets</p><ul><li>one</li></ul></li></ol><pre><code>a &lt; b</code></pre>',
  );
});

for (const hostile of hostileTexts) {
  test(`hostile text becomes no element and no script: ${JSON.stringify(hostile).slice(0, 40)}`, () => {
    assert.doesNotMatch(
      html(parse(hostile)),
      /<(?!\/?(?:p|ul|ol|li|strong|em|code|pre|br|a href="(?:https?:|mailto:))\b)/,
    );
  });
}

test('a link without a harmless scheme is no link, even where the nodes say so', () => {
  const link = (url: string): BlockNode[] => [
    { type: 'paragraph', children: [{ type: 'link', url, children: [{ type: 'text', value: 'me' }] }] },
  ];
  for (const url of [
    'javascript:alert(1)',
    '\u0001javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    '/x',
  ])
    assert.equal(html(link(url)), '<p>me</p>');
  assert.equal(
    html(link('https://a.example/"onclick="x')),
    '<p><a href="https://a.example/&quot;onclick=&quot;x">me</a></p>',
  );
});

test('what no feed or email can carry is left out', () => {
  const nodes: BlockNode[] = [{ type: 'paragraph', children: [{ type: 'text', value: 'a\u0007\u000b\ud800\ufffeb' }] }];
  assert.equal(html(nodes), '<p>a\ufffdb</p>');
});
