import { LitElement } from 'lit';
import type { PropertyDeclarations, PropertyValues } from 'lit';
import type { TimeContext } from '../time/format.ts';
import { browserZone } from '../time/format.ts';
import type { Panel } from './panel.ts';

/** A screen of the panel: follows the page's data and knows where the focus goes when it is entered. */
export abstract class Screen extends LitElement {
  static override properties: PropertyDeclarations = { panel: { attribute: false } };

  /** What the shell lends. */
  declare panel: Panel;

  readonly #onChange = () => this.requestUpdate();
  #followed: Panel | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#follow();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#followed?.data.removeEventListener('change', this.#onChange);
    this.#followed = null;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('panel')) this.#follow();
  }

  /** Moves the focus into the screen: to its heading, so that it is read out. */
  enter(): void {
    this.renderRoot.querySelector<HTMLElement>('h1')?.focus();
  }

  /** How times are said: in this browser's zone. */
  protected get time(): TimeContext {
    return { locale: this.panel.locale, timeZone: browserZone() };
  }

  #follow(): void {
    if (!this.panel || this.#followed === this.panel || !this.isConnected) return;
    this.#followed?.data.removeEventListener('change', this.#onChange);
    this.#followed = this.panel;
    this.panel.data.addEventListener('change', this.#onChange);
  }
}
