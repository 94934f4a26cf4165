import type { Finding } from './redact-finding.ts';

/** RFC 5321 lengths bound every repetition, so that no text makes the search slow. */
const EMAIL = /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}_%+][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,24}/gu;
/** `name (at) company (dot) com`. */
const SPELLED_EMAIL = /(?<![\w.])[\w.+-]{1,64} ?[[({] ?at ?[\])}] ?[\w-]{1,63}(?:(?:\.| ?[[({] ?dot ?[\])}] ?)[\w-]{1,63}){1,4}/gi;

/**
 * `<name at company.com>` as archives of mailing lists write it; without the brackets the name must be no word ("look at company.com"), or
 * the domain one of those where everybody has an address.
 */
const ARCHIVED_EMAIL =
  /(?<![\w.])[a-z][\w.+-]{0,40}\d[\w.+-]{0,20} at (?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])|(?<![\w.])[\w.+-]{2,64} at (?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|gmx|web|aol|proton|protonmail)\.[a-z]{2,3}(?![\w-])|(?<=[<([])[\w.+-]{1,64} at (?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?=[\])>])|(?<![\w.])\w{1,32}(?:[._+-]\w{1,32}){1,4} at (?:[\w-]{1,63}\.){1,8}[a-z]{2,24}(?![\w-])/gi;

export function findEmails(text: string): Finding[] {
  return [EMAIL, SPELLED_EMAIL, ARCHIVED_EMAIL].flatMap((pattern) => matches(text, pattern, 'email'));
}

const JWT = /(?<![\w-])eyJ[\w-]{6,}\.[\w-]{6,}(?:\.[\w-]+)?/g;
const AUTHORIZATION = /\b(?:bearer|basic)\s{1,3}([A-Za-z0-9._~+/=-]{8,})/gi;
/** The shapes that well-known services give their keys. */
const VENDOR_KEY =
  /(?<![\w-])(?:A[KS]IA[0-9A-Z]{16}|gh[opsu]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|sk-[\w-]{16,}|AIza[\w-]{30,})/g;
const HEX_KEY = /(?<![\w-])[a-z]{0,6}[_-]?(?:[0-9a-f]{32,}|[0-9A-F]{32,})(?![\w])/g;
const LONG_TOKEN = /(?<![\w+/=.-])[A-Za-z0-9+/_-]{24,}={0,2}(?![\w])/g;
/** `api key: …`, `password=…`: the value, in quotes or up to white space. */
const NAMED_SECRET =
  /\b(?:[\w.-]{0,40}[._-])?(?:api[ _-]?key|app(?:lication)?[ _-]?key|client[ _-]?id|client[ _-]?secret|secret|password|passwort|passwd|pwd|contraseña|mot de passe|token|credentials?)["']?(\s{0,3}[:=]\s{0,3}|\s+(?:is|was|ist|lautet|est|es)\s{1,3}:?)(["'`]?)([^\s"'`<>,;]{4,200})/giu;
/** W3C trace context: an id that is made to be passed around. */
const TRACE_PARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$/;
/** Values that stand for a secret and are none. */
const PLACEHOLDER =
  /^(?:[)\]\\]|\$|\*|x{3,}|\.{3}|[#!%]\[|\{|your|my[-_]|change(?:it|me)|missing|required|invalid|empty|null|none|true|false|undefined|here|encrypted)/i;

export function findKeys(text: string): Finding[] {
  const findings = [...privateKeys(text), ...matches(text, JWT, 'token'), ...matches(text, VENDOR_KEY, 'key')];
  for (const match of text.matchAll(AUTHORIZATION)) {
    const value = match[1]!;
    if (looksRandom(value, 2) || value.endsWith('=')) findings.push(at(match.index + match[0].length - value.length, value, 'token'));
  }
  findings.push(...matches(text, HEX_KEY, 'key'));
  for (const match of text.matchAll(NAMED_SECRET)) {
    const [whole, joint = '', quote = '', raw = ''] = match;
    const value = raw.replace(/[.)\]]+$/, '');
    const certain =
      /[:=]/.test(joint) && (quote !== '' || /^\s*(?:$|["'`<,;)])/.test(text.slice(match.index + whole.length).split('\n', 1)[0]!));
    if (value.length < 4 || PLACEHOLDER.test(value)) continue;
    if (/\d/.test(value) || (certain && /passw|pwd|secret|contra|mot de/i.test(whole)))
      findings.push(at(match.index + whole.length - raw.length, value, 'key'));
  }
  for (const finding of matches(text, LONG_TOKEN, 'key')) if (looksRandom(finding.key, 5)) findings.push(finding);
  return findings;
}

/** PEM blocks, whole. Found by position and not by a pattern, so that an opening line without its end costs nothing. */
function privateKeys(text: string): Finding[] {
  const findings: Finding[] = [];
  for (let start = text.indexOf('-----BEGIN '); start >= 0; ) {
    const mark = text.indexOf('-----END ', start);
    const close = mark < 0 ? -1 : text.indexOf('-----', mark + 9);
    if (close < 0) break;
    const end = close + 5;
    if (text.slice(start, start + 60).includes('PRIVATE KEY')) findings.push(at(start, text.slice(start, end), 'key'));
    start = text.indexOf('-----BEGIN ', end);
  }
  return findings;
}

