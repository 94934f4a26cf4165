/** Changes a text everywhere but between its backticks. */
export function outsideCode(text: string, change: (part: string) => string): string {
  return text
    .split(/(`+[^`]*`+)/)
    .map((part, index) => (index % 2 ? part : change(part)))
    .join('');
}

/** Emphasis claims nothing: without it `**Cause.** The line is slow` reads as two sentences. */
export function withoutEmphasis(text: string): string {
  return outsideCode(text, (part) => part.replace(/\*\*/g, '').replace(/(^|\s)[*_]([^*_\n]+)[*_](?=\s|[.,;:!?]|$)/gm, '$1$2'));
}
