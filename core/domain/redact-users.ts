import { matchesOf } from './matches-of.ts';
import { type Finding, findingAt } from './redact-finding.ts';
import { NO_USER } from './redact-no-names.ts';

/** Where the name of a computer's user stands; it is the last group and ends the match. */
const PLACES: readonly RegExp[] = [
  // A home folder: `/home/sara.lind/`, `C:\Users\slind`, also with each backslash doubled.
  /(?:\/home\/|\/Users\/|\\{1,2}Users\\{1,2}|\\{1,2}Documents and Settings\\{1,2}|(?<=[\s"'=:(])~(?=[\p{L}]{2,40}\/))([\p{L}\p{N}][\p{L}\p{N}._-]{1,39})/gu,
  // `user=slind`, `"login": "slind"`.
  /(?<![\p{L}\p{N}.])(?:[\w.-]{0,20}[._-])?(?:user(?:[ _-]?(?:name|id))?|login(?:[ _-]?name)?|uid|usr|benutzer(?:name)?|utilisateur|usuario|utente|gebruiker)["']?(?:=|[ \t]{0,2}[:=][ \t]{0,2}(?=["']?[\w.-]{2,40}["']?[ \t]{0,3}(?:[,;}\])]|\r?$)))["']?([a-z][a-z0-9._-]{1,39})(?![\p{L}\p{N}_@$({\\/-]|\.\p{L})/gimu,
  // A line of `ls -l`: rights, links, owner.
  /^[ \t>]{0,8}[bcdlps-][rwxsStT-]{9}[.+@]?[ \t]{1,6}\d{1,6}[ \t]{1,3}([a-z][a-z0-9._-]{1,39})(?=[ \t])/gmu,
  // `COMPANY\slind` of a Windows domain; a path or a key of the registry goes on.
  /(?<![\p{L}\p{N}_\\:/.-])(?!HK)[A-Z][A-Z0-9-]{1,14}\\([a-z][a-z0-9._-]{2,39})(?![\p{L}\p{N}_\\/])/gu,
];

/** User names by the places where they stand, as people. Names of services and placeholders stay. */
export function findUsers(text: string): Finding[] {
  return PLACES.flatMap((place) => matchesOf(text, place)).flatMap((match) => {
    const user = match[1]!.replace(/[._-]+$/, '');
    const start = match.index + match[0].length - match[1]!.length;
    return NO_USER.has(user.toLowerCase()) || user.length < 2 ? [] : [findingAt(start, user, 'person', user.toLowerCase())];
  });
}
