/** The same JSON in letters that no parser of HTML can take for markup, whatever the texts in it say. */
export function inertJson(json: string): string {
  return json.replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
