// In the build of the hosted page this is a copy: a part that two others share would be a file of its own to wait for.
export { tokenText } from '../styles/tokens.ts';
