import type { Truth } from './model.ts';

type Phase = NonNullable<Truth['phase']>;

/** What a banner says of each phase, in each language. Written down here once more: a change of words is meant, not met. */
export const phaseWords: Record<string, Record<Phase, string>> = {
  en: {
    ahead: 'Planned maintenance',
    soon: 'Maintenance starts soon',
    under_way: 'Maintenance under way',
    running_over: 'Maintenance takes longer than planned',
    done: 'Maintenance completed',
  },
  de: {
    ahead: 'Geplante Wartung',
    soon: 'Wartung beginnt bald',
    under_way: 'Wartung läuft',
    running_over: 'Wartung dauert länger als geplant',
    done: 'Wartung abgeschlossen',
  },
  fr: {
    ahead: 'Maintenance planifiée',
    soon: 'La maintenance commence bientôt',
    under_way: 'Maintenance en cours',
    running_over: 'La maintenance dure plus longtemps que prévu',
    done: 'Maintenance terminée',
  },
  es: {
    ahead: 'Mantenimiento programado',
    soon: 'El mantenimiento empieza pronto',
    under_way: 'Mantenimiento en curso',
    running_over: 'El mantenimiento dura más de lo previsto',
    done: 'Mantenimiento finalizado',
  },
  ar: {
    ahead: 'صيانة مخطط لها',
    soon: 'تبدأ الصيانة قريبًا',
    under_way: 'الصيانة جارية',
    running_over: 'تستغرق الصيانة وقتًا أطول من المخطط له',
    done: 'اكتملت الصيانة',
  },
};

/**
 * What a clock on the wall of a place shows at a moment, as it may be written there: "2:30" or "02:30". Whether there is a
 * zero before it, and a.m. or p.m. behind one end of a range or both, is the business of Intl.
 */
export function wallClock(instant: number, { locale, timeZone }: { locale: string; timeZone: string }): RegExp {
  const { hourCycle = 'h23' } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const format = new Intl.DateTimeFormat('en', { hour: 'numeric', minute: '2-digit', timeZone, hourCycle });
  const shown = format.format(instant).match(/\d+:\d\d/)?.[0] ?? '';
  return new RegExp(`(^|\\D)0?${shown.replace(/^0(?=\d:)/, '')}(\\D|$)`);
}
