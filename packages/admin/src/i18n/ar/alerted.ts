import type { alertedEn } from '../alerted-en.ts';
import { sayIn } from '../say.ts';
import { isolate } from './isolate.ts';

const { count } = sayIn('ar');

/** What monitoring says on the overview, in Arabic. */
export const alerted: typeof alertedEn = {
  alerted: {
    title: 'من المراقبة',
    firing: (time) => `إنذار مستمر منذ ${time}`,
    acknowledged: (time) => `تم الإقرار به، مستمر منذ ${time}`,
    over: (time) => `انتهى من تلقاء نفسه منذ ${time}`,
    from: (source) => `من ${isolate(source)}`,
    someSource: 'مصدر لم يعد موجودًا',
    fired: (amount) =>
      count(amount, {
        zero: 'لم ينطلق (#)',
        one: 'انطلق مرة واحدة (#)',
        two: 'انطلق مرتين (#)',
        few: 'انطلق # مرات',
        many: 'انطلق # مرة',
        other: 'انطلق # مرة',
      }),
    alerts: (amount) =>
      count(amount, {
        zero: 'لا إنذارات (#)',
        one: 'إنذار واحد (#)',
        two: 'إنذاران (#)',
        few: '# إنذارات',
        many: '# إنذارًا',
        other: '# إنذار',
      }),
    openThere: (vendor) => `فتح في ${isolate(vendor)}`,
    becomes: (component, status) => `${isolate(component)}: ${status}`,
    further: (count) => `إنذارات أخرى في الانتظار: ${count}`,
    saidThere: (title) => `يقول الإنذار: ${isolate(title)}`,
    onlyAdmins: 'لا يراه حتى الآن سوى المشرفين.',
    publishOf: (name) => `نشر: ${isolate(name)}`,
    editFirst: 'تحرير أولًا',
    editOf: (name) => `تحرير أولًا: ${isolate(name)}`,
    dismiss: 'تجاهل',
    dismissOf: (name) => `تجاهل: ${isolate(name)}`,
    published: (name) => `نُشر: ${isolate(name)}`,
    dismissed: 'تم التجاهل. يبقى صامتًا إلى أن ينتهي مرة.',
    proposal: 'تقول المراقبة إن الأمر انتهى. كتب أحدهم في هذا الحادث، لذا فالقرار لك.',
    resolve: 'إعلان الحل',
    resolveOf: (name) => `إعلان الحل: ${isolate(name)}`,
    leaveOpen: 'تركه مفتوحًا',
    leaveOpenOf: (name) => `تركه مفتوحًا: ${isolate(name)}`,
    resolved: (name) => `تم الحل: ${isolate(name)}`,
  },
  automatic: {
    posted: 'نُشر تلقائيًا',
    monitoring: 'المراقبة',
    title: 'ما تقوله المراقبة',
    states: { firing: 'مستمر', acknowledged: 'تم الإقرار به', resolved: 'انتهى', info: 'ملاحظة' },
    since: (when) => `شوهد أول مرة ${when}`,
    untouched: 'لم يكتب أحد هنا منذ ذلك الحين. عندما تقول المراقبة إن الأمر انتهى، يُعدّ الحادث محلولًا من تلقاء نفسه.',
    touched: 'كتب أحدهم هنا. عندما تقول المراقبة إن الأمر انتهى، ستُسأل.',
    closed: 'انتهى هذا بالنسبة إلى المراقبة.',
  },
};
