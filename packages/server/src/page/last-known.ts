import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Beyond } from './beyond.ts';
import type { PageState, SettingsRow } from './read.ts';
import type { KnownUptime } from './uptime/page-uptime.ts';
import { readWhole, replaceFile, writeWhole } from './whole-file.ts';

/** What readers were last given, as it is kept for a start without a database. */
export interface LastKnown {
  state: PageState;
  /** When the database last agreed with it. */
  verifiedAt: Date;
  settings: SettingsRow;
  /** The months that the history has, newest first. */
  months: string[];
  /** Since when the documents tell everything (milliseconds since 1970). */
  knownSince: number;
  /** What feeds and calendars tell beyond the documents. */
  beyond: Beyond;
  /** The documents by the end of their address, byte for byte. */
  documents: Record<string, string>;
  /** What those about uptime are made of; earlier releases kept none. */
  uptime?: KnownUptime;
}

const format = 'allswell-last-known-3';
/** Where all that was last known is kept. */
export const folderIn = (dataDir: string) => path.join(dataDir, 'last-known');

/** Whether a start without a database would have something to show. */
export function hasLastKnown(dataDir: string): boolean {
  return existsSync(path.join(folderIn(dataDir), 'documents'));
}

/**
 * Keeps the last known documents in a folder. `documents` is written at each change, with fsync, and complete or not at
 * all; `verified` holds the last proof of freshness, which moves on while nothing changes.
 */
export class LastKnownFile {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = folderIn(dataDir);
  }

  async write(known: LastKnown): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeWhole(path.join(this.#folder, 'documents'), format, known);
    await this.prove(known.state, known.verifiedAt);
  }

  /** Notes that the database still agrees with what was written. */
  async prove({ epoch, seq }: Pick<PageState, 'epoch' | 'seq'>, verifiedAt: Date): Promise<void> {
    await replaceFile(path.join(this.#folder, 'verified'), JSON.stringify({ epoch, seq, verifiedAt }), false);
  }

  /** What was last written; undefined when there is nothing, an error when it is not ours or not whole. */
  async read(): Promise<LastKnown | undefined> {
    await this.#clearLeftovers();
    const known = await readWhole<LastKnown>(path.join(this.#folder, 'documents'), format, reviveDates);
    if (known === undefined) return undefined;
    return { ...known, verifiedAt: (await this.#readProof(known)) ?? known.verifiedAt };
  }

  /** What a process was writing when it was killed. */
  async #clearLeftovers(): Promise<void> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) if (name.endsWith('.new')) await rm(path.join(this.#folder, name), { force: true });
  }

  async #readProof({ state }: LastKnown): Promise<Date | undefined> {
    try {
      const text = await readFile(path.join(this.#folder, 'verified'), 'utf8');
      const proof = JSON.parse(text, reviveDates) as { epoch: string; seq: number; verifiedAt: unknown };
      const belongs = proof.epoch === state.epoch && proof.seq === state.seq;
      return belongs && proof.verifiedAt instanceof Date ? proof.verifiedAt : undefined;
    } catch {
      return undefined; // the proof inside the documents is older, and true
    }
  }
}

function reviveDates(key: string, value: unknown): unknown {
  return (key === 'changed_at' || key === 'verifiedAt') && typeof value === 'string' ? new Date(value) : value;
}
