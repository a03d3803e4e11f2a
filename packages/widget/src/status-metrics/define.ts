import { StatusMetrics } from './status-metrics.ts';

export { StatusMetrics } from './status-metrics.ts';

declare global {
  interface HTMLElementTagNameMap {
    'status-metrics': StatusMetrics;
  }
}

// A page may load this twice, from two addresses.
if (!customElements.get('status-metrics')) customElements.define('status-metrics', StatusMetrics);
