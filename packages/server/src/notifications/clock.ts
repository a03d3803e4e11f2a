/** Two clocks of one process: the one stands still while a machine sleeps, the other may be set. */
export interface Clock {
  /** Milliseconds that only grow. */
  monotonic(): number;
  /** Milliseconds since 1970. */
  wall(): number;
}

export const systemClock: Clock = { monotonic: () => performance.now(), wall: () => Date.now() };

/** A moment on both of them. */
export interface Moment {
  monotonic: number;
  wall: number;
}

export function now(clock: Clock): Moment {
  return { monotonic: clock.monotonic(), wall: clock.wall() };
}

/** How long ago it was, by the clock that says more: whichever was frozen, or set back, counts less. */
export function since(moment: Moment, clock: Clock): number {
  return Math.max(clock.monotonic() - moment.monotonic, clock.wall() - moment.wall);
}
