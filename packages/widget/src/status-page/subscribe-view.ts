import { html } from 'lit';
import type { FurtherView } from './view.ts';

/** The form in which people ask to be told of news: whoever has put it into the slot. */
export const subscribeView: FurtherView = { draw: () => html`<slot name="subscribe"></slot>` };
