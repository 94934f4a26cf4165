import { claimWords } from '#core/domain/claim/claim-words.ts';
import { type Clause, clausesOf } from '#core/domain/claim/clauses.ts';
import type { Passage } from '#core/domain/passage.ts';
import { markdownBlocks } from '#core/domain/split-article.ts';
import { textUnits } from '#core/domain/text-units.ts';
import { addressesAssistant } from '../extract/drop-instructions.ts';
import { passageVersions } from '../question/read-versions.ts';
import { withoutEmphasis } from './outside-code.ts';

/** A sentence, list item, table row or block of code of a passage, as the words that say something. */
type SourceUnit = { readonly terms: ReadonlySet<string>; readonly isRow: boolean };

/** A passage read once, for all sentences that are held against it. */
export type SourceText = {
  readonly passage: Passage;
  /** Title, versions and text, without what speaks to the assistant instead of the reader. */
  readonly text: string;
  /** Its sentences without the rows of tables, which have no end that would part them. */
  readonly sentences: readonly string[];
  readonly title: ReadonlySet<string>;
  readonly terms: ReadonlySet<string>;
  readonly units: readonly SourceUnit[];
  readonly clauses: readonly Clause[];
  /** The lines of its code, inline code among them, in their order. */
  readonly codeLines: readonly string[];
};

export function readSourceText(passage: Passage): SourceText {
  const written = withoutInstructions(passage.text);
  const body = withoutEmphasis(written);
  const versions = passageVersions(passage);
  const title = new Set([...termsOf(passage.title), ...versions.flatMap(termsOf)]);
  const units: SourceUnit[] = [];
  let header: readonly string[] = [];
  let wasRow = false;
  for (const { text, isRow } of textUnits(body)) {
    if (isRow && !wasRow) header = termsOf(text);
    units.push({ terms: new Set([...termsOf(text), ...(isRow ? header : [])]), isRow: isRow && wasRow });
    wasRow = isRow;
  }
  return {
    passage,
    text: [passage.title, ...versions.map((version) => `Version ${version}`), body].join('\n\n'),
    sentences: [passage.title, ...textUnits(body).flatMap(({ text, isRow }) => (isRow ? [] : [text]))],
    title,
    terms: new Set([...title, ...units.flatMap(({ terms }) => [...terms])]),
    units,
    clauses: textUnits(body).flatMap(({ text }) => clausesOf(text)),
    codeLines: codeLinesOf(written),
  };
}

/** The passage as a model may read it and a person may be shown it. */
export function withoutInstructions(markdown: string): string {
  const plain = markdown.replace(/<!--[\s\S]*?(?:-->|$)/g, '').replace(/[\p{Cf}\p{Co}]/gu, '');
  return markdownBlocks(plain)
    .filter((block) => !addressesAssistant(block))
    .join('\n\n');
}

/** The words that are compared, numbers and identifiers as they stand. */
export function termsOf(text: string): string[] {
  return claimWords(text).flatMap(({ kind, term }) => (kind === 'exact' || kind === 'plain' ? [term] : []));
}

function codeLinesOf(markdown: string): string[] {
  const lines: string[] = [];
  let fence = '';
  for (const line of markdown.split('\n')) {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? '';
    if (fence ? mark.startsWith(fence) : mark) fence = fence ? '' : mark;
    else if (fence) lines.push(line.trim());
    else lines.push(...[...line.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.trim()));
  }
  return lines.filter(Boolean);
}
