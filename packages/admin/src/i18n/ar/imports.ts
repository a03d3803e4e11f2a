import type { importsEn } from '../imports-en.ts';
import { sayIn } from '../say.ts';
import { isolate, leftToRight } from './isolate.ts';

const { count, number } = sayIn('ar');

/** Bringing a history in from elsewhere, in Arabic. */
export const imports: typeof importsEn = {
  imports: {
    text: 'أحضر الماضي من صفحتك السابقة: المكوّنات والحوادث والصيانة، كلٌّ بعنوانه القديم. يُفحص كل شيء أولًا؛ ولا يُحفظ شيء قبل أن تقول ذلك، ولا يُبلَّغ أحد بشيء منه.',
    source: 'من أين يأتي؟',
    origins: {
      address: 'صفحة Statuspage بعنوانها',
      key: 'صفحة Statuspage بمفتاح API',
      file: 'ملف من Statuspage',
      status_site: 'من status_site',
    },
    originHints: {
      address: 'ما يراه قرّاؤها: بلا مفتاح.',
      key: 'كل تاريخها، ومشتركوها إن أردت.',
      file: 'ملف JSON أعطته واجهتها.',
      status_site: 'جداوله، بصيغة JSON أو نسخة نصية من Postgres.',
    },
    sources: {
      statuspage: 'من Statuspage',
      statuspage_v1: 'من Statuspage بمفتاح',
      status_site: 'من status_site',
    },
    url: 'عنوان الصفحة',
    urlHint: 'كما يفتحها القرّاء.',
    key: 'مفتاح API',
    keyHint: 'يُحفظ مختومًا إلى أن يُقرأ كل شيء، ثم يُنسى. ولا يُعرض مرة أخرى.',
    page: 'معرّف الصفحة',
    pageHint: 'يوجد بجانب المفتاح، وفي عنوان صفحات إدارتها.',
    subscribers: 'إحضار المشتركين',
    subscribersHint: 'من أكّدوا اشتراكهم. ولا يُكتب إلى أي منهم.',
    file: 'الملف',
    fileHint: (megabytes) => `ملف JSON، بحد أقصى ${number(megabytes)} ميغابايت. يُقرأ هنا أولًا.`,
    siteHint: (megabytes) =>
      `جداوله بصيغة JSON أو نص من pg_dump، بحد أقصى ${number(megabytes)} ميغابايت. وما هو أكبر فمن سطر الأوامر.`,
    fileReady: (name) => `الملف ${isolate(name)} جاهز.`,
    noFile: 'اختر ملفًا.',
    tooLarge: (megabytes) =>
      `هذا أكثر من ${number(megabytes)} ميغابايت. استخدم سطر الأوامر: ${leftToRight('allswell import')}.`,
    unreadable: 'هذا الملف ليس JSON، أو ليس كاملًا.',
    check: 'فحص',
    checking: 'جارٍ الإرسال…',
    checkHint: 'لا يُستورد شيء بعد.',
    earlier: 'عمليات الاستيراد حتى الآن',
    states: {
      fetching: 'جارٍ القراءة والفحص',
      checked: 'فُحص: لم يُستورد شيء بعد',
      applying: 'جارٍ الاستيراد',
      done: 'استُورد',
      failed: 'فشل',
      cancelled: 'أُلغي',
    },
    next: {
      fetching: 'يمكنك المغادرة: يستمر من دونك.',
      checked: 'هذا ما سيدخل. راجع التحذيرات، ثم استورده.',
      applying: 'يمكنك المغادرة: يستمر من دونك. ولا يُبلَّغ أحد.',
      done: 'هو الآن في السجل، والعناوين القديمة تقود إليه. ولم يُبلَّغ أحد.',
      failed: 'لا شيء مستورد نصفه. أصلح ما يُذكر هنا ثم ابدأ من جديد: ما دخل من قبل يبقى مرة واحدة.',
      cancelled: 'أُلغي. ويمكن البدء من جديد في أي وقت.',
    },
    begunBy: (who, when) => `بدأه ${isolate(who)}، ${when}`,
    doneOf: (done, total) => `${number(done)} من ${number(total)}`,
    doneOfMany: (done) => `قُرئ حتى الآن ${count(done, { other: '#' })}`,
    counts: 'ما وُجد',
    amounts: { found: 'موجود', new: 'جديد', changed: 'متغيّر', same: 'كما هو', skipped: 'متروك' },
    subjects: {
      groups: 'المجموعات',
      components: 'المكوّنات',
      incidents: 'الحوادث',
      maintenances: 'الصيانة',
      updates: 'التحديثات',
      subscribers: 'المشتركون',
    },
    warnings: (amount) =>
      count(amount, {
        zero: 'لا تحذيرات (#)',
        one: 'تحذير واحد (#)',
        two: 'تحذيران (#)',
        few: '# تحذيرات',
        many: '# تحذيرًا',
        other: '# تحذير',
      }),
    which: (amount) => `أيّها؟ (${number(amount)})`,
    moreWarnings: (amount) => `و${count(amount, { other: '#' })} غيرها`,
    apply: 'استيراد',
    applying: 'جارٍ البدء…',
    cancel: 'إلغاء',
    cancelTitle: 'إلغاء هذا الاستيراد؟',
    cancelText: 'يُنسى ما قُرئ. ولم يُستورد منه شيء.',
    cancelHalf: 'ما دخل من قبل يبقى؛ ولا يأتي الباقي. وإن بُدئ من جديد يستمر بالباقي.',
    cancelAction: 'إلغاء الاستيراد',
    cancelled: 'أُلغي الاستيراد.',
    doneSaid: 'انتهى الاستيراد.',
    again: 'بدء استيراد آخر',
    toList: 'كل عمليات الاستيراد',
    gone: 'هذا الاستيراد غير موجود.',
  },
};
