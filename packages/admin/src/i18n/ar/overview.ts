import type { overviewEn } from '../overview-en.ts';
import { sayIn } from '../say.ts';
import { isolate } from './isolate.ts';

const { list } = sayIn('ar');

/** The overview, in Arabic. */
export const overview: typeof overviewEn = {
  overview: {
    title: 'نظرة عامة',
    newIncident: 'حادث جديد',
    asReaders: 'ما يراه القرّاء الآن',
    live: 'مباشر',
    notLive: 'استعلام كل 15 ثانية',
    openIncidents: 'الحوادث المفتوحة',
    noIncidents: 'لا توجد حوادث مفتوحة.',
    components: 'المكوّنات',
    nextUpdate: 'نشر تحديث',
    lastWord: (when: string) => `آخر تحديث ${when}`,
    affects: (names: readonly string[]) => `يؤثر في ${list(names.map(isolate))}`,
    affectsNothing: 'لا يؤثر في أي مكوّن',
    guide: {
      title: 'ثلاث خطوات إلى صفحة حيّة',
      components: 'تسمية ما قد يتعطل',
      componentsText: 'المكوّنات هي أجزاء منتجك التي يعرفها الناس: تطبيق الويب، الدفع، API.',
      componentsAction: 'إضافة مكوّنات',
      publish: 'نشر شيء ما',
      publishText: 'يمكن تجربة حادث ثم حذفه؛ يرى القرّاء عندها أن شيئًا حُذف، لا أكثر.',
      snippet: 'وضع هذا السطر في تطبيقك',
      snippetText: 'لا يُظهر شيئًا ما دام كل شيء على ما يرام. وعند حدوث عطل، يراه المستخدمون حيث هم.',
      copy: 'نسخ السطر',
      copied: 'تم النسخ.',
    },
    snippetTitle: 'في تطبيقك',
    readersNote: 'يرى القرّاء هذه الجملة.',
  },
};
