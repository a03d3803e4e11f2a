/** A place at the connections, to be given back once. */
export interface Place {
  release(): void;
}

/** Lets so many through at a time and so many wait; who comes after those is turned away at once. */
export interface Gate {
  /** Takes a place now if there is one, and undefined if there is not. */
  tryEnter(): Place | undefined;
  /** Waits for a place until the deadline; `undefined` when the line is too long or the time is over. */
  enter(withinMs: number): Promise<Place | undefined>;
  readonly waiting: number;
}

export function createGate({ places, line }: { places: number; line: number }): Gate {
  let free = places;
  const waiters = new Set<(place: Place) => void>();

  function place(): Place {
    let held = true;
    return {
      release() {
        if (!held) return;
        held = false;
        const [next] = waiters;
        if (!next) {
          free++;
          return;
        }
        waiters.delete(next);
        next(place());
      },
    };
  }

  function tryEnter(): Place | undefined {
    if (free === 0) return undefined;
    free--;
    return place();
  }

  return {
    tryEnter,
    async enter(withinMs) {
      const now = tryEnter();
      if (now) return now;
      if (waiters.size >= line || withinMs <= 0) return undefined;
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          waiters.delete(admit);
          resolve(undefined);
        }, withinMs);
        function admit(granted: Place) {
          clearTimeout(timer);
          resolve(granted);
        }
        waiters.add(admit);
      });
    },
    get waiting() {
      return waiters.size;
    },
  };
}
