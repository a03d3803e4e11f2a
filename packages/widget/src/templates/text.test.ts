import type { BlockNode } from '@allswell/protocol';
import { expect } from 'chai';
import { render } from 'lit';
import { plainText, textOf } from './text.ts';

function drawn(update: { body: string; body_nodes?: unknown }): HTMLElement {
  const root = document.createElement('div');
  render(textOf({ body_nodes: undefined, ...update } as { body: string; body_nodes: BlockNode[] | undefined }), root);
  return root;
}

const text = (value: string) => ({ type: 'text', value });

describe('the text of an update', () => {
  it('is drawn from its nodes', () => {
    const root = drawn({
      body: '',
      body_nodes: [
        { type: 'paragraph', children: [text('We '), { type: 'strong', children: [text('know')] }, { type: 'break' }] },
        { type: 'list', ordered: true, items: [[{ type: 'paragraph', children: [text('first')] }]] },
        { type: 'code_block', value: 'a < b' },
      ],
    });
    expect(root.querySelector('p strong')?.textContent).to.equal('know');
    expect(root.querySelector('ol > li > p')?.textContent).to.equal('first');
    expect(root.querySelector('pre > code')?.textContent).to.equal('a < b');
  });

  it('links addresses, and leaves the words of what is none', () => {
    const link = (url: string) => ({ type: 'link', url, children: [text(url)] });
    const addresses = ['https://a.example/', 'mailto:a@b.example', 'javascript:alert(1)', 'data:text/html,x', '/x'];
    const root = drawn({ body: '', body_nodes: [{ type: 'paragraph', children: addresses.map(link) }] });
    expect([...root.querySelectorAll('a')].map((a) => a.getAttribute('href'))).to.deep.equal(addresses.slice(0, 2));
    expect(root.textContent?.trim()).to.equal(addresses.join(''));
  });

  it('survives nodes that are none, and nesting without end', () => {
    let nested: unknown = text('deep');
    for (let depth = 0; depth < 5_000; depth += 1) nested = { type: 'strong', children: [nested] };
    const root = drawn({
      body: '',
      body_nodes: [
        null,
        7,
        'x',
        { type: 'poem' },
        { type: 'paragraph' },
        { type: 'paragraph', children: [nested, text('end')] },
      ],
    });
    expect(root.textContent?.trim()).to.equal('end');
  });

  it('is the body as it is, in paragraphs and lines, where there are no nodes', () => {
    const root = drawn({ body: 'One <i>two</i><br>three\r\n\r\nFour<br/><BR />Five' });
    expect([...root.querySelectorAll('p')].map((paragraph) => paragraph.textContent)).to.deep.equal([
      'One <i>two</i>three',
      'Four',
      'Five',
    ]);
    expect(root.querySelectorAll('br').length).to.equal(1);
  });

  it('can be said on one line', () => {
    const nodes = [{ type: 'paragraph', children: [text('One'), { type: 'break' }, text('two')] }] as BlockNode[];
    expect(plainText({ body: '', body_nodes: nodes }).trim()).to.equal('One two');
    expect(plainText({ body: 'One<br />two\nthree', body_nodes: undefined })).to.equal('One two three');
  });
});
