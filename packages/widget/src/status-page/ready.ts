import type { FurtherView } from './view.ts';

/** A view once its words are there; a promise of them before. */
export function ready(view: FurtherView | undefined, locale: string): FurtherView | Promise<unknown> | undefined {
  const words = view?.words?.(locale);
  return words instanceof Promise ? words : view;
}
