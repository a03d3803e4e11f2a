/** The database answers, and this Allswell cannot use it: it will not get better by waiting. */
export class UnsuitableDatabaseError extends Error {}
