import { matchesOf } from './matches-of.ts';
import { type Finding, findAll, findingAt, lastGroup } from './redact-finding.ts';

const PASSWORD_WORD =
  'password|passphrase|passcode|passwd|passwort|kennwort|pwd|contraseña|mot de passe|senha|palavra-passe|wachtwoord|lösenord|passord|adgangskode|hasło|heslo|jelszó|şifre|salasana|пароль|парол[ья]|密码|パスワード|비밀번호';
const SECRET_WORD = `api[ _-]?keys?|app(?:lication)?[ _-]?key|(?:access|account|master|encryption|secure|private|secret|signing|shared|storage|license)[ _.-]?(?:access[ _-]?)?key|client[ _-]?id|client[ _-]?secret|secret|token|credentials?|j?session[ _-]?id|signature|${PASSWORD_WORD}`;
/** `api key: …`, `password=…`, `<password>…`: the value, in quotes or up to white space. */
const NAMED_SECRET = new RegExp(
  `(?:${SECRET_WORD})["']?(\\s{0,3}[:=：]\\s{0,3}|>|\\s+(?:is|was|ist|lautet|est|es|é|è|jest|är|er)\\s{1,3}:?)(["'\`]?)([^\\s"'\`<>,;]{4,200})`,
  'giu',
);
/** A password after a bare word: "keystore pass Foo-77". */
const SPACED_PASSWORD =
  /(?<![\p{L}\p{N}])(?:pass(?:word|phrase|wort)?|pwd|pw)[ \t]{1,2}["'`]?(?=[^\s"'`<>,;]{0,60}\p{L})(?=[^\s"'`<>,;]{0,60}\d)([^\s"'`<>,;]{6,60})/giu;
