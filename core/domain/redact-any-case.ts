/** A group, class or escape of a regular expression's source that is not a plain letter, or one sign. */
const PART = /\\[pP]\{[^}]*\}|\\.|\(\?[:=!<]{1,2}|./gsu;

/**
 * The source of a regular expression with each letter in both cases. The modifier `(?i:…)` would say the same, but V8 compiles without
 * optimisation once a process has compiled many patterns, and then the modifier misses words: half of all sign-offs were not seen.
 */
export function anyCase(source: string): string {
  let inClass = false;
  return source.replace(PART, (part) => {
    if (part === '[') inClass = true;
    if (part === ']') inClass = false;
    const both = part.toLowerCase() + part.toUpperCase();
    // `ß` has no capital of one letter.
    if (!/^\p{L}$/u.test(part) || [...both].length !== 2 || part.toLowerCase() === part.toUpperCase()) return part;
    return inClass ? both : `[${both}]`;
  });
}
