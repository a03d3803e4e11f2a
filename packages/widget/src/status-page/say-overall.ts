import type { TemplateResult } from 'lit';
import type { Story } from '../source/decode.ts';
import { isolated } from '../templates/isolated.ts';
import { overall } from '../templates/overall.ts';
import { namesOf } from '../templates/story-card.ts';
import { sayWhen } from '../templates/thread.ts';
import { instantOf, sayTime } from '../time/say.ts';
import type { View } from './view.ts';

/** How everything is, in a sentence and a second voice under it. */
export function sayOverall(view: View, over: readonly Story[]): TemplateResult {
  const { seen, truth, provenAt, telling } = view;
  const { strings, reader } = telling;
  const sentence = strings.overall(seen.status.description);
  if (truth !== 'unknown') return overall(seen.status.indicator, sentence, secondVoice(view, over));
  const then = strings.unknownText(sayTime(provenAt, reader), sentence);
  return overall('unknown', strings.unknown, then, true);
}

/** What is affected and when there was last a word on it; when all is well, how long it has been. */
function secondVoice({ seen, telling }: View, over: readonly Story[]): string {
  const { strings, reader } = telling;
  const { names, more } = namesOf(
    seen.components.filter(({ status }) => status !== 'operational' && status !== 'unknown'),
  );
  if (names.length > 0 || seen.incidents.length > 0) {
    const said = latestWordAt([...seen.incidents, ...seen.scheduled_maintenances], reader.now);
    return [
      names.length > 0 ? strings.affected(names.map(isolated), more) : '',
      Number.isFinite(said) ? strings.lastUpdate(sayWhen(said, reader, strings)) : '',
    ]
      .join(' ')
      .trim();
  }
  const ends = over.map((story) => (story.kind === 'incident' ? instantOf(story.resolved_at) : Number.NaN));
  const endedAt = Math.max(...ends.filter(Number.isFinite));
  return Number.isFinite(endedAt)
    ? `${strings.quiet} ${strings.lastOver(sayWhen(endedAt, reader, strings))}`
    : strings.quiet;
}

/** When there was last a word on any of these; updates that are dated ahead were not said yet. */
function latestWordAt(stories: readonly Story[], now: number): number {
  const said = stories.flatMap(({ incident_updates }) =>
    incident_updates.map((update) => instantOf(update.display_at)),
  );
  return Math.max(...said.filter((at) => at <= now));
}
