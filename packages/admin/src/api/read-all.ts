import type { ApiClient } from './client.ts';

const perPage = 100;

/** Every page of a list that is short by nature; the path is ready for more of its query. */
export async function readAll<T>(client: ApiClient, path: string): Promise<T[]> {
  const found: T[] = [];
  for (let page = 1; ; page++) {
    const more = await client.call<T[]>('GET', `${path}page=${page}&per_page=${perPage}`);
    found.push(...more);
    if (more.length < perPage) return found;
  }
}
