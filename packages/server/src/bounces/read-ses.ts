import * as v from 'valibot';
import { validate } from '../http/validate.ts';
import { anyText, type BounceReport, detailOf, requiredText } from './report.ts';

const recipients = v.pipe(
  v.array(
    v.object({ emailAddress: requiredText, diagnosticCode: anyText, status: anyText }, 'Send an object.'),
    'Send a list of recipients.',
  ),
  v.maxLength(100, 'SES names at most 50 recipients.'),
);
const bounce = v.object({
  bounce: v.object(
    { bounceType: requiredText, bounceSubType: anyText, bouncedRecipients: recipients },
    'Send the bounce as an object.',
  ),
});
const complaint = v.object({
  complaint: v.object(
    { complainedRecipients: recipients, complaintFeedbackType: anyText },
    'Send the complaint as an object.',
  ),
});

/** Reads the message inside of what Amazon SES reports; of events that are no trouble nothing is left. */
export function readSes(value: unknown): BounceReport[] {
  const type = typeOf(value);
  if (type === 'Bounce') {
    const { bounceType, bounceSubType, bouncedRecipients } = validate(bounce, value).bounce;
    const kind = bounceType === 'Permanent' ? 'permanent' : 'transient';
    return bouncedRecipients.map(({ emailAddress, diagnosticCode, status }) => ({
      address: bareAddress(emailAddress),
      kind,
      detail: detailOf(diagnosticCode, status, bounceSubType, bounceType),
    }));
  }
  if (type === 'Complaint') {
    const { complainedRecipients, complaintFeedbackType } = validate(complaint, value).complaint;
    if (complaintFeedbackType === 'not-spam') return []; // it was taken out of the spam folder
    return complainedRecipients.map(({ emailAddress }) => ({
      address: bareAddress(emailAddress),
      kind: 'complained',
      detail: detailOf(complaintFeedbackType),
    }));
  }
  return [];
}

/** Events of a configuration set have another name for it than notifications of an identity. */
function typeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('eventType' in value && typeof value.eventType === 'string') return value.eventType;
  return 'notificationType' in value ? value.notificationType : undefined;
}

/** Without the name that may stand before it. */
function bareAddress(text: string): string {
  return text.endsWith('>') ? text.slice(text.lastIndexOf('<') + 1, -1) : text;
}
