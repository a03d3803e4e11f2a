import * as v from 'valibot';

const count = (most: number, advice: string) =>
  v.pipe(
    v.string(advice),
    v.metadata({ type: 'integer', minimum: 1, maximum: most }),
    v.check((text) => /^[1-9]\d{0,6}$/.test(text), advice),
    v.transform(Number),
    v.maxValue(most, advice),
  );

/** `?page=&per_page=` of every list. */
export const pageEntries = {
  page: v.optional(count(1_000_000, 'Send a whole number from 1.'), '1'),
  per_page: v.optional(count(100, 'Send a whole number from 1 to 100.'), '50'),
};

/** A list that has nothing to ask for but its page. */
export const pageQuerySchema = v.object(pageEntries);

/** Which part of a list is asked for. */
export interface PageQuery {
  page: number;
  per_page: number;
}

/** The rows before this page. */
export function offsetOf({ page, per_page }: PageQuery): number {
  return (page - 1) * per_page;
}

/** The Link header (RFC 8288) of one page of a list; `total` counts the whole list. */
export function linkHeader(url: string, { page, per_page }: PageQuery, total: number): Record<string, string> {
  const last = Math.max(1, Math.ceil(total / per_page));
  const { pathname, searchParams } = new URL(url);
  const link = (rel: string, target: number) => {
    searchParams.set('page', String(target));
    searchParams.set('per_page', String(per_page));
    return `<${pathname}?${searchParams}>; rel="${rel}"`;
  };
  const links = [link('first', 1), link('last', last)];
  if (page > 1) links.unshift(link('prev', Math.min(page - 1, last)));
  if (page < last) links.unshift(link('next', page + 1));
  return { link: links.join(', ') };
}
