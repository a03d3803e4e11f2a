import type { BannerStrings } from './banner-strings.ts';
import { statusAr } from './status-ar.ts';

/** Every word of `<status-banner>`, in Arabic. */
export const words: BannerStrings = {
  direction: 'rtl',
  status: statusAr,
  edited: 'مُعدّل',
  label: 'حالة الخدمة',
  news: {
    ahead: 'صيانة مخطط لها',
    soon: 'تبدأ الصيانة قريبًا',
    under_way: 'الصيانة جارية',
    running_over: 'تستغرق الصيانة وقتًا أطول من المخطط له',
    done: 'اكتملت الصيانة',
    cancelled: 'أُلغيت الصيانة',
    resolved: 'تم الحل',
  },
  unknown: 'الحالة غير معروفة',
  colon: ': ',
  stale: (ago) => `آخر تأكيد ${ago}`,
  shortly: 'خلال أقل من دقيقة',
  until: (when) => `حتى ${when}`,
  wasUntil: (when) => `كان مقررًا حتى ${when}`,
  more: (amount) => (amount > 2 ? `${amount} أخرى` : amount > 1 ? 'اثنان آخران' : 'واحد آخر'),
  details: 'التفاصيل',
  hide: 'إخفاء التفاصيل',
  dismiss: 'إخفاء',
  reopen: 'عرض حالة الخدمة',
  page: 'صفحة الحالة',
  preview: 'هذا مثال',
};
