/** Gives pieces of a text on so that none ends within a character: half of one waits for the next piece. */
export function wholeCharacters(): (piece: string) => string {
  let half = '';
  return (piece) => {
    const text = half + piece;
    half = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
    return text.slice(0, text.length - half.length).toWellFormed();
  };
}
