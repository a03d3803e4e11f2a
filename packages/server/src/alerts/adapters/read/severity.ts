import type { AlertSeverity } from '@allswell/protocol';

const words: Record<AlertSeverity, readonly string[]> = {
  critical: ['critical', 'crit', 'fatal', 'emergency', 'disaster', 'alert', 'page', 'blocker'],
  high: ['high', 'error', 'err', 'major', 'severe', 'urgent'],
  medium: ['medium', 'moderate', 'warning', 'warn', 'average', 'normal'],
  low: ['low', 'minor', 'notice'],
  info: ['info', 'information', 'informational', 'none', 'debug', 'ok', 'success'],
};
const byWord = new Map(Object.entries(words).flatMap(([severity, of]) => of.map((word) => [word, severity] as const)));
const byLevel: readonly AlertSeverity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** How bad something is in the words that most senders have for it, `P1` to `P5` and `SEV-1` among them. */
export function readSeverity(text: string | null): AlertSeverity | null {
  const word = (text ?? '').trim().toLowerCase();
  const level = /^(?:p|sev|s|severity)[ -]?([1-5])$/.exec(word)?.[1];
  if (level !== undefined) return byLevel[Number(level) - 1] ?? null;
  return (byWord.get(word) as AlertSeverity | undefined) ?? null;
}
