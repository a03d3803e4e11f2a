/** Looks at the panel as a person does: by labels, words and focus, through all shadow roots. */

/** Waits until something is the case, and says what it waited for when that never comes. */
export async function until<T>(
  find: () => T | null | undefined | false | Promise<T | null | undefined | false>,
  what = String(find),
): Promise<T> {
  const end = performance.now() + 10_000;
  for (;;) {
    const found = await find();
    if (found !== null && found !== undefined && found !== false) return found;
    if (performance.now() > end) throw new Error(`It never came to this: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Every element under a root that is really shown, through open shadow roots. */
export function* shown(root: Element | ShadowRoot | Document = document): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.checkVisibility?.() !== false) yield element;
    if (element.shadowRoot) yield* shown(element.shadowRoot);
  }
}

/** What a button, link, tab or heading is called. */
export function nameOf(element: HTMLElement): string {
  const label = element.getAttribute('aria-label');
  if (label) return label;
  const labelledBy = element.getAttribute('aria-labelledby');
  const root = element.getRootNode() as ShadowRoot;
  const text = labelledBy ? root.getElementById(labelledBy)?.textContent : element.textContent;
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}

function find(selector: string, name: string | RegExp): HTMLElement | null {
  for (const element of shown()) {
    if (!element.matches(selector)) continue;
    const own = nameOf(element);
    if (typeof name === 'string' ? own === name : name.test(own)) return element;
  }
  return null;
}

export const button = (name: string | RegExp) => until(() => find('button', name), `a button ${name}`);
export const link = (name: string | RegExp) => until(() => find('a[href]', name), `a link ${name}`);
export const heading = (name: string | RegExp) => until(() => find('h1, h2', name), `a heading ${name}`);
export const isThere = (name: string | RegExp) => find('button, a[href]', name) !== null;

/** The field under a label. */
export function field(label: string | RegExp): Promise<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement> {
  const matches = (text: string) => (typeof label === 'string' ? text === label : label.test(text));
  return until(() => {
    for (const element of shown()) {
      if (element.matches('input, textarea, select') && matches(element.getAttribute('aria-label') ?? ''))
        return element as HTMLInputElement;
      if (!(element instanceof HTMLLabelElement) || !matches((element.textContent ?? '').trim())) continue;
      const root = element.getRootNode() as ShadowRoot;
      return root.getElementById(element.htmlFor) as HTMLInputElement | null;
    }
    return null;
  }, `a field ${label}`);
}

/** Types over what stands in a field. */
export async function type(label: string | RegExp, text: string): Promise<void> {
  const element = (await field(label)) as HTMLInputElement;
  element.focus();
  element.value = text;
  element.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Chooses an option by its words. */
export async function choose(label: string | RegExp, option: string): Promise<void> {
  const select = (await field(label)) as HTMLSelectElement;
  const found = [...select.options].find((one) => one.text.trim() === option);
  if (!found) throw new Error(`${label} has no option ${option}`);
  select.value = found.value;
  select.dispatchEvent(new Event('change', { bubbles: true, composed: true }));
}

export async function click(name: string | RegExp): Promise<void> {
  (await button(name)).click();
}

/** Follows a link. */
export async function follow(name: string | RegExp): Promise<void> {
  (await link(name)).click();
}

/** All words that are shown. */
export function words(root: Element | ShadowRoot | Document = document): string {
  const parts: string[] = [];
  for (const element of shown(root)) {
    if (element.matches('style, script')) continue;
    for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) parts.push(node.textContent ?? '');
  }
  return parts.join(' ').replaceAll(/\s+/g, ' ').trim();
}

export const sees = (text: string) => until(() => words().includes(text), `the words "${text}"`);
export const seesNot = (text: string) => until(() => !words().includes(text), `no words "${text}"`);

/** The element that has the focus, through all shadow roots. */
export function focused(): HTMLElement | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element as HTMLElement | null;
}

/** What was said to ears as well, in the live region. */
export const hears = (text: string) =>
  until(() => {
    const region = document.querySelector('status-admin')?.shadowRoot?.querySelector('.said');
    return region?.textContent?.includes(text);
  }, `the live region saying "${text}"`);
