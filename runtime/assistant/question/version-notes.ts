import type { Passage } from '#core/domain/passage.ts';
import { phrases } from '../conversation/phrases.ts';
import { askedVersions, namesVersion, passageVersions, versionLine } from './read-versions.ts';

/** A passage and what an answer says from it. */
export type Quoted = { readonly passage: Passage; readonly text: string };

/** A warning before a source that is about another version than the question. */
export function otherVersion({ passage, text }: Quoted, question: string): string | null {
  const asked = askedVersions(question);
  const versions = passageVersions(passage);
  const [wanted] = asked;
  if (!wanted || versions.length === 0) return null;
  const fits = asked.some((version) => namesVersion(text, version) || versions.some((own) => versionLine(own) === versionLine(version)));
  // A number far from all our versions is likely no version of ours.
  return fits || !versions.some((own) => isNear(own, wanted)) ? null : phrases.otherVersion(wanted, versions.join(', '));
}

/** The version that everything quoted holds for, where the tags say it and the words speak of no version. */
export function appliesTo(quotes: readonly Quoted[]): string | null {
  const versions = [...new Set(quotes.flatMap(({ passage }) => passageVersions(passage)))];
  const [version] = versions;
  const isMixed = versions.length > 1 || quotes.some(({ passage }) => passageVersions(passage).length === 0);
  if (version === undefined || isMixed) return null;
  const isNamed = quotes.some(({ text }) => namesVersion(text, version) || askedVersions(text).some((named) => isNear(named, version)));
  return isNamed ? null : phrases.appliesTo(version);
}

/** Whether a number can be another version of the same product: its major version is the same or the next. */
function isNear(a: string, b: string): boolean {
  return Math.abs(Number.parseInt(a, 10) - Number.parseInt(b, 10)) <= 1;
}
