import type { Impact } from '@allswell/protocol';
import { instantsAt } from '../../time/local-time.ts';
import type { GatheredStory } from '../gathered.ts';
import { toLine } from '../markdown.ts';
import { complete, readImpact, type StoryContext } from './read-story.ts';

/** A line of the archive. */
export interface HistoryLine {
  code: string;
  name?: string | null | undefined;
  message?: string | null | undefined;
  impact?: string | null | undefined;
  timestamp?: string | null | undefined;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
/** "Jun 12, 10:58 - 14:13 EDT", or over midnight "Jun 12, 22:58 - Jun 13, 02:13 UTC". */
const times =
  /([A-Z][a-z]{2})[a-z]* (\d{1,2}), (\d{1,2}:\d{2})(?::\d{2})?(?:\s*[-–]\s*(?:([A-Z][a-z]{2})[a-z]* (\d{1,2}), )?(\d{1,2}:\d{2}))?/;

/**
 * An incident of which only the archive's line is left: its name, its impact, when it began and ended to the minute, and
 * its last words. Undefined where the line does not say when.
 */
export function readHistoryLine(
  line: HistoryLine,
  { year, zone, texts }: { year: number; zone: string } & Pick<StoryContext, 'texts'>,
): GatheredStory | undefined {
  const [, month, day, from, lastMonth = month, lastDay = day, to] = times.exec(toLine(line.timestamp ?? '')) ?? [];
  const started_at = instant(year, month, day, from, zone);
  if (started_at === undefined) return undefined;
  const isNextYear = months.indexOf(lastMonth ?? '') < months.indexOf(month ?? '');
  const ended = instant(year + (isNextYear ? 1 : 0), lastMonth, lastDay, to, zone);
  const resolved_at = ended !== undefined && ended > started_at ? ended : started_at;
  const isMaintenance = line.impact === 'maintenance';
  const name = texts.name(line.name, line.code);
  const impact: Impact | null = isMaintenance ? null : readImpact(line.impact);
  return complete({
    external_id: line.code,
    name,
    status: isMaintenance ? 'completed' : 'resolved',
    impact,
    started_at,
    resolved_at,
    created_at: started_at,
    updated_at: resolved_at,
    plan: isMaintenance
      ? {
          scheduled_for: started_at,
          scheduled_until: resolved_at > started_at ? resolved_at : later(started_at),
          scheduled_auto_in_progress: true,
          scheduled_auto_completed: true,
          auto_transition_to_maintenance_state: true,
          auto_transition_to_operational_state: true,
        }
      : null,
    postmortem: null,
    components: [],
    updates: [
      {
        external_id: `${line.code}:end`,
        status: isMaintenance ? 'completed' : 'resolved',
        body: texts.body(line.message, name),
        display_at: resolved_at,
        created_at: resolved_at,
        updated_at: resolved_at,
        affected: [],
      },
    ],
  });
}

function instant(
  year: number,
  month: string | undefined,
  day: string | undefined,
  time: string | undefined,
  zone: string,
): string | undefined {
  const number = months.indexOf(month ?? '') + 1;
  if (number === 0 || day === undefined || time === undefined) return undefined;
  const local = `${year}-${String(number).padStart(2, '0')}-${day.padStart(2, '0')}T${time.padStart(5, '0')}`;
  try {
    return instantsAt(local, zone)[0]?.toISOString();
  } catch {
    return undefined;
  }
}

function later(at: string): string {
  return new Date(Date.parse(at) + 60_000).toISOString();
}
