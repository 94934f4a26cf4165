import type { Passage } from '#core/domain/passage.ts';
import { isStopWord, words } from '#core/domain/words.ts';

const VERSION = /^\d+\.\d+(?:\.\d+)?(?:\.x)?$/;
/** Words before a number that leave it the version of the product itself. */
const OWN = /^(?:v|version|versions|release|plugin|connector|line|upgrade|upgrading|migrate|migrating|update|updating)$/;

/** What follows an amount: `7.1 MB` is no version. */
const UNIT =
  /^(?:[kmgt]i?b|bytes?|m?s|sec(?:ond)?s?|min(?:ute)?s?|h(?:ours?)?|days?|percent|v?cores?|mbit|gbit|hz|million|thousand|times)$/;

/** The versions of the product that a question names. `Mule 4.9`, `Java 1.8` and `TLS 1.2` are versions of something else. */
export function askedVersions(question: string): string[] {
  const found = words(question);
  return found.flatMap((word, index) => {
    const text = word.text.replace(/^v(?=\d)/, '');
    if (!VERSION.test(text) || UNIT.test(found[index + 1]?.text ?? '')) return [];
    const before = found[index - 1]?.text;
    return before === undefined || isStopWord(before) || OWN.test(before) || VERSION.test(before) ? [text] : [];
  });
}

/** The versions that a passage is tagged with. */
export function passageVersions(passage: Passage): string[] {
  return passage.tags.flatMap((tag) =>
    tag.startsWith('version:') && tag.length > 'version:'.length ? [tag.slice('version:'.length)] : [],
  );
}

/** `4.6`, `4.6.x` and `4.6.3` are one line. */
export function versionLine(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** True when the text names the line of a version. */
export function namesVersion(text: string, version: string): boolean {
  const line = versionLine(version).replaceAll('.', '\\.');
  return new RegExp(`(?<![\\d.])${line}(?!\\d)`).test(text);
}

/** The newest of the lines: `4.10` is newer than `4.9`. */
export function newestLine(versions: readonly string[]): string | undefined {
  return versions.map(versionLine).sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1); // biome-ignore format: one step a word
}
