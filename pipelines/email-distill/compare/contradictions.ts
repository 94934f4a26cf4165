import { type Article, withoutPart } from '#core/domain/article.ts';
import type { Contradiction } from '#core/domain/draft.ts';
import type { WrittenDraft } from '../write/write-draft.ts';
import type { Claim } from './claim.ts';
import { type Command, commandsIn, differingWord, isOption, optionName, programOf } from './command-claims.ts';
import { type Rename, renamesIn, settingsIn } from './setting-names.ts';
import { claimsIn } from './value-claims.ts';

/** Where mail and docs disagree, and the sections that speak about the same things, whether they agree or not. */
export type Disagreement = { readonly contradictions: readonly Contradiction[]; readonly about: ReadonlySet<string> };

type Located<T> = T & { readonly url: string };

const MAX_CONTRADICTIONS = 5;
/** Claims and commands of one draft that are looked up; each meets all of the docs that share a word with it. */
const MAX_LOOKED_UP = 60;
/** Words that two claims about a port or a limit must share besides the kind: one is chance. */
const MIN_SHARED = 2;
/** Of the words for what requires a version, both must have this share: "agent" and "agent mode of the connector" are two things. */
const SAME_SUBJECT = 0.5;
/** Words of every claim of a kind, which say nothing about what it is the value of. */
const KIND_WORDS = 'port default limit max maximum valu number second set setting send sent version release since available support'.split(
  ' ',
);

/**
 * Finds contradictions between drafts and docs. The docs are read once; a claim then meets only those that share a word with it, a command
 * those of the same program. `common` are words that tell no two matters apart. `isOwn` tells the urls that a draft is not compared with.
 */
export function contradictionFinder(
  articles: readonly Article[],
  common: ReadonlySet<string>,
): (draft: WrittenDraft, isOwn?: (url: string) => boolean) => Disagreement {
  const ignored = new Set([...KIND_WORDS, ...common]);
  const claims = new Map<string, Located<Claim>[]>();
  const commands = new Map<string, Located<Command>[]>();
  const renames = new Map<string, Located<Rename>>();
  for (const { url: row, title, body } of articles) {
    const url = withoutPart(row);
    for (const claim of claimsIn(body, title))
      for (const word of tellingWords(claim, ignored)) add(claims, `${claim.kind} ${word}`, { ...claim, url });
    for (const command of commandsIn(body)) add(commands, programOf(command), { ...command, url });
    for (const rename of renamesIn(body)) renames.set(rename.from, { ...rename, url });
  }

  return (draft, isOwn = () => false) => {
    const about = new Set<string>();
    const found: Contradiction[] = [];
    const disagree = ({ url, quote }: Located<{ quote: string }>, mailQuote: string) => {
      if (!found.some(({ docsQuote }) => docsQuote === quote)) found.push({ docsUrl: url, docsQuote: quote, mailQuote });
    };
    const others = <T>(list: readonly Located<T>[]) => list.filter(({ url }) => !isOwn(url));
    const mail = draft.steps.map(({ text }) => text);
    for (const claim of mail.flatMap((text) => claimsIn(text, '')).slice(0, MAX_LOOKED_UP)) {
      const near = new Set(tellingWords(claim, ignored).flatMap((word) => others(claims.get(`${claim.kind} ${word}`) ?? [])));
      againstClaims(claim, [...near], ignored, about, disagree);
    }
    for (const command of mail.flatMap(commandsIn).slice(0, MAX_LOOKED_UP))
      againstCommands(command, others(commands.get(programOf(command)) ?? []), about, disagree);
    for (const text of mail) againstRenames(text, renames, isOwn, about, disagree);
    return { contradictions: found.slice(0, MAX_CONTRADICTIONS), about };
  };
}

type Disagree = (docs: Located<{ quote: string }>, mailQuote: string) => void;

/** A value that the docs give differently for the same thing, and nowhere alike. */
function againstClaims(
  mail: Claim,
  near: readonly Located<Claim>[],
  ignored: ReadonlySet<string>,
  about: Set<string>,
  disagree: Disagree,
): void {
  const same = near.map((other) => ({ other, shared: sharedWords(mail, other, ignored) })).filter(({ shared }) => shared > 0);
  for (const { other } of same) about.add(other.url);
  if (same.length === 0 || same.some(({ other }) => [...mail.values].some((value) => other.values.has(value)))) return;
  const best = same.reduce((a, b) => (b.shared > a.shared ? b : a)).other;
  disagree(best, mail.quote);
}

/** The words under which a claim is found. What requires a version is told by its subject alone, however common that is. */
function tellingWords({ kind, about }: Claim, ignored: ReadonlySet<string>): string[] {
  return kind.startsWith('requires ') ? [...about] : [...about].filter((word) => !ignored.has(word));
}

/** How many words say that two claims are about the same thing; 0 when they are not. A named setting must be named by both. */
function sharedWords(mail: Claim, docs: Claim, ignored: ReadonlySet<string>): number {
  for (const [product, version] of mail.conditions) if ((docs.conditions.get(product) ?? version) !== version) return 0;
  if (mail.kind.startsWith('requires ')) {
    const both = [...mail.about].filter((word) => docs.about.has(word)).length;
    return both >= (mail.about.size + docs.about.size - both) * SAME_SUBJECT ? both : 0;
  }
  const shared = [...mail.about].filter((word) => docs.about.has(word) && !ignored.has(word)).length;
  const setting = docs.setting.length ? docs.setting : mail.setting;
  if (setting.length) {
    const other = docs.setting.length ? mail.about : docs.about;
    const named = setting.filter((part) => !ignored.has(part));
    return named.length > 0 && named.every((part) => other.has(part)) ? shared + named.length : 0;
  }
  return shared >= (mail.kind === 'port' ? MIN_SHARED : MIN_SHARED + 1) ? shared : 0;
}

/** A command that the docs have with another name for an option or another place for a file. An option that they use elsewhere is right. */
function againstCommands(mail: Command, docs: readonly Located<Command>[], about: Set<string>, disagree: Disagree): void {
  const subcommand = (command: Command) => command.words.find((word, index) => index > 0 && /^[a-z][\w-]*$/i.test(word)) ?? '';
  const same = docs.filter((other) => subcommand(other) === subcommand(mail));
  for (const { url } of same) about.add(url);
  if (same.some(({ words }) => words.join(' ') === mail.words.join(' '))) return;
  const options = new Set(same.flatMap(({ words }) => words.filter(isOption).map(optionName)));
  const paths = new Set(same.flatMap(({ words }) => words));
  for (const other of same) {
    const word = differingWord(mail, other);
    if (!word || (isOption(word.mail) ? options.has(optionName(word.mail)) : paths.has(word.mail))) continue;
    disagree(other, mail.quote);
    return;
  }
}

/** A setting under the name that the docs say it had. */
function againstRenames(
  text: string,
  renames: ReadonlyMap<string, Located<Rename>>,
  isOwn: (url: string) => boolean,
  about: Set<string>,
  disagree: Disagree,
): void {
  if (renames.size === 0) return;
  const named = settingsIn(text);
  for (const name of named) {
    const rename = renames.get(name);
    if (!rename || isOwn(rename.url)) continue;
    about.add(rename.url);
    const sentence = text.split(/(?<=[.!?])\s|\n/).find((part) => part.includes(name)) ?? text;
    if (!named.has(rename.to)) disagree(rename, sentence.trim().slice(0, 300));
  }
}

function add<T>(index: Map<string, T[]>, key: string, value: T): void {
  const list = index.get(key);
  if (list) list.push(value);
  else index.set(key, [value]);
}
