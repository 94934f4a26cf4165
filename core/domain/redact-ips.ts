import { isIPv6 } from 'node:net';
import { matchesOf } from './matches-of.ts';
import { type Finding, findingAt } from './redact-finding.ts';

const IPV4 = /(?<![\p{L}\p{N}_]|\d\.|\.)(?:\d{1,3}\.){3}\d{1,3}(?![\p{L}\p{N}_]|\.\d)/gu;
/** Also with dashes, as providers name machines after them: `ip-10-0-12-34`. */
const DASHED = /(?<=(?<![\p{L}\p{N}])(?:ip|ec2|host|static|dyn|client|dsl|pool)-)\d{1,3}(?:-\d{1,3}){3}(?![\p{N}]|-\d)/giu;
const IPV6 = /(?<![\p{L}\p{N}_:.])(?:[0-9a-f]{0,4}:){2,7}(?:(?:\d{1,3}\.){3}\d{1,3}|[0-9a-f]{0,4})(?![\p{L}\p{N}_:]|\.\d)/giu;
/** What stands before four numbers that are a version. */
const VERSION_BEFORE =
  /(?:(?<!\p{L})(?:v|versions?|versi[oó]ne?|wersj[aięą]|releases?|build|plugin|connector|driver|runtime|studio|mule|java|jdk|agent|update|upgrade(?:d)?(?: (?:from|to))?)\s{0,2}[:=]?\s{0,2}|\p{L}{2,20}\/)$/iu;
/** A range or a list goes on with what its first value was: "version 1.2.3.4 to 1.2.3.5". */
const CONTINUES = /^[^.!?\n]{0,30}$/;

/** IP addresses, but not loopback, `0.0.0.0`, net masks and versions of four numbers. */
export function findIps(text: string): Finding[] {
  let lastVersionEnd = -Infinity;
  const v4 = matchesOf(text, IPV4).filter(({ 0: value, index }) => {
    if (value.split('.').some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return false;
    if (/^(?:127\.|0\.0\.0\.0$|255\.)/.test(value)) return false;
    const before = text.slice(Math.max(0, index - 30), index);
    const goesOn = index - lastVersionEnd <= 30 && CONTINUES.test(text.slice(lastVersionEnd, index));
    if (!goesOn && !VERSION_BEFORE.test(before)) return true;
    // A path that ends in an address (`intake.example/198.51.100.7`) is Java's way to print one.
    if (/[\w-]\.\p{L}{2,24}\/$/u.test(before) || /(?:proxy|host|server|localhost)\/$/i.test(before)) return true;
    lastVersionEnd = index + value.length;
    return false;
  });
  const v6 = matchesOf(text, IPV6).filter(
    ({ 0: value }) => isIPv6(value) && /\d/.test(value) && !/^(?:::1?|0:0:0:0:0:0:0:[01]|::ffff:127\..*)$/i.test(value),
  );
  return [...v6, ...v4, ...matchesOf(text, DASHED)].map((match) =>
    findingAt(
      match.index,
      match[0],
      'ip',
      match[0]
        .toLowerCase()
        .replace(/^::ffff:(?=\d+\.)/, '')
        .replace(/^(\d+)-(\d+)-(\d+)-(\d+)$/, '$1.$2.$3.$4'),
    ),
  );
}

const MAC = /(?<![\p{L}\p{N}_]|[0-9a-f][:-])(?:[0-9a-f]{2}([:-]))(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}(?![\p{L}\p{N}_]|[:-][0-9a-f])/giu;
const DOTTED_MAC = /(?<![\p{L}\p{N}_.])(?=[0-9.]{0,13}[a-f])[0-9a-f]{4}\.[0-9a-f]{4}\.[0-9a-f]{4}(?![\p{L}\p{N}_]|\.[0-9a-f])/giu;

/** Addresses of network cards. Broadcast and empty ones are nobody's. */
export function findMacs(text: string): Finding[] {
  return [...matchesOf(text, MAC), ...matchesOf(text, DOTTED_MAC)]
    .map((match) => findingAt(match.index, match[0], 'mac', match[0].toLowerCase().replace(/[^0-9a-f]/g, '')))
    .filter(({ key }) => !/^(?:f{12}|0{12})$/.test(key));
}
