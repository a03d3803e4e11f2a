/** Names, addresses and code of another direction, set apart so that the sentence around them keeps its order. */
export const isolate = (text: string) => `\u2068${text}\u2069`;

/** What is written from left to right in every language, such as colours and keys. */
export const leftToRight = (text: string) => `\u2066${text}\u2069`;
