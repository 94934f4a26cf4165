import { matchesOf } from './matches-of.ts';
import { type Finding, findingAt } from './redact-finding.ts';

/** RFC 5321 lengths bound every repetition, so that no text makes the search slow. */
const DOMAIN = `(?:[\\p{L}\\p{N}_-]{1,63}\\.){1,8}(?:xn--[\\p{L}\\p{N}-]{2,59}|\\p{L}{2,24})`;
/** Everything is searched from the `@` backwards, so that only an `@` costs time; `%40` stands for it in addresses of pages. */
const SIGN = '(?:@|%40)';
/** Before the name may stand what a mailing list writes for its bounces: `bounce-12-jane=example.org@lists…`. */
const LOCAL = `((?:[\\p{L}\\p{N}]{1,24}[+-](?:[\\p{L}\\p{N}._+-]{0,40})=)?[\\p{L}\\p{N}._%+'’-]{1,64}|"[^"\\n@]{1,64}")`;
const EMAIL = new RegExp(`${SIGN}(?<=${LOCAL}${SIGN})(${DOMAIN})`, 'gu');
/** `name (at) company (dot) com`, `name AT company DOT com`: an at in brackets, or both words in capitals. */
const AT = `(?: ?[[({<] ?(?:at|ät|arroba|@) ?[\\])}>] ?)`;
const DOT = `(?: ?[[({<] ?(?:dot|punkt|punto|point|ponto|\\.) ?[\\])}>] ?| (?:dot|punkt|punto|ponto) |\\.)`;
const LABEL = '[\\p{L}\\p{N}_-]{1,63}';
const SPELLED_LOCAL = '([\\p{L}\\p{N}_.+-]{1,64})';
const SPELLED = [
  new RegExp(`${AT}(?<=${SPELLED_LOCAL}${AT})(${LABEL}(?:${DOT}${LABEL}){1,4})`, 'giu'),
  new RegExp(` (?:AT|at) (?<=${SPELLED_LOCAL} (?:AT|at) )(${LABEL}(?: (?:DOT|dot) ${LABEL}){1,4})`, 'gu'),
];
/** `<name at company.com>`, as archives of mailing lists write it. */
const ARCHIVED = / at (?<=((?<![\w.+-])[\w.+-]{1,64}) at )((?:[\w-]{1,63}\.){1,8}[a-z]{2,24})(?![\w-])/gi;
/** Domains where everybody has an address. */
const FREE_MAIL = /^(?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|gmx|web|aol|proton|protonmail)\.[a-z]{2,3}$/i;
/** A login without a domain, `jane@acme`: what an address is inside a company. */
const LOGIN = /(?<![\p{L}\p{N}._%+@/:$-])[a-z][a-z0-9._-]{1,40}@([a-z][a-z0-9-]{2,40})(?![\p{L}\p{N}_.@:/(=-])/gu;
/** Not the name of a domain: what manuals write in its place, tags of packages, hashes of objects. */
const NO_LOGIN = /^(?:host(?:name)?|server|domain|machine|localhost|example|latest|next|beta|alpha|canary|stable|lts|sha\d+|[0-9a-f]+)$/;

const CREDENTIALS_BEFORE = /:\/\/[^\s/@]{0,128}:[^\s/@]{1,128}$/;

/** E-mail addresses in all their spellings. `git@host:path` is the address of a repository and stays. */
export function findEmails(text: string): Finding[] {
  const plain = matchesOf(text, EMAIL).flatMap((match) => {
    const end = match.index + match[0].length;
    if (/^(?:git|hg|svn)$/.test(match[1]!) && /^(?::[\w~/]|\/)/.test(text.slice(end, end + 2))) return [];
    // `https://user:password@host`: a password, which is another finder's.
    return CREDENTIALS_BEFORE.test(text.slice(Math.max(0, match.index - 300), match.index)) ? [] : address(match);
  });
  const spelled = SPELLED.flatMap((pattern) => matchesOf(text, pattern).flatMap(address));
  const archived = matchesOf(text, ARCHIVED).filter((match) => isArchived(text, match));
  const logins = matchesOf(text, LOGIN).filter(([, domain = '']) => !NO_LOGIN.test(domain));
  return [...plain, ...spelled, ...archived.flatMap(address), ...logins.map((match) => findingAt(match.index, match[0], 'email'))];
}

/** "look at company.com" names no address: the name must be no word, or stand in brackets, or the domain be of free mail. */
function isArchived(text: string, match: RegExpExecArray): boolean {
  const [whole, local = '', domain = ''] = match;
  const bracketed = /[<([]/.test(text[match.index - local.length - 1] ?? '') && /[\])>]/.test(text[match.index + whole.length] ?? '');
  return (
    bracketed || (FREE_MAIL.test(domain) && local.length > 1) || (/\d/.test(local) && /^[a-z]/i.test(local)) || /\w[._+-]\w/.test(local)
  );
}

/** The match begins at the `@`; its first group is the name before it, its second the domain. `tom (at) example dot org` is tom@example.org. */
function address(match: RegExpExecArray): Finding[] {
  const local = match[1]!.replace(/^[.'’-]+/, '');
  const domain = match[2]!.replace(/ ?[[({<] ?(?:dot|punkt|punto|point|ponto|\.) ?[\])}>] ?| (?:dot|punkt|punto|ponto) /gi, '.');
  return local ? [findingAt(match.index - local.length, local + match[0], 'email', `${local}@${domain}`.toLowerCase())] : [];
}
