export { furtherEn } from './further-en.ts';
