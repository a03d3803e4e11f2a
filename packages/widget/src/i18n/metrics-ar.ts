import type { MetricsStrings } from './metrics-strings.ts';

/** Every word of `<status-metrics>`, in Arabic. */
export const words: MetricsStrings = {
  language: 'ar',
  direction: 'rtl',
  title: 'القياسات',
  ranges: 'الفترة',
  range: { day: '24 ساعة', week: '7 أيام', month: '30 يومًا' },
  level: { green: 'جيد', yellow: 'متوسط', red: 'سيئ' },
  asOf: (when) => `حتى ${when}`,
  noData: 'لا توجد بيانات',
  since: (when) => `منذ ${when}`,
  chart: (name, range) => `${name}، خلال ${range}`,
  each: (duration) => `كل نقطة هي متوسط ${duration}.`,
  nothingIn: (range) => `لم يُقس شيء خلال ${range}.`,
  limit: {
    above: (level, value) => `${level} من ${value} فأكثر`,
    below: (level, value) => `${level} من ${value} فأقل`,
  },
  lowest: 'الأدنى',
  mean: 'المتوسط',
  highest: 'الأعلى',
  table: 'عرض كجدول',
  time: 'الوقت',
  value: 'القيمة',
  levels: 'المستوى',
  measured: (when) => `آخر قياس: ${when}.`,
  loading: 'جارٍ قراءة القياسات',
  failed: 'لا يمكن قراءة هذه القيم حاليًا. تواصل هذه الصفحة المحاولة.',
  empty: 'لا يُقاس شيء هنا بعد.',
  comma: '، ',
};
