import type { StoryStrings } from './story-strings.ts';

/** Where an incident or a maintenance stands, in Arabic. */
export const statusAr: StoryStrings['status'] = {
  investigating: 'قيد التحقيق',
  identified: 'تم تحديد السبب',
  monitoring: 'تحت المراقبة',
  resolved: 'تم الحل',
  postmortem: 'تقرير ما بعد الحادث',
  scheduled: 'مخطط لها',
  in_progress: 'جارية',
  verifying: 'قيد التحقق',
  completed: 'اكتملت',
  unknown: 'تحديث',
};
