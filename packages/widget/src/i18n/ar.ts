import type { PageSentence } from '@allswell/protocol';
import type { PageStrings } from './page-strings.ts';
import { storyAr } from './story-ar.ts';

const list = new Intl.ListFormat('ar');
const plural = new Intl.PluralRules('ar');
const sentences: Record<PageSentence, string> = {
  'All Systems Operational': 'جميع الأنظمة تعمل',
  'Major System Outage': 'انقطاع كبير في الأنظمة',
  'Partial System Outage': 'انقطاع جزئي في الأنظمة',
  'Minor Service Outage': 'انقطاع طفيف في الخدمة',
  'Degraded System Service': 'تراجع في أداء الخدمة',
  'Partially Degraded Service': 'تراجع جزئي في أداء الخدمة',
  'Service Under Maintenance': 'الخدمة قيد الصيانة',
};

/** What is counted takes six forms; the first three say the amount by themselves. */
const others: Record<Intl.LDMLPluralRule, (amount: number) => string> = {
  zero: () => 'لا شيء آخر',
  one: () => 'مكوّن آخر',
  two: () => 'مكوّنان آخران',
  few: (amount) => `${amount} مكوّنات أخرى`,
  many: (amount) => `${amount} مكوّنًا آخر`,
  other: (amount) => `${amount} مكوّن آخر`,
};

/** Every word of `<status-page>`, in Arabic. */
export const ar: PageStrings = {
  ...storyAr,
  language: 'ar',
  direction: 'rtl',
  overall: (sentence) => sentences[sentence as PageSentence] ?? sentence,
  component: {
    operational: 'يعمل',
    degraded_performance: 'أداء متراجع',
    partial_outage: 'انقطاع جزئي',
    major_outage: 'انقطاع كبير',
    under_maintenance: 'قيد الصيانة',
    unknown: 'غير معروف',
  },
  affected: (names, more) =>
    `${names.length + more === 1 ? 'المكوّن المتأثر' : 'المكوّنات المتأثرة'}: ${list.format(more > 0 ? [...names, ar.more(more)] : names)}.`,
  more: (amount) => others[plural.select(amount)](amount),
  comma: '، ',
  colon: ': ',
  lastUpdate: (when) => `آخر تحديث ${when}.`,
  quiet: 'لا توجد حوادث مفتوحة.',
  lastOver: (when) => `انتهى آخر حادث ${when}.`,
  loading: 'جارٍ قراءة الحالة',
  failed: 'تتعذّر قراءة الحالة',
  failedText: 'لا يستجيب أي مصدر في الوقت الحالي. تواصل هذه الصفحة المحاولة.',
  unknown: 'الحالة غير معروفة',
  unknownText: (when, sentence) => `آخر تأكيد: ${when}. كانت الحالة حينها: ${sentence}. في الأسفل ما كان معروفًا.`,
  stale: (when) => `آخر تأكيد ${when}. قد لا يكون ما تراه محدّثًا.`,
  incidents: 'الحوادث المفتوحة',
  phase: {
    ahead: 'مخطط لها',
    soon: 'تبدأ قريبًا',
    under_way: 'جارية',
    running_over: 'تستغرق وقتًا أطول من المخطط له',
    done: 'اكتملت',
  },
  cancelled: 'أُلغيت',
  recurring: 'متكررة',
  since: (when) => `منذ ${when}`,
  lasted: (duration) => `المدة: ${duration}`,
  components: 'المكوّنات',
  otherComponents: 'مكوّنات أخرى',
  noComponents: 'لا توجد مكوّنات بعد.',
  past: 'مؤخرًا',
  noPast: 'لم يحدث شيء خلال آخر 90 يومًا.',
  allStatus: 'الحالة الحالية',
  incidentGone: 'هذا الحادث ليس من حوادث آخر 90 يومًا.',
  editedAt: (when) => `عُدّل ${when}`,
  updateDeleted: (when, deleted) => `حُذف في ${deleted} تحديث كان بتاريخ ${when}.`,
  deleted: {
    incident: (when, deleted) => `حُذف في ${deleted} حادث كان بتاريخ ${when}.`,
    maintenance: (when, deleted) => `حُذفت في ${deleted} صيانة كانت بتاريخ ${when}.`,
  },
  postmortem: 'تقرير ما بعد الحادث',
  readPostmortem: 'قراءة تقرير ما بعد الحادث',
  published: (when) => `نُشر في ${when}`,
  updates: 'التسلسل الزمني',
  ownPage: 'رابط دائم',
  getUpdates: 'تلقّي المستجدات',
  follow: 'متابعة',
  pages: 'صفحات الحالة',
  overview: 'الحالة',
  uptime: 'مدة التشغيل',
  uptimeIn: (percent, days, troubled) =>
    `نسبة التشغيل ${percent}، المدة: ${days}${troubled && `، منها أيام فيها مشكلات: ${troubled}`}`,
  maintenances: 'الصيانة',
  history: 'السجل',
  wholeHistory: 'السجل الكامل',
  wholePlan: 'كل أعمال الصيانة المخطط لها',
  underWay: 'جارية الآن',
  planned: 'مخطط لها',
  noPlanned: 'لا توجد صيانة مخطط لها.',
  pastMaintenance: 'سابقة',
  months: 'الأشهر',
  nothingIn: (month) => `لم يحدث شيء خلال ${month}.`,
  languages: 'اللغة',
  times: (zone) => `المنطقة الزمنية: ${zone}`,
};
