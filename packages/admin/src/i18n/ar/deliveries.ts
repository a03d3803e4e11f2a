import type { deliveriesEn } from '../deliveries-en.ts';
import { sayIn } from '../say.ts';

const { count, number } = sayIn('ar');

/** How telling people of an update goes, in Arabic. */
export const deliveries: typeof deliveriesEn = {
  deliveries: {
    title: 'مَن أُبلغ',
    kinds: { update: 'هذا التحديث', reminder: 'تذكير', rescheduled: 'الموعد الجديد' },
    planning: 'جارٍ البحث عمّن يتابع هذا.',
    nobody: 'لم يكن أحد يتابع هذا.',
    allSent: (amount) =>
      count(amount, {
        zero: 'لم يُبلَّغ أي مشترك',
        one: 'أُبلغ مشترك واحد',
        two: 'أُبلغ مشتركان',
        few: 'أُبلغ # مشتركين',
        many: 'أُبلغ # مشتركًا',
        other: 'أُبلغ # مشترك',
      }),
    underWay: (sent, amount) => `أُبلغ ${number(sent)} من ${number(amount)}`,
    states: {
      waiting: (amount) => `${number(amount)} في الانتظار`,
      sent: (amount) => `${number(amount)} أُرسلت`,
      failed: (amount) => `${number(amount)} تعذّر إرسالها`,
      superseded: (amount) => `${number(amount)} حلّ محلها خبر أحدث`,
      suppressed: (amount) => `${number(amount)} لا تُراسَل`,
    },
    held: 'الإرسال معلَّق. لا يُرسَل شيء حتى يُستأنف.',
    toSending: 'عرض حالة الإرسال',
    details: 'حسب القناة، والأسباب',
    whyFailed: 'سبب تعذّر الإرسال',
    whyWaiting: 'ما الذي تنتظره',
    whySuppressed: 'سبب عدم مراسلتها',
    times: (amount) => `${number(amount)} ×`,
    noReason: 'لم يُذكر سبب.',
    retry: 'إعادة المحاولة',
    retried: (amount) =>
      count(amount, {
        zero: 'لا شيء يُعاد إرساله.',
        one: 'تُعاد محاولة رسالة واحدة.',
        two: 'تُعاد محاولة رسالتين.',
        few: 'تُعاد محاولة # رسائل.',
        many: 'تُعاد محاولة # رسالة.',
        other: 'تُعاد محاولة # رسالة.',
      }),
  },
};
