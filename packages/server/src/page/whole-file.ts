import { createHash, randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Writes a value in a format of ours, with fsync; whoever reads meets the one before or this one, whole. */
export async function writeWhole(file: string, format: string, value: unknown): Promise<void> {
  const body = JSON.stringify(value);
  await replaceFile(file, `${format} ${digestOf(body)}\n${body}`, true);
}

/** What was last written; undefined when there is nothing, an error when it is not ours or not whole. */
export async function readWhole<T>(
  file: string,
  format: string,
  revive?: (key: string, value: unknown) => unknown,
): Promise<T | undefined> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const lineEnd = text.indexOf('\n');
  const body = text.slice(lineEnd + 1);
  if (text.slice(0, Math.max(lineEnd, 0)) !== `${format} ${digestOf(body)}`) {
    throw new Error('The file of what was last known is not whole, or not of this version.');
  }
  return JSON.parse(body, revive) as T;
}

/** Whoever reads meets the old file or the new one, also after a power cut where it is to be durable. */
export async function replaceFile(file: string, content: string, durable: boolean): Promise<void> {
  const fresh = `${file}.${randomUUID()}.new`;
  try {
    if (durable) {
      const handle = await open(fresh, 'w', 0o600);
      try {
        await handle.writeFile(content);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } else {
      await writeFile(fresh, content, { mode: 0o600 });
    }
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

function digestOf(body: string): string {
  return createHash('sha256').update(body).digest('hex');
}
