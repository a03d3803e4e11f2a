/** One piece of what was fetched, or of a file, as it came. */
export interface ImportPage {
  kind: string;
  number: number;
  body: unknown;
}
