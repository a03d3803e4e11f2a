import type { AlertState } from '@allswell/protocol';
import { UnreadableDelivery } from '../adapter.ts';
import { quoted } from './text.ts';
import { isNoTime, readTime } from './time.ts';
import { readWebAddress } from './web-address.ts';

const mostComplaints = 20;

/** What the words of a sender mean, in lower case. */
export type StateWords = ReadonlyMap<string, AlertState>;

/** What is wrong with a delivery, each thing once. */
export class Complaints {
  readonly #said = new Set<string>();

  add(complaint: string): void {
    this.#said.add(complaint);
  }

  list(): string[] {
    const said = [...this.#said];
    if (said.length <= mostComplaints) return said;
    return [...said.slice(0, mostComplaints), `There are ${said.length - mostComplaints} more complaints.`];
  }
}

/**
 * The parts of one object of a delivery. All of them may be missing or of any type: what is not as it should be is null,
 * and complained of unless it is empty.
 */
export class Parts {
  readonly path: string;
  readonly complaints: Complaints;
  readonly receivedAt: Date;
  readonly #value: unknown;

  constructor(value: unknown, receivedAt: Date, path = '', complaints = new Complaints()) {
    this.path = path;
    this.complaints = complaints;
    this.receivedAt = receivedAt;
    this.#value = value;
  }

  /** Own properties only: a sender may ask for `constructor`. */
  get(name: string): unknown {
    return isRecord(this.#value) && Object.hasOwn(this.#value, name) ? this.#value[name] : undefined;
  }

  /** Whether something stands there, even null. */
  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  text(name: string): string | null {
    const value = this.get(name);
    const text = textOf(value);
    if (text === null && !isEmpty(value)) this.#complain(name, 'is not a text');
    return text;
  }

  /** A text to be compared without regard to case. A number is none: it would be a word that means nothing. */
  word(name: string): string | null {
    const value = this.get(name);
    if (typeof value === 'string') return value.trim().toLowerCase() || null;
    if (!isEmpty(value)) this.#complain(name, 'is not a text');
    return null;
  }

  /** All texts of a list; one text is a list of one. */
  texts(name: string): string[] {
    const value = this.get(name);
    if (isEmpty(value)) return [];
    const texts = (Array.isArray(value) ? value : [value]).map(textOf).filter((text) => text !== null);
    if (texts.length === 0 && !(Array.isArray(value) && value.length === 0)) {
      this.#complain(name, 'is not a list of texts');
    }
    return texts;
  }

  time(name: string): Date | null {
    const value = this.get(name);
    if (isEmpty(value) || isNoTime(value)) return null;
    const at = readTime(value, this.receivedAt);
    if (!at) this.#complain(name, 'is not a time, or not one that can be right');
    return at;
  }

  url(name: string): string | null {
    const value = this.get(name);
    if (isEmpty(value)) return null;
    const url = typeof value === 'string' ? readWebAddress(value) : null;
    if (url === null) this.#complain(name, 'is not a whole http or https address');
    return url;
  }

  /** The parts of an object in it; none of them where it is not there. */
  in(name: string): Parts {
    const value = this.get(name);
    if (!isEmpty(value) && !isRecord(value)) this.#complain(name, 'is not an object');
    return new Parts(value, this.receivedAt, this.#name(name), this.complaints);
  }

  /** Names and values of an object. */
  entries(name: string): [string, unknown][] {
    const value = this.get(name);
    if (isRecord(value)) return Object.entries(value);
    if (!isEmpty(value)) this.#complain(name, 'is not an object');
    return [];
  }

  /** The parts of each thing in a list; null where there is no list. */
  list(name: string): Parts[] | null {
    const value = this.get(name);
    if (Array.isArray(value)) {
      const path = this.#name(name);
      return value.map((one, index) => new Parts(one, this.receivedAt, `${path}[${index}]`, this.complaints));
    }
    if (!isEmpty(value)) this.#complain(name, 'is not a list');
    return null;
  }

  /** What an alert is known by. There is no alert without. */
  key(name: string): string {
    const text = textOf(this.get(name));
    if (text === null) throw this.unreadable(name, 'is missing: by it the alert is known');
    return text;
  }

  /** What an alert says. A word that nobody knows is never guessed at. */
  state(name: string, words: StateWords): AlertState {
    const word = textOf(this.get(name));
    if (word === null) throw this.unreadable(name, 'is missing: it says whether the alert fires');
    const state = words.get(word.toLowerCase());
    if (!state)
      throw this.unreadable(name, `says ${quoted(word)}, where one of ${[...words.keys()].join(', ')} is known`);
    return state;
  }

  unreadable(name: string, what: string): UnreadableDelivery {
    return new UnreadableDelivery(`The part ${this.#name(name)} ${what}.`);
  }

  #complain(name: string, what: string): void {
    this.complaints.add(`The part ${this.#name(name)} ${what}.`);
  }

  #name(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }
}

/** A filled text, or a number as one. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
