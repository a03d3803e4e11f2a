import { unsafeCSS } from 'lit';
import { tokenText } from './tokens.ts';

/** The tokens as a style sheet of Lit. */
export const tokens = unsafeCSS(tokenText);
