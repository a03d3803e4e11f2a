/** Something that was looked up. */
export interface Dated {
  /** When the database last agreed with it, where it cannot be asked and something older has to do. */
  staleSince?: Date;
}

/** A document that was looked up, as readers get it. */
export interface FoundText extends Dated {
  text: string;
}

/** What a look into the database came to. */
export interface Look<T> {
  found: T | undefined;
  /** False where the database was ahead of what readers have: then the next who asks has it looked up again. */
  isCurrent: boolean;
}

const kept = 64;

/**
 * What was looked up since the last change: each once, however many want it, and not too many of them. What was found
 * before the change stays for the time in which nothing can be looked up.
 */
export class Found<T extends Dated> {
  #now = new Map<string, T>();
  #before = new Map<string, T>();
  #looking = new Map<string, Promise<T | undefined>>();

  /** Has everything looked up again; `provenAt` is when what there was until now was last known to be true. */
  renew(provenAt: Date | undefined): void {
    if (provenAt) for (const [key, found] of this.#now) this.#before.set(key, { ...found, staleSince: provenAt });
    else this.#before.clear();
    shorten(this.#before);
    this.#now = new Map();
    this.#looking = new Map();
  }

  get(key: string): T | undefined {
    return this.#now.get(key);
  }

  keep(key: string, found: T): T {
    this.#now.set(key, found);
    shorten(this.#now);
    return found;
  }

  /** What is kept under a key, or else what this look comes to. */
  find(key: string, look: () => Promise<Look<T>>): Promise<T | undefined> {
    const found = this.#now.get(key);
    if (found) return Promise.resolve(found);
    const looking = this.#looking;
    const underWay = looking.get(key);
    if (underWay) return underWay;
    const finding = this.#look(key, look).finally(() => looking.delete(key));
    looking.set(key, finding);
    return finding;
  }

  async #look(key: string, look: () => Promise<Look<T>>): Promise<T | undefined> {
    try {
      const { found, isCurrent } = await look();
      return found && isCurrent ? this.keep(key, found) : found;
    } catch (error) {
      const before = this.#before.get(key);
      if (before) return before;
      throw error;
    }
  }
}

/** Forgets the oldest of too many. */
function shorten(map: Map<string, unknown>): void {
  for (const key of map.keys()) {
    if (map.size <= kept) return;
    map.delete(key);
  }
}
