import { css, html, nothing } from 'lit';
import type { TemplateResult } from 'lit';
import type { Screen } from '../status-admin/screen.ts';

export const orderedRowsStyles = css`
  .handle {
    display: none;
    inline-size: 1.1rem;
    color: var(--soft);
    cursor: grab;
    touch-action: none;
  }
  @media (hover: hover) and (pointer: fine) {
    .handle {
      display: block;
    }
  }
  .mover {
    padding-inline: 0.55rem;
  }
  .mover[aria-disabled='true'] {
    opacity: 0.3;
    cursor: default;
  }
  .dragged {
    opacity: 0.5;
  }
  .over {
    box-shadow: inset 0 0 0 2px var(--ring);
  }
  .row-actions {
    display: flex;
    gap: 0.1rem;
    align-items: center;
  }
`;

interface Item {
  id: string;
}

interface Options<T extends Item> {
  items: () => readonly T[];
  /** Puts one at the place of another, counted from 0; true when it is there. */
  move: (item: T, place: number) => Promise<boolean>;
}

/** Rows that are put in order: with two buttons each, which every keyboard reaches, and by dragging. */
export class OrderedRows<T extends Item> {
  readonly #screen: Screen;
  readonly #options: Options<T>;
  #dragged: string | null = null;
  #over: string | null = null;

  constructor(screen: Screen, options: Options<T>) {
    this.#screen = screen;
    this.#options = options;
  }

  /** What a row looks like while something is dragged. */
  classOf(id: string): string {
    if (id === this.#dragged) return 'dragged';
    return id === this.#over ? 'over' : '';
  }

  /** Something is held over a row. */
  over(event: DragEvent, id: string): void {
    if (this.#dragged === null) return;
    event.preventDefault();
    if (this.#over === id) return;
    this.#over = id;
    this.#screen.requestUpdate();
  }

  /** It is let go there: it takes the place of that row. */
  async drop(event: DragEvent, on: string): Promise<void> {
    event.preventDefault();
    const dragged = this.#dragged;
    this.#dragged = null;
    this.#over = null;
    this.#screen.requestUpdate();
    if (dragged === null || dragged === on) return;
    await this.#move(
      dragged,
      this.#options.items().findIndex((one) => one.id === on),
    );
  }

  /** What a row is dragged by. The buttons do the same for everyone else, so nobody has to hear of it. */
  handle(id: string): TemplateResult | typeof nothing {
    if (this.#options.items().length < 2) return nothing;
    const onStart = (event: DragEvent) => {
      this.#dragged = id;
      event.dataTransfer?.setData('text/plain', id);
      const row = (event.currentTarget as HTMLElement).closest('li');
      if (row) event.dataTransfer?.setDragImage(row, 12, 12);
      this.#screen.requestUpdate();
    };
    const onEnd = () => {
      this.#dragged = null;
      this.#over = null;
      this.#screen.requestUpdate();
    };
    return html`<span class="handle" draggable="true" aria-hidden="true" @dragstart=${onStart} @dragend=${onEnd}>
      <svg width="14" height="18" viewBox="0 0 14 18" fill="currentColor">
        <circle cx="4" cy="4" r="1.5" /><circle cx="10" cy="4" r="1.5" /><circle cx="4" cy="9" r="1.5" />
        <circle cx="10" cy="9" r="1.5" /><circle cx="4" cy="14" r="1.5" /><circle cx="10" cy="14" r="1.5" />
      </svg>
    </span>`;
  }

  /** Up and down. The focus stays on the button that moves it further. */
  movers(
    id: string,
    {
      name,
      index,
      words,
    }: { name: string; index: number; words: { moveUp: (name: string) => string; moveDown: (name: string) => string } },
  ): TemplateResult | typeof nothing {
    const { length } = this.#options.items();
    if (length < 2) return nothing;
    const button = (by: -1 | 1, label: string, isAtEnd: boolean, path: string) => html`<button
      class="button small quiet mover"
      type="button"
      data-move="${id}${by}"
      aria-label=${label}
      aria-disabled=${isAtEnd ? 'true' : nothing}
      @click=${() => (isAtEnd ? undefined : void this.#moveBy(id, index, by))}
    >
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        <path d=${path} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
    </button>`;
    return html`${button(-1, words.moveUp(name), index === 0, 'm3 9 4-4 4 4')}
    ${button(1, words.moveDown(name), index === length - 1, 'm3 5 4 4 4-4')}`;
  }

  async #moveBy(id: string, index: number, by: -1 | 1): Promise<void> {
    if (!(await this.#move(id, index + by))) return;
    await this.#screen.updateComplete;
    this.#screen.renderRoot.querySelector<HTMLElement>(`[data-move="${id}${by}"]`)?.focus();
  }

  async #move(id: string, place: number): Promise<boolean> {
    const item = this.#options.items().find((one) => one.id === id);
    return item !== undefined && place >= 0 && (await this.#options.move(item, place));
  }
}