const PASSWORD_NAME = new RegExp(`(?:${PASSWORD_WORD}|secret)`, 'iu');
/** A parameter of an address whose value opens a door. */
const QUERY_SECRET =
  /[?&;](?:[\w.-]{0,30}?)(?:token|sig|signature|key|code|auth|secret|password|pwd|session|sid|ticket|nonce|state)=((?=[^\s&#"'<>]{0,80}\d)[^\s&#"'<>]{6,400})/giu;
/** `https://user:password@host`, `curl -u user:password`, `jdbc:oracle:thin:user/password@`: the last group is the password. */
const CREDENTIALS: readonly RegExp[] = [
  /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/:@"'<>]{0,64}:([^\s/@"'<>]{1,200})(?=@)/giu,
  /(?<![\w-])(?:-u|--user|--proxy-user|-U)[ =]["']?[\w.@\\-]{1,64}:([^\s"']{3,200})/gu,
  /jdbc:oracle:thin:[\w.$-]{1,64}\/([^\s/@"'<>]{1,100})(?=@)/giu,
];
const AUTHORIZATION = /\b(?:bearer|basic|apikey|token)\s{1,3}([A-Za-z0-9._~+/=-]{8,2000})/gi;
/** In the tag of a vault or an encryption `key="…"` is the key itself. */
const TAG_KEY = /<[^<>]{0,60}(?:secure|encrypt|vault|credential|secret)[^<>]{0,80}[ :]key=["']([^"'<>$\s]{6,200})/giu;
/** Values that stand for a secret and are none. */
const PLACEHOLDER =
  /^(?:[)\]\\]|\$|\*|x{3,}|\.{3}|[#!%]\[|\{|%|your|my[-_]|change(?:it|me)$|missing|required|invalid|empty|null|none|true|false|undefined|here|encrypted)/i;

/** Secrets known by what stands before them. Placeholders (`${db.password}`, `<token>`, `*****`) stay. */
export function findNamedSecrets(text: string): Finding[] {
  const findings = [...privateKeys(text)];
  const add = (kind: 'key' | 'token') => (match: RegExpExecArray) =>
    findings.push(...lastGroup(match, kind).filter(({ key }) => !PLACEHOLDER.test(key)));
  for (const pattern of CREDENTIALS) for (const match of matchesOf(text, pattern)) add('key')(match);
  for (const match of matchesOf(text, AUTHORIZATION)) if (looksRandom(match[1]!, 2) || match[1]!.endsWith('=')) add('token')(match);
  for (const match of matchesOf(text, QUERY_SECRET)) add('token')(match);
  for (const match of matchesOf(text, TAG_KEY)) add('key')(match);
  for (const match of matchesOf(text, NAMED_SECRET)) findings.push(...namedSecret(text, match));
  for (const match of matchesOf(text, SPACED_PASSWORD)) add('key')(match);
  return findings;
}

/** Without a digit the value must be that of a password and stand where only a value can: in quotes, or with nothing after it. */
function namedSecret(text: string, match: RegExpExecArray): Finding[] {
  const [whole, joint = '', quote = '', raw = ''] = match;
  const inQuery = /[?&][\w.-]{0,40}$/.test(text.slice(Math.max(0, match.index - 41), match.index));
  const value = (inQuery ? raw.replace(/[&#].*$/, '') : raw).replace(/[.)\]]+$/, '');
  const rest = text.slice(match.index + whole.length, match.index + whole.length + 80);
  if (value.length < 4 || PLACEHOLDER.test(value) || (joint === '>' && !rest.startsWith('</'))) return [];
  const certain =
    !/\s$/.test(joint.trimEnd()) && /[:=：>]/.test(joint) && (quote !== '' || /^\s*(?:$|["'`<,;)\n])/.test(rest.split('\n', 1)[0]!));
  if (!/\d/.test(value) && !(certain && PASSWORD_NAME.test(whole.slice(0, whole.length - raw.length)))) return [];
  return [findingAt(match.index + whole.length - raw.length, value, 'key')];
}

const JWT = /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]+)?/g;
/** The shapes that well-known services give their keys. */
const VENDOR_KEY =
  /(?<![\w-])(?:A[KS]IA[0-9A-Z]{16}|gh[opsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|sk[-_][\w-]{16,}|AIza[\w-]{30,}|ya29\.[\w.-]{8,}|npm_\w{30,}|AAAA[BCE]3NzaC1[\w+/=]{12,})/g;
const HEX_KEY = /(?<![\w-])[a-z]{0,6}[_-]?(?:[0-9a-f]{32,}|[0-9A-F]{32,})(?![\w])/g;
/** Hex numbers that are made to be passed around: of a commit, a check sum, a trace, a build in brackets after its version. */
const PUBLIC_HEX =
  /(?:(?<!\p{L})(?:commits?|checkout|cherry-pick|revert(?:s|ed)?|merged?|rebase|reset|show|sha-?\d*|md5(?:sum)?|digest|checksum|revision|rev|hash|etag|fingerprint|thumbprint|[\w.-]{0,20}(?:trace|span|correlation|request|event|message|transaction)[ _.-]?(?:id)?|\d+\.\d[\w.-]{0,20})["']?[\s:=(]{1,4}["']?(?:sha\d+:)?)$/iu;
const CHECK_SUM_LINE = /^ {1,2}\*?[\w./-]{1,80}\.\w{1,8}(?:\s|$)/;
const LONG_TOKEN = /(?<![\w+/=.-])[A-Za-z0-9+/_-]{24,}={0,2}(?![\w])/g;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
/** W3C trace context: an id that is made to be passed around. */
const TRACE_PARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/;

/** Secrets known by their own looks. */
export function findKeys(text: string): Finding[] {
  const hex = findAll(text, HEX_KEY, 'key').filter(
    ({ start, end }) => !PUBLIC_HEX.test(text.slice(Math.max(0, start - 60), start)) && !CHECK_SUM_LINE.test(text.slice(end, end + 90)),
  );
  const random = findAll(text, LONG_TOKEN, 'key').filter(
    ({ key }) => looksRandom(key, 5) && !/^[0-9a-f]{32,}$/i.test(key) && key.replace(UUID, '').length > (UUID.test(key) ? 12 : 0),
  );
  return [...findAll(text, JWT, 'token'), ...findAll(text, VENDOR_KEY, 'key'), ...hex, ...random];
}

/** PEM blocks, whole; of one that is cut off, its lines. Found by position, so that an opening line without its end costs nothing. */
function privateKeys(text: string): Finding[] {
  const findings: Finding[] = [];
  const lastEnd = text.lastIndexOf('-----END ');
  for (let start = text.indexOf('-----BEGIN '); start >= 0; ) {
    const isPrivate = text.slice(start, start + 60).includes('PRIVATE KEY');
    const mark = lastEnd < start ? -1 : text.indexOf('-----END ', start);
    const close = mark < 0 ? -1 : text.indexOf('-----', mark + 9);
    const end = close < 0 ? cutOffEnd(text, start) : close + 5;
    if (isPrivate) findings.push(findingAt(start, text.slice(start, end), 'key'));
    start = text.indexOf('-----BEGIN ', end);
  }
  return findings;
}

/** Where the lines of base64 after an opening line end. */
function cutOffEnd(text: string, start: number): number {
  const lines = /[^\n]{0,80}(?:\r?\n[A-Za-z0-9+/=]{1,100}(?=\r?\n|$))*/y;
  lines.lastIndex = start;
  return start + (lines.exec(text)?.[0].length ?? 11);
}

/** Letters and digits that alternate often, in both cases: no word, path or class name. */
function looksRandom(value: string, minChanges: number): boolean {
  const changes = (value.match(/[a-z](?=\d)|\d(?=[a-z])|[A-Z](?=\d)|\d(?=[A-Z])/g) ?? []).length;
  return changes >= minChanges && /[A-Za-z]/.test(value) && !/[/_-][a-z]{4,}[/_-]/.test(value) && !TRACE_PARENT.test(value);
}
