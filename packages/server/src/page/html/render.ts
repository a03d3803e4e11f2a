import type { View } from './view.ts';

/** Renders the inside of a page: safe HTML, and the style sheets that stand in it. */
export type Render = (view: View) => { html: string; styles: readonly string[] };

export declare const renderStatusPage: Render;
