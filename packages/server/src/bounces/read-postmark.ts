import * as v from 'valibot';
import { validate } from '../http/validate.ts';
import { anyText, type BounceReport, detailOf, requiredText } from './report.ts';

const record = v.object({ RecordType: requiredText }, 'Send a JSON object.');
const bounce = v.object({
  Email: requiredText,
  Type: requiredText,
  Inactive: v.optional(v.unknown()),
  Details: anyText,
  Description: anyText,
});
const complaint = v.object({ Email: requiredText, Details: anyText, Description: anyText });
const change = v.object({
  Recipient: requiredText,
  SuppressSending: v.boolean('Send true or false.'),
  SuppressionReason: anyText,
});

const complaints = new Set(['SpamComplaint', 'SpamNotification']);
const permanent = new Set(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated']);
const transient = new Set(['Transient', 'SoftBounce', 'DnsError', 'Blocked', 'Unknown', 'VirusNotification']);

/** Reads what Postmark reports; of events that are no trouble nothing is left. */
export function readPostmark(value: unknown): BounceReport[] {
  const { RecordType } = validate(record, value);
  if (RecordType === 'Bounce') {
    const { Email, Type, Inactive, Details, Description } = validate(bounce, value);
    const kind = kindOf(Type, Inactive === true);
    return kind ? [{ address: Email, kind, detail: detailOf(Details, Description, Type) }] : [];
  }
  if (RecordType === 'SpamComplaint') {
    const { Email, Details, Description } = validate(complaint, value);
    return [{ address: Email, kind: 'complained', detail: detailOf(Details, Description) }];
  }
  if (RecordType === 'SubscriptionChange') {
    const { Recipient, SuppressSending, SuppressionReason } = validate(change, value);
    if (!SuppressSending) return [];
    const kinds: Record<string, BounceReport['kind']> = { HardBounce: 'permanent', SpamComplaint: 'complained' };
    const kind = kinds[SuppressionReason ?? ''] ?? 'unsubscribed';
    return [{ address: Recipient, kind, detail: detailOf(SuppressionReason) }];
  }
  return [];
}

/** Whom Postmark has made inactive it does not deliver to any more, whatever it was. */
function kindOf(type: string, isInactive: boolean): BounceReport['kind'] | undefined {
  if (complaints.has(type)) return 'complained';
  if (type === 'Unsubscribe') return 'unsubscribed';
  if (permanent.has(type) || isInactive) return 'permanent';
  return transient.has(type) ? 'transient' : undefined;
}
