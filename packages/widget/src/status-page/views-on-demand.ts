import type { FurtherViews } from './views-at-hand.ts';

const pauseMs = 5_000;
let views: FurtherViews | Promise<FurtherViews> | undefined;

/** Stands in for views-at-hand.ts in the build of the hosted page: most readers want the overview, and fetch no more. */
export function furtherViews(): FurtherViews | Promise<FurtherViews> {
  return (views ??= load().then((found) => (views = found)));
}

/** What the server sent stays to be read until they are there. */
async function load(): Promise<FurtherViews> {
  try {
    return await import('./further-views.ts');
  } catch {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return load();
  }
}
