import type { doorsEn } from '../doors-en.ts';
import { leftToRight } from './isolate.ts';

/** The ways in, in Arabic. */
export const doors: typeof doorsEn = {
  signIn: {
    title: 'تسجيل الدخول',
    againTitle: 'تسجيل الدخول مرة أخرى',
    againText: 'انتهت الجلسة، هنا أو في مكان آخر. ما كُتب محفوظ.',
    email: 'عنوان البريد الإلكتروني',
    password: 'كلمة المرور',
    submit: 'تسجيل الدخول',
    submitting: 'جارٍ تسجيل الدخول…',
    done: 'تم تسجيل الدخول.',
    needsSetUp: `ليس لهذه الصفحة مسؤول بعد. يُرجى فتح رابط الإعداد الذي أظهره الخادم عند تشغيله، أو طلب رابط جديد بالأمر «${leftToRight('allswell setup-link')}».`,
    forgotten: `هل نسيت كلمة المرور؟ يمكن لمسؤول آخر إرسال دعوة جديدة، أو تشغيل الأمر «${leftToRight('allswell admin reset-password')}» على الخادم.`,
  },
  setUp: {
    title: 'إعداد صفحة الحالة',
    text: 'تصبح أول مسؤول عنها. بعد ذلك تسمّي ما تراقبه الصفحة، وتضع سطرًا واحدًا في تطبيقك.',
    pageName: 'ما اسم الصفحة؟',
    pageNameHint: 'الاسم الذي يعرفه عملاؤك، مثل Fernhill.',
    email: 'عنوان بريدك الإلكتروني',
    password: 'اختيار كلمة مرور',
    passwordHint: '12 حرفًا على الأقل. تذكّر بضع كلمات أسهل من تذكّر الرموز.',
    showPassword: 'إظهار كلمة المرور',
    zone: 'المنطقة الزمنية للصفحة',
    submit: 'إعداد',
    submitting: 'جارٍ الإعداد…',
    done: 'الصفحة جاهزة.',
    already: 'هذه الصفحة معدّة من قبل. يُرجى تسجيل الدخول.',
    toSignIn: 'الانتقال إلى تسجيل الدخول',
    badLink: `لم يعد هذا الرابط صالحًا. يُظهر الخادم رابطًا جديدًا عند كل تشغيل، وبالأمر «${leftToRight('allswell setup-link')}».`,
  },
  invite: {
    title: 'الانضمام كمسؤول',
    text: 'لقبول الدعوة تلزم كلمة مرور من اختيارك.',
    name: 'اسمك',
    nameHint: 'يراه المسؤولون الآخرون. يمكن تركه فارغًا.',
    submit: 'انضمام',
    submitting: 'جارٍ الانضمام…',
    done: 'مرحبًا بك.',
    badLink: 'استُخدمت هذه الدعوة أو انتهت صلاحيتها. يُرجى طلب دعوة جديدة.',
  },
};
