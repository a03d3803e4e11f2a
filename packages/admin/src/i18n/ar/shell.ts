import { sayIn } from '../say.ts';
import type { shellEn } from '../shell-en.ts';
import { isolate } from './isolate.ts';

const { count } = sayIn('ar');

/** What surrounds every screen, and what forms have in common, in Arabic. */
export const shell: typeof shellEn = {
  nav: {
    label: 'لوحة التحكم',
    overview: 'نظرة عامة',
    incidents: 'الحوادث',
    maintenance: 'الصيانة',
    history: 'السجل',
    uptime: 'التوفر',
    templates: 'القوالب',
    components: 'المكوّنات',
    metrics: 'المقاييس',
    alerts: 'الإنذارات',
    subscribers: 'المشتركون',
    admins: 'المسؤولون',
    settings: 'الإعدادات',
    import: 'الاستيراد',
    activity: 'النشاط',
    more: 'المزيد',
    language: 'اللغة',
    signOut: 'تسجيل الخروج',
    viewPage: 'عرض الصفحة',
    openIncidents: (amount: number) =>
      `، ${count(amount, {
        zero: 'لا حوادث مفتوحة',
        one: 'حادث واحد مفتوح',
        two: 'حادثان مفتوحان',
        few: '# حوادث مفتوحة',
        many: '# حادثًا مفتوحًا',
        other: '# حادث مفتوح',
      })}`,
  },
  shell: {
    title: (screen: string, page: string) => `${screen} · ${isolate(page)}`,
    starting: 'لحظة واحدة.',
    loading: 'جارٍ التحميل.',
    product: 'صفحة الحالة',
    notThere: 'لا يوجد شيء في هذا العنوان.',
    toOverview: 'الانتقال إلى النظرة العامة',
    elsewhereTitle: 'لوحة التحكم في عنوان آخر',
    elsewhere: 'لا تُكتب كلمة المرور إلا في صفحات الخادم نفسه.',
    toPanel: 'فتح لوحة التحكم هناك',
    failedTitle: 'يتعذّر تحميل لوحة التحكم',
    stale: 'قد لا يكون هذا محدّثًا. لا يستجيب الخادم، وتواصل لوحة التحكم المحاولة.',
    staleDatabase:
      'قد لا يكون هذا محدّثًا. لا تستجيب قاعدة البيانات، وما زالت الصفحة تصل إلى القرّاء. تواصل لوحة التحكم المحاولة.',
    tryAgain: 'إعادة المحاولة',
  },
  status: {
    component: {
      operational: 'يعمل',
      degraded_performance: 'أداء متراجع',
      partial_outage: 'انقطاع جزئي',
      major_outage: 'انقطاع كبير',
      under_maintenance: 'قيد الصيانة',
    },
    incident: {
      investigating: 'قيد التحقيق',
      identified: 'تم تحديد السبب',
      monitoring: 'تحت المراقبة',
      resolved: 'تم الحل',
      postmortem: 'تقرير ما بعد الحادث',
      scheduled: 'مخطط لها',
      in_progress: 'جارية',
      verifying: 'قيد التحقق',
      completed: 'اكتملت',
    },
    page: {
      'All Systems Operational': 'جميع الأنظمة تعمل',
      'Major System Outage': 'انقطاع كبير في الأنظمة',
      'Partial System Outage': 'انقطاع جزئي في الأنظمة',
      'Minor Service Outage': 'انقطاع طفيف في الخدمة',
      'Degraded System Service': 'تراجع في أداء الخدمة',
      'Partially Degraded Service': 'تراجع جزئي في أداء الخدمة',
      'Service Under Maintenance': 'الخدمة قيد الصيانة',
    },
    impact: { none: 'لا يوجد', minor: 'طفيف', major: 'كبير', critical: 'حرج' },
    unknown: 'غير معروف',
  },
  time: { justNow: 'الآن' },
  forms: {
    cancel: 'إلغاء',
    save: 'حفظ',
    saving: 'جارٍ الحفظ…',
    saved: 'تم الحفظ.',
    edit: 'تعديل',
    delete: 'حذف',
    stillTrying: 'المحاولة مستمرة.',
    nothingLost: 'لم يُفقد شيء مما كُتب.',
    stopTrying: 'إيقاف المحاولة',
    somethingMissing: (amount: number) =>
      count(amount, {
        zero: 'لا شيء يحتاج إلى تصحيح.',
        one: 'أمر واحد يحتاج إلى تصحيح.',
        two: 'أمران يحتاجان إلى تصحيح.',
        few: '# أمور تحتاج إلى تصحيح.',
        many: '# أمرًا تحتاج إلى تصحيح.',
        other: '# أمر تحتاج إلى تصحيح.',
      }),
    required: 'هذا الحقل ما زال فارغًا.',
    conflict: {
      title: 'عدّل شخص آخر هذا في هذه الأثناء.',
      text: 'هذه هي الاختلافات.',
      same: 'ما حفظه الآخر مطابق لما لديك.',
      theirs: 'لدى الآخر',
      mine: 'لديك',
      keepMine: 'الإبقاء على ما لديّ',
      takeTheirs: 'اعتماد ما حفظه الآخر',
      empty: 'فارغ',
    },
  },
  problems: {
    unreachable: 'لا يستجيب الخادم.',
    databaseUnavailable: 'لا تستجيب قاعدة البيانات في الوقت الحالي. ما زالت الصفحة تصل إلى القرّاء.',
    stopped: 'أوقفتَ هذا الإجراء. ربما وصل إلى الخادم؛ يُرجى التأكد قبل إرساله مرة أخرى.',
    signedOut: 'انتهت الجلسة قبل قبول هذا الإجراء. يُرجى تسجيل الدخول ثم الإرسال مرة أخرى؛ ما كُتب محفوظ.',
    wrongCredentials: 'عنوان البريد الإلكتروني أو كلمة المرور غير صحيحة.',
    internal: 'حدث خلل في الخادم. يُرجى إعادة المحاولة؛ وإذا استمر الخلل فالتفاصيل في سجل الخادم.',
    rateLimited: (seconds: number | null) =>
      seconds === null
        ? 'محاولات كثيرة جدًا. يُرجى الانتظار قليلًا.'
        : `محاولات كثيرة جدًا. يمكن إعادة المحاولة بعد ${count(Math.ceil(seconds), {
            zero: 'لحظة',
            one: 'ثانية واحدة',
            two: 'ثانيتين',
            few: '# ثوانٍ',
            many: '# ثانية',
            other: '# ثانية',
          })}.`,
  },
  more: { title: 'المزيد', signedInAs: (email: string) => `الدخول باسم ${isolate(email)}` },
};
