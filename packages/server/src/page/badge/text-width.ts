const fontSize = 12;
const widths: [letters: RegExp, ems: number][] = [
  [/[ijlI.,:;'’|!]/u, 0.29],
  [/[\sftr()[\]{}\-/\\]/u, 0.36],
  [/[mwMW@%—…]/u, 0.87],
  [/[\p{Lu}&]/u, 0.66],
  [/[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u, 1],
  [/[\p{M}\p{Cf}]/u, 0],
];
const usual = 0.55;

/** About how wide a text is in pixels, in letters of 12 pixels of a common sans serif. */
export function widthOf(text: string): number {
  const ems = Array.from(text, (letter) => widths.find(([letters]) => letters.test(letter))?.[1] ?? usual);
  return Math.max(fontSize, Math.ceil(ems.reduce((sum, width) => sum + width, 0) * fontSize));
}