/** Letters and digits that alternate often, in both cases: no word, path or class name. */
function looksRandom(value: string, minChanges: number): boolean {
  const changes = (value.match(/[a-z](?=\d)|\d(?=[a-z])|[A-Z](?=\d)|\d(?=[A-Z])/g) ?? []).length;
  return changes >= minChanges && /[A-Za-z]/.test(value) && !/[/_-][a-z]{4,}[/_-]/.test(value) && !TRACE_PARENT.test(value);
}

const HOST = /(?<![\p{L}\p{N}_.@$#-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![\p{L}\p{N}_]|\.\p{L}|-)/giu;
/** Names that only a company's own network resolves. */
const PRIVATE_HOST = /\.(?:local|lan|internal|intern|intra|intranet|corp|home|localdomain|priv|private|office|ad)$/i;
/** The first label of a machine ends in a number, `mule-prod-03`; a region of a public service (`us5.…`) and a version do so too. */
const MACHINE =
  /^(?!(?:us|eu|ap|sa|af|me|ca|cn|jp|uk|v|s|www|ns)\d{1,2}$|http\d)[a-z]{2,12}(?:-[a-z0-9]{1,12}){0,4}-?[a-z]?\d{1,4}[a-z]?$/i;
/** A label that divides a company's own network. */
const PRIVATE_LABEL = /^(?:corp|intern|internal|intra|prod|prd|dev|test|tst|stage|stg|uat|qa|int|dmz|lan|rtf|k8s)$/i;
/** Names of files have dots as well. */
const FILE = /\.(?:properties|xml|ya?ml|json|jar|war|log|txt|java|class|conf|cfg|ini|sh|md|html?|csv|zip|gz|pem|crt|p12|jks|ts|js|py|go)$/i;
/** The same without a domain: a lone word with that shape must have at least two parts, or `node1` and `test2` would go. */
const LONE_MACHINE = /(?<![\p{L}\p{N}_./:$@-])[a-z]{2,12}-(?:[a-z0-9]{1,12}-){0,4}[a-z]{0,8}\d{2,4}(?![\p{L}\p{N}_/]|[.-][\p{L}\p{N}])/giu;
const MACHINE_WORD = /(?:^|-)(?:srv|server|host|vm|db|prod|prd|dev|stage|stg|uat|qa|mule|esb|prx|proxy|gw|dmz|lnx|win)/i;
/** Error and ticket codes have the shape of a machine name: `FW-2002`, `PROJ-123`. */
const CODE = /^[A-Z]{2,6}-\d+$/;
/** An identifier of code, not a host: `com.example.Connector`, `org.mule.runtime`. */
const CODE_NAME = /^(?:com|org|net|io|java|javax|jakarta|sun|jdk|edu|de|dd|http|https|mule|anypoint|log4j2?)\./i;

/** User and machine in the prompt of a shell: `slind@max:~$`. */
const PROMPT = /(?<![\p{L}\p{N}_.-])[\w.-]{1,40}(?:@| at )[\w.-]{1,60}(?=:[~/]\S{0,80}[#$](?:\s|$))/gu;

/** Hosts of a private network or a customer. Public ones (`http-intake.logs.datadoghq.com`) and names in code stay. */
export function findHosts(text: string, domains: readonly string[]): Finding[] {
  const own = domains.map((domain) => domain.toLowerCase());
  const named = matches(text, HOST, 'host').filter(({ key }) => {
    if (own.some((domain) => key === domain || key.endsWith(`.${domain}`))) return true;
    if (CODE_NAME.test(key)) return false;
    const labels = key.split('.');
    // `R.home` is a function of a language, no machine.
    if (labels.length < 3 || FILE.test(key)) return PRIVATE_HOST.test(key) && labels[0]!.length > 1;
    return PRIVATE_HOST.test(key) || MACHINE.test(labels[0]!) || labels.slice(0, -2).some((label) => PRIVATE_LABEL.test(label));
  });
  const lone = matches(text, LONE_MACHINE, 'host').filter(
    ({ start, end, key }) => MACHINE_WORD.test(key) && !CODE.test(text.slice(start, end)),
  );
  const prompts = [...text.matchAll(PROMPT)].map((match) => at(match.index, match[0], 'host'));
  return [...prompts, ...named, ...lone];
}

function matches(text: string, pattern: RegExp, kind: Finding['kind']): Finding[] {
  return [...text.matchAll(pattern)].map((match) => at(match.index, match[0], kind));
}

function at(start: number, value: string, kind: Finding['kind']): Finding {
  // Keys and tokens are told apart by case; addresses and hosts are not.
  return { start, end: start + value.length, kind, key: kind === 'email' || kind === 'host' ? value.toLowerCase() : value };
}
