/** What a push message says besides the operator's own words. The names of statuses are those of the page. */
export interface PushWords {
  plannedFor: (when: string) => string;
  movedTo: (when: string) => string;
  startsAt: (when: string) => string;
}
