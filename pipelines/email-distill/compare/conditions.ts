/** Under what a draft holds: versions that its guidance names, values that it sets, and the systems and editions that it speaks of. */
export type Conditions = ReadonlyMap<string, ReadonlySet<string>>;

const VERSION =
  /(?<![\p{L}\p{N}_.-])(\p{Lu}[\p{L}\p{N}+]{1,20}|plugin|connector|agent|runtime|driver|client|server|version|release)\sv?(\d{1,4}(?:\.\d{1,4}){0,3})(?![\p{L}\p{N}_%]|[.:]\d)/gu;
/** `key = value`, `key: value`, "set key to value"; a key is a name from code or stands alone on its line. */
const ASSIGNED = [
  /^\s*(?:[-+>]\s)?["'`]?([a-z][\w.-]{1,60})["'`]?\s?[:=]\s?["'`]?([\w./:${}-]{1,60})["'`]?,?\s*$/gim,
  /(?<![\w.-])["'`]?([a-z][\w-]*(?:\.[\w-]+)+|[A-Z][A-Z0-9]*_[A-Z0-9_]+)["'`]?\s?(?:=|:|to|auf|à|a|su|op|para|till|til|na)\s?["'`]?([\w./:-]{1,60}?)["'`]?(?=[\s,;)]|\.?(?:\s|$))/gm,
];
/** Words that exclude each other: what is right on one of a row is another article on the next. */
const FAMILIES: Readonly<Record<string, RegExp>> = {
  system:
    /(?<![\p{L}\p{N}])(windows|linux|macos|mac os|ubuntu|debian|rhel|red hat|centos|suse|alpine|android|ios|solaris|aix|docker|kubernetes|openshift)(?![\p{L}\p{N}])/giu,
  edition:
    /(?<![\p{L}\p{N}])(standalone|cloudhub(?: \d\.\d)?|runtime fabric|on-?prem(?:ises?)?|self-hosted|saas|enterprise|community|professional|free|trial|cluster(?:ed)?|single node)(?: (?:edition|plan|licen[cs]e|server|mode))?(?![\p{L}\p{N}])/giu,
};

/** The conditions of a draft: versions and values from what it tells the reader to do, systems and editions from the question too. */
export function conditionsOf(question: string, guidance: string): Conditions {
  const found = new Map<string, Set<string>>();
  const note = (key: string, value: string) => {
    const lower = key.toLowerCase();
    const values = found.get(lower);
    if (values) values.add(value.toLowerCase());
    else found.set(lower, new Set([value.toLowerCase()]));
  };
  for (const [, product = '', version = ''] of guidance.matchAll(VERSION)) note(`version of ${product}`, version.replace(/(?:\.0)+$/, ''));
  for (const pattern of ASSIGNED) for (const [, key = '', value = ''] of guidance.matchAll(pattern)) note(`value of ${key}`, value);
  for (const [family, pattern] of Object.entries(FAMILIES))
    for (const [, name = ''] of `${question}\n${guidance}`.matchAll(pattern)) note(family, name);
  return found;
}

/** Whether two drafts may be one article: where both name a version, a value, a system or an edition, they share one. */
export function sameConditions(one: Conditions, other: Conditions): boolean {
  for (const [key, values] of one) {
    const there = other.get(key);
    if (there && ![...values].some((value) => there.has(value))) return false;
  }
  return true;
}
