import { patiently } from './patiently.ts';
import type { furtherView as atHand } from './views-at-hand.ts';

let load: typeof atHand = () =>
  patiently(() => import('./further-views.ts')).then((found) => {
    load = found.furtherView;
  });

/** Stands in for views-at-hand.ts in the build of the hosted page: most readers want the overview, and fetch no more. */
export const furtherView: typeof atHand = (name, locale) => (name === 'overview' ? undefined : load(name, locale));
