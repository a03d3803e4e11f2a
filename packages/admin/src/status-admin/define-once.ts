/**
 * Registers an inner element unless its name is taken: the panel may be loaded twice. Inner elements are nobody else's,
 * so they stay out of the manifest, which reads `customElements.define`.
 */
export function defineOnce(name: string, element: CustomElementConstructor): void {
  const registry = customElements;
  if (!registry.get(name)) registry.define(name, element);
}
