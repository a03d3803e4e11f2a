import assert from 'node:assert/strict';
import { test } from 'node:test';
import { html } from '../text/html.ts';
import { parse } from '../text/parse.ts';
import { toLine, toMarkdown } from './markdown.ts';

const cases: [string, string, string][] = [
  ['Markdown stays as it is', 'It *is* slow:\n\n- one\n- two `x<y`', 'It *is* slow:\n\n- one\n- two `x<y`'],
  ['a break ends a line', 'One<br />two<br>three', 'One\ntwo\nthree'],
  ['paragraphs stand apart', '<p>One</p>\n<p>two</p>', 'One\n\ntwo'],
  ['weight and lean are marked', '<p><b>Now</b> it is <em>fine</em>.</p>', '**Now** it is *fine*.'],
  ['lists are lists', '<ul><li>one</li><li>two</li></ul><ol><li>three</li></ol>', '- one\n- two\n\n1. three'],
  ['links keep where they lead', '<a href="https://x.example/a(b)">here</a>', '[here](https://x.example/a%28b%29)'],
  ['a link that runs something is its words', '<a href="javascript:alert(1)">here</a> <b>x</b>', 'here **x**'],
  ['what runs is gone', '<p>a</p><script>alert(1)</script><style>p{}</style><img src=x onerror=alert(1)>', 'a'],
  ['code keeps its blanks', '<pre>a\n  b</pre>', '```\na\n  b\n```'],
  ['what is quoted is quoted', '<blockquote>one<br>two</blockquote>', '> one\n> two'],
  ['angle brackets of no tag are text', 'Use <your-host> & a < b', 'Use <your-host> & a < b'],
  ['entities are what they stand for', '<p>5 &gt; 3 &amp; so on&nbsp;</p>', '5 > 3 & so on'],
];
for (const [name, given, expected] of cases) test(name, () => assert.equal(toMarkdown(given), expected));

test('a name is one line without marks', () => {
  assert.equal(toLine('<b>API</b>, web &amp; <i>more</i>\n now'), 'API, web & more now');
});

test('whatever is in a text, nothing of it is markup when it is shown', () => {
  const hostile = [
    '<svg onload=alert(1)><p>x',
    '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<math><mi//xlink:href="data:x,<script>alert(4)</script>">',
    '<p title="</p><script>alert(1)</script>">x</p>',
    `${'<div>'.repeat(5_000)}deep`,
    '<p>**<img src=x onerror=alert(1)>**</p>',
  ];
  for (const text of hostile) {
    const shown = html(parse(toMarkdown(text)));
    assert.ok(!/<(?:script|img|svg|math|iframe|div)|\son\w+=|href="(?:javascript|data):/i.test(shown), shown);
  }
});
