import { matchesOf } from './matches-of.ts';
/** What can be personal or secret in a text. The token of a kind is its name in capitals: `<EMAIL_1>`. */
export type MaskKind = 'person' | 'email' | 'phone' | 'address' | 'ip' | 'mac' | 'host' | 'key' | 'token' | 'account' | 'card' | 'iban';

/** A stretch of text to mask. `key` names what it stands for, so that two spellings of one thing share a token. */
export type Finding = { readonly start: number; readonly end: number; readonly kind: MaskKind; readonly key: string };

/** The finding of a value at its place. Without a key of its own the value is its key: keys and tokens are told apart by case. */
export function findingAt(start: number, value: string, kind: MaskKind, key = value): Finding {
  return { start, end: start + value.length, kind, key };
}

/** Each match of a pattern, whole. */
export function findAll(text: string, pattern: RegExp, kind: MaskKind, key: (value: string) => string = (value) => value): Finding[] {
  return matchesOf(text, pattern).map((match) => findingAt(match.index, match[0], kind, key(match[0])));
}

/** What a named pattern holds in its last group, which must end the match; empty groups are none. */
export function lastGroup(match: RegExpExecArray, kind: MaskKind): Finding[] {
  const value = match.at(-1);
  return value ? [findingAt(match.index + match[0].length - value.length, value, kind)] : [];
}
