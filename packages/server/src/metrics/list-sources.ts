import type { MetricSourceState } from '@allswell/protocol';
import type { MetricReader } from './source.ts';

/** Where metrics can come from, and what is missing for that. */
export function listSources(readers: readonly MetricReader[]): MetricSourceState[] {
  return [
    ...readers.map((reader) => reader.state()),
    {
      source: 'push',
      is_configured: true,
      detail: 'Your own programs push points here, with a token that each metric has for itself.',
    },
  ];
}
