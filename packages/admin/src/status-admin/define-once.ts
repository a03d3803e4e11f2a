/** Registers an element unless its name is taken: the panel may be loaded twice. */
export function defineOnce(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
