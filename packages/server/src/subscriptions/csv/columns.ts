/** The columns of an import and of an export, in their order. Only `address` has to be there. */
export const columns = [
  'channel',
  'address',
  'components',
  'groups',
  'kinds',
  'locale',
  'time_zone',
  'consented_at',
  'consent_source',
] as const;
export type Column = (typeof columns)[number];
