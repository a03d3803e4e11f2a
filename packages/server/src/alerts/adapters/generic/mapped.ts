import type { AlertMapping } from '@allswell/protocol';
import { UnreadableDelivery } from '../adapter.ts';
import { type Complaints, textOf } from '../read/parts.ts';
import { isPlaceholder, lineOf } from '../read/text.ts';
import { isNoTime, readTime } from '../read/time.ts';
import { readWebAddress } from '../read/web-address.ts';
import { at } from './path.ts';

type Part = AlertMapping['key'] | null;

/** Where an alert stands in a delivery, and who hears what is missing. */
interface Place {
  path: string;
  receivedAt: Date;
  complaints: Complaints;
}

/** One alert, with its parts at the places that a mapping names. Whoever wrote the mapping is told what it misses. */
export class Mapped {
  readonly #item: unknown;
  readonly #place: Place;

  constructor(item: unknown, place: Place) {
    this.#item = item;
    this.#place = place;
  }

  /** A part without which there is no alert. */
  needed(name: string, part: AlertMapping['key']): string {
    const text = filled(this.#find(part));
    if (text !== null) return text;
    const where = this.#whereOf(part);
    throw new UnreadableDelivery(where === null ? `The ${name} is empty.` : `There is no ${name} at ${where}.`);
  }

  text(name: string, part: Part): string | null {
    return this.words(name, part).join(', ') || null;
  }

  /** A list of texts, or one text. */
  words(name: string, part: Part): string[] {
    const value = this.#value(name, part);
    if (value === null) return [];
    const words = (Array.isArray(value) ? value : [value]).map(filled).filter((word) => word !== null);
    if (words.length === 0 && !(Array.isArray(value) && value.length === 0)) this.#complain(name, part, 'is no text');
    return words;
  }

  time(name: string, part: Part): Date | null {
    const value = this.#value(name, part);
    if (value === null || isNoTime(value)) return null;
    const time = readTime(value, this.#place.receivedAt);
    if (!time) this.#complain(name, part, 'is no time, or none that can be right');
    return time;
  }

  url(name: string, part: Part): string | null {
    const value = this.#value(name, part);
    if (value === null) return null;
    const url = typeof value === 'string' ? readWebAddress(value) : null;
    if (url === null) this.#complain(name, part, 'is no whole http or https address');
    return url;
  }

  /** What stands there; null where nothing does, which is complained of only where not even a null is sent. */
  #value(name: string, part: Part): unknown {
    if (part === null) return null;
    const value = this.#find(part);
    if (value === undefined) this.#place.complaints.add(`There is no ${lineOf(name)} at ${this.#whereOf(part) ?? ''}.`);
    return value === undefined || value === '' ? null : value;
  }

  #find(part: AlertMapping['key']): unknown {
    return 'value' in part ? part.value : at(this.#item, part.path);
  }

  #whereOf(part: AlertMapping['key']): string | null {
    return 'value' in part ? null : `${this.#place.path}${part.path}` || 'the top';
  }

  #complain(name: string, part: Part, what: string): void {
    const where = part && this.#whereOf(part);
    this.#place.complaints.add(`The ${lineOf(name)}${where === null ? '' : ` at ${where}`} ${what}.`);
  }
}

/** A text, number or truth as a text, unless it is a variable that the sender did not replace. */
function filled(value: unknown): string | null {
  if (typeof value === 'boolean') return String(value);
  const text = textOf(value);
  return text === null || isPlaceholder(text) ? null : text;
}
