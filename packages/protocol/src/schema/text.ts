import * as v from 'valibot';
import { maxBodyLength, maxDescriptionLength, maxNameLength } from '../vocabulary.ts';

/** Text is cleaned once, at the door: NFC, CRLF and CR to LF, no white space around it. */
function clean(text: string): string {
  return text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
}

// C0 and C1 controls but tab, line feed and carriage return (which becomes a line feed).
// eslint-disable-next-line no-control-regex -- control characters are what this refuses
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/;

/** Whether a text has at most so many characters as people and JSON Schema count them: an emoji is one, not two. */
function isWithin(text: string, most: number): boolean {
  return text.length <= most || (text.length <= 2 * most && Array.from(text).length <= most);
}

/** Text within limits. The limits are counted after cleaning, which JSON Schema cannot follow: the metadata says them there. */
const characters = (limits: { minLength?: number; maxLength: number }) =>
  v.pipe(
    v.string('Send a string.'),
    v.metadata(limits),
    v.check((text) => text.isWellFormed(), 'Remove the lone surrogate: the text is not valid Unicode.'),
    v.check((text) => !controls.test(text), 'Remove the control characters; tab and line feed are allowed.'),
    v.transform(clean),
    v.check(
      (text) => isWithin(text, limits.maxLength),
      `Write at most ${limits.maxLength.toLocaleString('en')} characters.`,
    ),
  );

const something = v.minLength<string, 1, string>(1, 'Write at least one character.');
const oneLine = v.check<string, string>((text) => !/[\n\t\u2028\u2029]/.test(text), 'Write it on one line.');

/** A text of at most so many characters, which may be empty. */
export const textWithin = (maxLength: number) => characters({ maxLength });

/** A name: one line of 1 to 200 characters. */
export const nameSchema = v.pipe(characters({ minLength: 1, maxLength: maxNameLength }), oneLine, something);
/** The Markdown body of an update: 1 to 25,000 characters. */
export const bodySchema = v.pipe(characters({ minLength: 1, maxLength: maxBodyLength }), something);
/** A body that may be left empty, as in the first update of a backfilled incident. */
export const optionalBodySchema = characters({ maxLength: maxBodyLength });
/** A description: up to 1,000 characters, empty becomes null. */
export const descriptionSchema = v.nullable(
  v.pipe(
    characters({ maxLength: maxDescriptionLength }),
    v.transform((text) => (text === '' ? null : text)),
  ),
);

/** A public id: 12 characters of a-z and 0-9. */
export const idSchema = v.pipe(
  v.string('Send an id as a string.'),
  v.regex(/^[a-z0-9]{12}$/, 'Send an id: 12 letters and digits.'),
);

/**
 * True for a day or an instant that the calendar has, in a year that every program writes with four digits; Date.parse
 * alone takes 30 February for 2 March.
 */
export function exists(text: string): boolean {
  const year = Number(text.slice(0, 4));
  if (year < 1970 || year > 9998) return false;
  const midnight = Date.parse(`${text.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(midnight) || Number.isNaN(Date.parse(text))) return false;
  return new Date(midnight).toISOString().startsWith(text.slice(0, 10));
}

/** An instant as ISO 8601 with its offset. Out comes a Date. */
export const instantSchema = v.pipe(
  v.string('Send an instant as a string.'),
  v.regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/,
    'Write an instant with its offset, such as 2026-11-24T02:00:00+01:00.',
  ),
  v.check(exists, 'This instant does not exist. Send one between the years 1970 and 9998.'),
  v.transform((text) => new Date(text)),
);

/** An instant with its offset, or a local time to be read in the zone sent beside it. Kept as text. */
export const plannedInstantSchema = v.pipe(
  v.string('Send an instant as a string.'),
  v.regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?$/,
    'Write an instant such as 2026-11-24T02:00:00+01:00, or a local time such as 2026-11-24T02:00.',
  ),
  v.check(exists, 'This instant does not exist. Send one between the years 1970 and 9998.'),
);

/** An IANA time zone. */
export const timeZoneSchema = v.pipe(
  v.string('Send a time zone as a string.'),
  v.maxLength(64, 'Send a time zone such as Europe/Berlin.'),
  v.check(isTimeZone, 'Send a time zone of the IANA database, such as Europe/Berlin.'),
);

/** True for a zone that the Intl of this process knows; offsets such as +01:00 are no zones. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** An http(s) address of at most 2,000 characters. */
export const webAddressSchema = v.pipe(
  v.string('Send an address as a string.'),
  v.maxLength(2_000, 'Send an address of at most 2,000 characters.'),
  v.check((text) => {
    try {
      return ['https:', 'http:'].includes(new URL(text).protocol);
    } catch {
      return false;
    }
  }, 'Send an address that begins with https:// or http://.'),
);

/** The email address of an admin, lower-cased: one plain address, no comments, quotes or groups. */
export const emailSchema = v.pipe(
  v.string('Send an email address as a string.'),
  v.trim(),
  v.toLowerCase(),
  v.maxLength(254, 'Send an email address of at most 254 characters.'),
  v.regex(
    /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/,
    'Send an email address such as maya@example.com.',
  ),
);

/** A password: 12 to 256 characters, any characters. */
export const passwordSchema = v.pipe(
  v.string('Send a password as a string.'),
  v.minLength(12, 'Choose a password of at least 12 characters.'),
  v.maxLength(256, 'Choose a password of at most 256 characters.'),
);
