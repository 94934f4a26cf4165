import { errorCodes } from '#core/domain/error-codes.ts';
import type { Passage } from '#core/domain/passage.ts';
import { contentTerms, isIdentifier, words } from '#core/domain/words.ts';
import { isYesNo, readShape } from '../question/read-shape.ts';
import { askedVersions, namesVersion, newestLine, passageVersions, versionLine } from '../question/read-versions.ts';
import type { ResolvedQuestion } from '../question/resolve-follow-up.ts';
import { addressesAssistant } from './drop-instructions.ts';
import { type Block, readPassage } from './read-passage.ts';
import { coverage, weighWords } from './weigh-words.ts';

/** A passage that can be quoted. */
export type Candidate = { readonly passage: Passage; readonly blocks: readonly Block[]; readonly value: number };

/** What each sign counts, on the scale of the knowledge base's own order, whose best passage has 1. Set by reading answers. */
const VALUES = {
  /** The error code of the question stands in the title: nothing else can be meant, whatever other signs say. */
  code: 5,
  /** How much of the question the knowledge base finds in it. */
  confidence: 1.2,
  /** The words of the question itself, where it leans on earlier turns. */
  own: 1,
  /** The words of the story around it, which was not searched for. */
  story: 0.8,
  /** The newest version, or none in particular, where none was asked about … */
  newest: 0.4,
  /** … or the one that was. */
  version: 0.7,
  /** A row or an entry is about the very property or version that the question names. */
  entry: 0.5,
  /** It has steps or configuration, where the question asks how … */
  showsHow: 0.2,
  /** … and code, where it asks for an example. */
  example: 0.5,
  /** The section answers this very question: `Do I need the Agent?`. */
  sameQuestion: 0.4,
  /** Its title says what the question says and nothing else: `Dashboards › Import`. */
  sameTitle: 0.2,
  /** It begins with yes or no, where that was asked. */
  yesNo: 0.2,
  /** It speaks of switching off, where that was asked: `off` is too common a word to be searched for. */
  off: 0.4,
  /** It was cited in the answer that a follow-up follows. */
  continued: 0.3,
} as const;

const EXAMPLE = /\b(?:examples?|samples?|snippets?|templates?)\b/i;
const OFF = /\b(?:off|disabl(?:e|es|ed|ing)|deactivat(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|uninstall(?:ed|ing)?|undo)\b/i;

/** The passages that hold something to quote, best first. */
export function rankCandidates(question: ResolvedQuestion, passages: readonly Passage[]): Candidate[] {
  const top = Math.max(...passages.map((passage) => passage.score), Number.MIN_VALUE);
  const codes = errorCodes(question.text);
  const asked = askedVersions(question.text).map(versionLine);
  const newest = newestLine(passages.flatMap(passageVersions));
  const named = words(question.text).flatMap((word) => (isIdentifier(word) ? [word.text] : []));
  const asksHow = readShape(question.text) === 'steps';
  const own = question.context ? weighWords({ text: question.text, context: '' }, passages) : null;
  const story = question.story ? weighWords({ text: question.story, context: '' }, passages) : null;
  const candidates = passages
    .filter((passage) => !addressesAssistant(passage.title))
    .map((passage): Candidate => {
      const blocks = readPassage(passage.text);
      const lines = passageVersions(passage).map(versionLine);
      const leaf = passage.title.split(' › ').at(-1) ?? '';
      const signs: Record<keyof typeof VALUES, number> = {
        code: isTrue(errorCodes(passage.title).some((code) => codes.includes(code))),
        confidence: passage.confidence,
        own: own ? coverage(passage, own) : 0,
        story: story ? coverage(passage, story) : 0,
        newest: isTrue(asked.length === 0 && (lines.length === 0 || lines.some((line) => line === newest))),
        version: isTrue(lines.some((line) => asked.includes(line)) || asked.some((line) => namesVersion(passage.title, line))),
        entry: isTrue(blocks.flatMap(entriesOf).some((entry) => named.includes(entry) || asked.includes(versionLine(entry)))),
        example: isTrue(EXAMPLE.test(question.text) && blocks.some((block) => block.kind === 'code')),
        showsHow: isTrue(asksHow && blocks.some(showsHow)),
        sameQuestion: isTrue(leaf.endsWith('?') && sameTerms(leaf, question.text)),
        sameTitle: isTrue(sameTerms(passage.title, question.text) || sameTerms(leaf, question.text)),
        yesNo: isTrue(isYesNo(question.text) && startsWithVerdict(blocks)),
        off: isTrue(asksOff(question.text) && OFF.test(`${passage.title}\n${passage.text}`)),
        // What switched it on seldom says how to switch it off.
        continued: isTrue((question.cited?.includes(passage.url) ?? false) && !asksOff(question.text)),
      };
      const value = Object.entries(VALUES).reduce(
        (sum, [sign, worth]) => sum + worth * signs[sign as keyof typeof VALUES],
        passage.score / top,
      );
      return { passage, blocks, value };
    });
  return candidates.filter(({ blocks }) => blocks.some((block) => block.kind !== 'label')).sort((a, b) => b.value - a.value);
}

/** What tables and definition lists have entries for: the first cells and the bold beginnings, in lower case. */
function entriesOf(block: Block): string[] {
  if (block.kind === 'table') return block.rows.map((row) => plainEntry(row[0] ?? ''));
  return block.kind === 'list' ? block.items.map((item) => plainEntry(/^(?:\*\*[^*]+\*\*|`[^`]+`)/.exec(item)?.[0] ?? '')) : [];
}

function plainEntry(text: string): string {
  return text.replace(/[*`:]/g, '').trim().toLowerCase();
}

function startsWithVerdict(blocks: readonly Block[]): boolean {
  const [first] = blocks;
  return first?.kind === 'prose' && /^(?:yes|no)\b/i.test(first.sentences[0] ?? '');
}

function sameTerms(a: string, b: string): boolean {
  const terms = new Set(contentTerms(a));
  const others = new Set(contentTerms(b));
  return terms.size === others.size && terms.values().every((term) => others.has(term));
}

/** True for a question about undoing something. */
export function asksOff(question: string): boolean {
  return OFF.test(question);
}

/** Numbered steps or configuration; a command line or a log is no instruction by itself. */
export function showsHow(block: Block): boolean {
  return (
    (block.kind === 'list' && block.ordered) || (block.kind === 'code' && /^(?:ya?ml|xml|toml|ini|properties|hocon)$/.test(block.language))
  );
}

function isTrue(claim: boolean): number {
  return claim ? 1 : 0;
}
