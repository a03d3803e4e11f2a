import type { HistoryStrings } from './history-strings.ts';

/** The words of the history, in Arabic. */
export const words: HistoryStrings = {
  search: 'البحث في السجل',
  find: 'بحث',
  found: (count) => `عدد النتائج: ${count}.`,
  newest: (shown) => `هذه أحدث ${shown} منها.`,
  nothingFound: 'لا شيء مما نُشر يحوي كل هذه الكلمات. كلمات أقل تجد أكثر.',
  tooLong: 'ابحث عن 200 حرف على الأكثر.',
  back: 'العودة إلى السجل',
  calendar: (month) => `تقويم ${month}`,
  today: 'اليوم',
  impact: {
    none: 'بلا أثر',
    maintenance: 'صيانة',
    minor: 'أثر طفيف',
    major: 'أثر كبير',
    critical: 'أثر خطير',
    unknown: 'أثر غير معروف',
  },
  kind: { incident: 'حادث', maintenance: 'صيانة' },
  ongoing: 'مستمر',
  earlier: 'بدأ قبل هذا الشهر',
  allMonths: 'كل الأشهر',
  report: 'تقرير هذا الشهر',
  timeline: 'الخط الزمني',
};
