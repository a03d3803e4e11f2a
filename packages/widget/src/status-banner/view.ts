import { shapes } from '../templates/shapes.ts';
import type { Tone } from '../templates/tone.ts';
import type { Child } from './make.ts';
import { draw, make } from './make.ts';

/** What the bar says. */
export interface Scene {
  tone: Tone;
  /** Stands before the name: what kind of news it is. */
  prefix: string | false;
  /** Stands between the two. */
  colon: string;
  name: string;
  meta: Child[];
  others: string;
  /** The details, when they are open. */
  body: Child[] | undefined;
}

/** The shape of a state. The words beside it carry the meaning, so assistive technology does not see it. */
export function icon(tone: Tone): SVGElement {
  return draw(`icon ${tone}`, ...shapes[tone]);
}

/** Says something in an element, unless it says so already: what does not change keeps its focus and selection. */
function say(element: HTMLElement, ...children: Child[]): void {
  const said = make('i', {}, ...children);
  if (said.textContent !== element.textContent) element.replaceChildren(...said.childNodes);
}

const heardMs = 10_000;

/** The parts of a banner. They are made once and then say what they are told. */
export class View {
  readonly root: ShadowRoot;
  readonly #heard = {
    status: make('p', { class: 'heard', role: 'status' }),
    alert: make('p', { class: 'heard', role: 'alert' }),
  };
  readonly #title = make('b', { part: 'title' });
  readonly #meta = make('span', { part: 'meta' });
  readonly #others = make('span', { class: 'soft' });
  readonly #body = make('div', { part: 'body' });
  readonly #line = make('div', { class: 'line' });
  /** The banner itself; in the document only while it says something. */
  readonly bar = make('section', { part: 'bar' }, this.#line);
  readonly more = make('button', { part: 'more' });
  readonly dismiss = make('button', { part: 'dismiss' }, draw('x', 'm5 5 10 10m0-10-10 10'));
  readonly reopen = make('button', { part: 'reopen' });

  constructor(root: ShadowRoot) {
    this.root = root;
    this.#line.append(make('p', {}, this.#title, this.#meta), this.#others, this.more, this.dismiss);
    root.append(this.#heard.status, this.#heard.alert);
  }

  /** Shows the bar. */
  show({ tone, prefix, colon, name, meta, others, body }: Scene): void {
    if (this.bar.className !== tone) {
      this.bar.className = tone;
      this.#line.querySelector('.icon')?.remove();
      this.#line.prepend(icon(tone));
    }
    say(this.#title, prefix && prefix + colon, make('bdi', {}, name));
    say(this.#meta, ...meta);
    say(this.#others, others);
    this.more.ariaExpanded = String(Boolean(body));
    if (!body) this.#body.remove();
    else {
      say(this.#body, ...body);
      // Where it stands already it keeps its focus and how far it was scrolled.
      if (!this.#body.isConnected) this.bar.append(this.#body);
    }
    this.reopen.remove();
    if (!this.bar.isConnected) this.root.prepend(this.bar);
  }

  /** Shows nothing, or with a tone the button that brings the bar back. */
  hide(tone: Tone | undefined): void {
    this.bar.remove();
    if (!tone) return this.reopen.remove();
    this.reopen.className = tone;
    this.reopen.replaceChildren(icon(tone));
    if (!this.reopen.isConnected) this.root.prepend(this.reopen);
  }

  /** Has a screen reader say what is shown, once: it is not there for those who come by later. */
  announce(role: 'status' | 'alert'): void {
    this.#heard.status.textContent = this.#heard.alert.textContent = '';
    if (!this.bar.isConnected) return;
    this.#heard[role].textContent = `${this.#title.textContent}. ${this.#meta.textContent}`;
    setTimeout(() => (this.#heard[role].textContent = ''), heardMs);
  }
}
