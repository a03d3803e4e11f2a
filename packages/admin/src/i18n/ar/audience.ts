import type { audienceEn } from '../audience-en.ts';
import { sayIn } from '../say.ts';
import { isolate } from './isolate.ts';

const { count, list, number } = sayIn('ar');
const subscribers = (amount: number) =>
  count(amount, {
    zero: 'لا مشتركين',
    one: 'مشترك واحد',
    two: 'مشتركان',
    few: '# مشتركين',
    many: '# مشتركًا',
    other: '# مشترك',
  });

/** How many will be told, and by what, in Arabic. */
export const audience: typeof audienceEn = {
  audience: {
    title: 'مَن سيُبلَّغ؟',
    counting: 'جارٍ إحصاء من يتابع هذا.',
    sum: (amount, parts) => `${subscribers(amount)}: ${list(parts)}.`,
    by: {
      email: (amount) => `${number(amount)} بالبريد الإلكتروني`,
      web_push: (amount) => `${number(amount)} بإشعار`,
      webhook: (amount) => `${number(amount)} عبر webhook`,
    },
    inChat: (amount, name) => `${number(amount)} في ${isolate(name)}`,
    nobody: 'لا أحد يتابع هذا بعد.',
    unknown: 'لا يمكن معرفة عددهم الآن. ومن يتابع هذا يُبلَّغ على أي حال.',
    off: 'لا يُبلَّغ أحد. ومع ذلك يظهر في الصفحة.',
    switchedOff: 'رسائل هذه الخطوة موقوفة في الإعدادات، فلا يُبلَّغ أحد.',
    held: 'الإرسال معلَّق: يُبلَّغون حين يُستأنف.',
    will: (amount) =>
      count(amount, {
        zero: 'لن يُبلَّغ أي مشترك.',
        one: 'سيُبلَّغ مشترك واحد.',
        two: 'سيُبلَّغ مشتركان.',
        few: 'سيُبلَّغ # مشتركين.',
        many: 'سيُبلَّغ # مشتركًا.',
        other: 'سيُبلَّغ # مشترك.',
      }),
    willNobody: 'لن يُبلَّغ أحد.',
  },
  channels: { email: 'البريد الإلكتروني', web_push: 'إشعارات المتصفح', webhook: 'رابط webhook' },
};
