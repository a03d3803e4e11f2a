// What a page fetches when it has something measured to show.
export { StatusMetrics } from '../status-metrics/define.ts';
