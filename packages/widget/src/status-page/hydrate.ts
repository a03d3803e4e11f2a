// The support for taking server-rendered markup over must be there before any element is defined.
import '@lit-labs/ssr-client/lit-element-hydrate-support.js';
import { StatusPage } from './status-page.ts';

const patienceMs = 1_000;

/** Takes over what the server sent, once. */
function takeOver(): void {
  if (!customElements.get('status-page')) customElements.define('status-page', StatusPage);
}

// What was sent is complete, so it is seen first: taking it over adds nothing to the first paint but time. A page in the
// background is not painted, and not every browser tells.
new PerformanceObserver((paints) => {
  if (paints.getEntriesByName('first-contentful-paint').length > 0) takeOver();
}).observe({ type: 'paint', buffered: true });
setTimeout(takeOver, patienceMs);
