import type { draftsEn } from '../drafts-en.ts';
import { isolate } from './isolate.ts';

/** What is being written and not published, in Arabic. */
export const drafts: typeof draftsEn = {
  drafts: {
    title: 'المسودات',
    text: 'لا يراها إلا المسؤولون.',
    kinds: { incident: 'حادث جديد', maintenance: 'صيانة', update: 'تحديث' },
    untitled: 'بلا عنوان',
    updateOf: (name: string) => `تحديث «${isolate(name)}»`,
    by: (email: string, when: string) => `${isolate(email)}، ${when}`,
    byNobody: (when: string) => `آخر كتابة: ${when}`,
    goOn: 'متابعة',
    goOnOf: (name: string) => `متابعة ${isolate(name)}`,
    discard: 'تجاهل',
    discardOf: (name: string) => `تجاهل ${isolate(name)}`,
    discardTitle: 'تجاهل هذه المسودة؟',
    discardText: (name: string) => `تزول «${isolate(name)}» لدى جميع المسؤولين.`,
    discardAction: 'تجاهل المسودة',
    discarded: 'حُذفت المسودة.',
    saving: 'جارٍ حفظ المسودة…',
    saved: (time: string) => `حُفظ كمسودة: ${time}`,
    kept: 'لا يستجيب الخادم. ما يُكتب يبقى في هذا المتصفح، ويُحفظ ما إن يستجيب.',
    restored: (who: string, when: string) => `بدأ الكتابة: ${isolate(who)}؛ آخر كتابة: ${when}.`,
    you: 'أنت',
    loading: 'جارٍ تحميل المسودة.',
    gone: 'نُشرت هذه المسودة أو حُذفت في هذه الأثناء، ربما من شخص آخر. يُرجى التأكد قبل نشرها مرة أخرى.',
    keepAsNew: 'الاحتفاظ بها كمسودة جديدة',
    toIncidents: 'عرض الحوادث',
  },
};
