import * as views from './further-views.ts';

/** What draws every view but the overview. */
export type FurtherViews = typeof views;

/** The views beyond the overview: a promise of them in the build of the hosted page, see `views-on-demand.ts`. */
export function furtherViews(): FurtherViews | Promise<FurtherViews> {
  return views;
}
