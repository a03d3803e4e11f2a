const svgSpace = 'http://www.w3.org/2000/svg';

/** What can stand inside an element. Text becomes a text node, never markup. */
export type Child = Node | string | false | null | undefined;

/** An element with these attributes and this inside. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

/** A drawing of these paths. */
export function draw(className: string, ...paths: string[]): SVGElement {
  const drawn = paths.map((d) => fill(document.createElementNS(svgSpace, 'path'), { d }, []));
  return fill(
    document.createElementNS(svgSpace, 'svg'),
    { class: className, viewBox: '0 0 20 20', 'aria-hidden': 'true' },
    drawn,
  );
}

function fill<E extends Element>(element: E, attributes: Record<string, string>, children: Child[]): E {
  for (const name in attributes) element.setAttribute(name, attributes[name] ?? '');
  for (const child of children) if (child) element.append(child);
  return element;
}
