import { matchesOf } from './matches-of.ts';
import { type Finding, findAll, findingAt, lastGroup } from './redact-finding.ts';

const HOST = /(?<![\p{L}\p{N}_.@$#-])(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}(?![\p{L}\p{N}_]|\.\p{L}|-)/giu;
/** Names that only a company's own network resolves. */
const PRIVATE_HOST = /\.(?:local|lan|internal|interne?|intra|intranet|corp|home|localdomain|priv|private|office|ad)$/i;
/** The first label of a machine ends in a number, `mule-prod-03`; a region or mirror of a public service (`us5.…`, `repo1.…`) does so too. */
const MACHINE =
  /^(?!(?:us|eu|ap|sa|af|me|ca|cn|jp|uk|v|s|www|ns|repo|mirror|cdn|api|docs?|dl|img|static)\d{1,2}$|http\d)[a-z]{2,12}(?:-[a-z0-9]{1,12}){0,4}-?[a-z]?\d{1,4}[a-z]?$/i;
/** A label that divides a company's own network. */
const PRIVATE_LABEL = /^(?:corp|interne?|internal|intra|prod|prd|dev|test|tst|stage|stg|uat|qa|int|dmz|lan|rtf|k8s)$/i;
/** Names of files have dots as well. */
const FILE =
  /\.(?:properties|xml|ya?ml|json|jar|war|log|txt|java|class|conf|cfg|ini|sh|md|html?|csv|zip|gz|pem|crt|p12|jks|ts|js|py|go|rb|php|css|so|dll|exe|deb|rpm|whl|tgz|tar|bz2|xz|iso|bin|bat|cmd|ps1|groovy|dwl|kt|lock|toml|out|gpg|asc|key|crl|csr|der|pid|tmp|bak|old)$/i;
/** The same without a domain: a lone word with that shape must have at least two parts, or `node1` and `test2` would go. */
const LONE_MACHINE = /(?<![\p{L}\p{N}_./:$@-])[a-z]{2,12}-(?:[a-z0-9]{1,12}-){0,4}[a-z]{0,8}\d{2,4}(?![\p{L}\p{N}_/]|[.-][\p{L}\p{N}])/giu;
const MACHINE_WORD =
  /(?:^|-)(?:srv|server|host|vm|db|prod|prd|dev|stage|stg|uat|qa|mule|esb|prx|proxy|gw|dmz|lnx|win(?!dows))|^[a-z]+-(?:node|app|web|worker|vm)-|^(?:app|web)-node-/i;
/** A server by its short name, and what Windows calls a machine that nobody named. */
const SHORT_MACHINE =
  /(?<![\p{L}\p{N}_./:$@-])(?:(?:srv|vm)[a-z]{0,10}\d{2,4}|[a-z]{1,8}srv\d{1,4}|(?:WIN|DESKTOP|LAPTOP|EC2AMAZ)-[A-Z0-9]{7,15})(?![\p{L}\p{N}_/]|[.-][\p{L}\p{N}])/gu;
/** Error and ticket codes have the shape of a machine name: `FW-2002`, `PROJ-123`. */
const CODE = /^[A-Z]{2,6}-\d+$/;
/** An identifier of code, not a host: `com.example.Connector`, `org.mule.runtime`. */
const CODE_NAME = /^(?:com|org|net|io|java|javax|jakarta|sun|jdk|edu|de|dd|http|https|mule|anypoint|log4j2?)\./i;

/** User and machine in the prompt of a shell: `slind@max:~$`. */
const PROMPT = /(?<![\p{L}\p{N}_.-])[\w.-]{1,40}(?:@| at )[\w.-]{1,60}(?=(?::[~/]\S{0,80}| [~\w./-]{1,40}\])[#$](?:\s|$))/gu;

/** Where a machine's name stands: a share (`\\host\share`), the fourth word of a syslog line, behind `hostname:`. The name is the last group. */
const PLACES: readonly RegExp[] = [
  /(?<![\p{L}\p{N}_\\:.])\\\\([\p{L}\p{N}][\w.-]{1,62})(?=\\[\w$])/gu,
  /^(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [ \d]\d \d\d:\d\d:\d\d ([a-z0-9][\w.-]{1,62})(?= [\w./-]{1,40}(?:\[\d{1,8}\])?:)/gimu,
  /(?<![\p{L}\p{N}])(?:host(?:name)?|server(?: ?name)?|machine|computer(?: ?name)?|rechner(?:name)?)["']?[ \t]{0,2}[:=][ \t]{0,2}["']?(?=[a-z0-9-]{0,40}\d)([a-z][a-z0-9-]{2,40})(?![\p{L}\p{N}_./(-])/giu,
];
const NO_MACHINE = /^(?:localhost|loopback|v\d+|http\d?|jetty\d*|tomcat\d*|apache\d*|nginx\d*|iis\d*)$/i;

/** Hosts of a private network or a customer. Public ones (`http-intake.logs.datadoghq.com`) and names in code stay. */
export function findHosts(text: string, domains: readonly string[]): Finding[] {
  const own = domains.map((domain) => domain.toLowerCase());
  const named = findAll(text, HOST, 'host', lower).filter(({ key }) => {
    if (own.some((domain) => key === domain || key.endsWith(`.${domain}`))) return true;
    if (CODE_NAME.test(key)) return false;
    const labels = key.split('.');
    // `R.home` is a function of a language, no machine.
    if (labels.length < 3 || FILE.test(key)) return PRIVATE_HOST.test(key) && labels[0]!.length > 1;
    return PRIVATE_HOST.test(key) || MACHINE.test(labels[0]!) || labels.slice(0, -2).some((label) => PRIVATE_LABEL.test(label));
  });
  const lone = findAll(text, LONE_MACHINE, 'host', lower).filter(
    ({ start, end, key }) => MACHINE_WORD.test(key) && !CODE.test(text.slice(start, end)),
  );
  const placed = PLACES.flatMap((place) => matchesOf(text, place))
    .flatMap((match) => lastGroup(match, 'host'))
    .filter(({ key }) => !NO_MACHINE.test(key));
  return [
    ...matchesOf(text, PROMPT).map((match) => findingAt(match.index, match[0], 'host', lower(match[0]))),
    ...named,
    ...lone,
    ...findAll(text, SHORT_MACHINE, 'host', lower),
    ...placed.map((finding) => ({ ...finding, key: lower(finding.key) })),
  ];
}

function lower(value: string): string {
  return value.toLowerCase();
}
