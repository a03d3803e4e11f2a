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

/** A moment as a clock on the wall of a place shows it, in the habits of its people: "2:30" or "02:30". */
export function wallClock(instant: number, { locale, timeZone }: { locale: string; timeZone: string }): string {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions();
  const hour = hourCycle === 'h23' ? '2-digit' : 'numeric';
  const format = new Intl.DateTimeFormat(locale, { hour, minute: '2-digit', timeZone, numberingSystem: 'latn' });
  // Whether a.m. or p.m. stands behind one end or both is the business of Intl.
  return format.format(instant).match(/\d+:\d\d/)?.[0] ?? '';
}
