import type { Tx } from './connect.ts';

/** The admin a change is made by. */
export interface Author {
  admin_id: string;
  email: string;
}

/** What set a change in motion that no person asked for. It stands in the trail, and readers are told that it was a machine. */
export interface AlertCause {
  /** The name of the source. */
  source: string | null;
  key: string;
  case_id: string;
}

/** One change under way: everything that belongs to it goes through this transaction, or none of it happens. */
export interface Write {
  tx: Tx;
  /** Null when no admin asked for it: the command line, an alert, the clock. */
  by: Author | null;
  /** Set when the machine speaks by itself, because of an alert. */
  alert?: AlertCause | undefined;
  /** The address of the page, for links in answers. */
  publicUrl: string;
  /** The version the caller has seen (the value of If-Match), if it said so. */
  ifMatch?: string | undefined;
}
