import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BlockNode } from '@allswell/protocol';
import fc from 'fast-check';
import { hostileText } from '../../testing/hostile-text.ts';
import { parse } from '../../text/parse.ts';
import { plain } from '../../text/plain.ts';
import { asText, fillBody, fillName, variablesIn } from './fill-text.ts';

const values = (title: string) => ({
  alert: { title, severity: 'high' as const, entities: ['api'], labels: { 'app.kubernetes.io/name': 'Shop', env: '' } },
  page: { page: 'Fernhill', components: 'API and Search' },
});

test('names in braces are filled with what the alert and the page say', () => {
  const text = '{{title}} ({{severity}}) on {{ entity }}, {{label.app.kubernetes.io/name}}: {{components}} of {{page}}';
  assert.equal(fillName(text, values('Down')), 'Down (high) on api, Shop: API and Search of Fernhill');
});

test('what is not known stays as it is written, to be filled in by a person', () => {
  const text = '{{provider}} {{label.region}} {{label.env}} {{label.constructor}}';
  assert.equal(fillBody(text, values('Down')), text);
  assert.deepEqual(variablesIn(`${text} {{provider}}`), ['provider', 'label.region', 'label.env', 'label.constructor']);
});

test('what an alert says is not filled in once more', () => {
  const body = fillBody('We see: {{title}}', values('{{page}} {{{{entity}}}}'));
  assert.deepEqual(variablesIn(body), []);
  assert.deepEqual(variablesIn(fillName('{{title}}', values('{{page}} {{{{entity}}}}'))), []);
});

test('plain words stay as they are, so that programs of others can show the source', () => {
  for (const title of ['CPU > 90%', 'api_gateway-eu.prod (2 of 3)', '5xx rate: 3.2 %'])
    assert.equal(plain(parse(fillBody('{{title}}', values(title)))), title);
  assert.equal(fillBody('{{title}}', values('api_gateway-eu.prod (2 of 3): 5 %')), 'api_gateway-eu.prod (2 of 3): 5 %');
});

test('an address loses its scheme, so that no program on the way makes a link of it', () => {
  assert.equal(asText('https://api.fernhill.example/x is down'), 'api.fernhill.example/x is down');
});

const isPlainText = (nodes: readonly BlockNode[]): boolean =>
  nodes.every((node) => node.type === 'paragraph' && node.children.every((child) => child.type === 'text'));

test('whatever an alert says is text in the body, on one line, and nothing else', () => {
  const asItStands = (title: string) => {
    const nodes = parse(fillBody('Our monitoring says: {{title}} – that is all.', values(title)));
    assert.ok(isPlainText(nodes), JSON.stringify(nodes));
    assert.equal(nodes.length, 1);
    assert.equal(plain(nodes), `Our monitoring says: ${asText(title) || '{{title}}'} – that is all.`);
  };
  const atTheStart = (title: string) => assert.ok(isPlainText(parse(fillBody('{{title}}', values(title)))), title);
  const marks = '*_`[]()<>#+-.!|~&:;\\{}"\'=@/ \n\tab1';
  const texts = fc.string({ unit: fc.constantFrom(...marks), maxLength: 60 });
  fc.assert(
    fc.property(texts, (title) => void (asItStands(title), atTheStart(title))),
    { numRuns: 2_000 },
  );
  fc.assert(fc.property(hostileText(), (title) => void (asItStands(title), atTheStart(title))));
  for (const title of ['<br>', '<https://evil.example>', '![x](https://evil.example)', '1. x', '&lt;b&gt;']) {
    asItStands(title);
    atTheStart(title);
  }
});
