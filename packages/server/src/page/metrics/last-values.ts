import type { MetricRange } from '@allswell/protocol';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { folderIn } from '../last-known.ts';
import { readWhole, writeWhole } from '../whole-file.ts';
import type { Values } from './read-values.ts';

/** What was read of a span. */
export interface Known extends Values {
  /** When the database last agreed with it, as it is sent. */
  verified: string;
}

const format = 'allswell-last-values-1';

/** What was last measured, as it is kept for a start without a database. */
export type LastValues = Record<MetricRange, Known>;

/**
 * Keeps the values of metrics beside the last known page, in a file of their own: they change each minute, the page does
 * not, and what is public is told by the page.
 */
export class LastValuesFile {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = folderIn(dataDir);
  }

  async write(values: LastValues): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeWhole(path.join(this.#folder, 'values'), format, values);
  }

  /** What was last written; undefined when there is nothing, an error when it is not ours or not whole. */
  read(): Promise<LastValues | undefined> {
    return readWhole<LastValues>(path.join(this.#folder, 'values'), format);
  }
}
