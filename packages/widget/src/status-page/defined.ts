import { isServer } from 'lit';

const coming: Partial<Record<string, Promise<unknown> | 'away'>> = {};

/**
 * Waits for an element that a view is made of: it has to take over what the server drew before the page says everything
 * in the reader's own terms. Where it does not come, the page is drawn without it.
 */
export function defined(name: string, load: () => Promise<unknown>): Promise<unknown> | undefined {
  if (isServer || customElements.get(name)) return undefined;
  const found = (coming[name] ??= load()
    .catch(() => {})
    .then(() => (coming[name] = 'away')));
  return found === 'away' ? undefined : found;
}
