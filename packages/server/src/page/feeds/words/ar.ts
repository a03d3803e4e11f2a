import type { FeedWords } from './shape.ts';

export const ar: FeedWords = {
  feed: (page) => `${page}: الحوادث وأعمال الصيانة`,
  aboutFeed: (page) => `ما يحدث في ${page} وما هو مجدول.`,
  calendar: (page) => `${page}: أعمال الصيانة`,
  aboutCalendar: (page) => `أعمال الصيانة المجدولة لـ ${page}.`,
  part: (page, component) => `${page}، ${component}`,
  affects: (components) => `يؤثر في: ${components}`,
  planned: (from, until) => `مجدولة من ${from} إلى ${until}`,
  edited: (when) => `عُدّل في ${when}`,
  updateDeleted: (when, deleted) => `حُذف تحديث بتاريخ ${when} في ${deleted}.`,
  uptime: (percent) => `متاح ${percent} خلال 90 يومًا`,
  components: {
    operational: 'يعمل',
    degraded_performance: 'أداء متراجع',
    partial_outage: 'انقطاع جزئي',
    major_outage: 'انقطاع كبير',
    under_maintenance: 'قيد الصيانة',
  },
  unknown: 'غير معروف',
};
