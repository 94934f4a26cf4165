import { errorCodes } from '#core/domain/error-codes.ts';
import { contentTerms } from '#core/domain/words.ts';
import { readShape, type Shape } from '../question/read-shape.ts';
import type { Block } from './read-passage.ts';
import { type WordWeights, weightOf } from './weigh-words.ts';

/** Blocks that are only understood together: an introduction with its list, a label with its code, a procedure with its commands. */
export type Group = readonly Block[];

/** A section with so little prose is quoted whole: picking sentences out of it saves nothing and loses the thread. */
const WHOLE_SECTION_CHARACTERS: Readonly<Record<Shape, number>> = { fact: 420, list: 600, topic: 700, error: 900, steps: 900 };
/** What a fact needs: the sentence and what qualifies it. */
const FACT_CHARACTERS = 380;
/** Sentences this close to the best one also answer. */
const NEAR_BEST = 0.75;
/** A row is asked for when a word of its own is, which is not in the section's title. */
const NAMES_A_ROW = 1;
const MAX_ROWS = 4;
const MAX_LISTED_ROWS = 15;
const MAX_ITEMS = 10;

/** The parts of one passage that answer the question, in their order, within `room` characters of prose; code is not counted. */
export function chooseBlocks(source: Source, question: string, weights: WordWeights, room: number): Group[] {
  const shape = readShape(question);
  const local = withinSection(weights, source.title);
  const useful = withoutAlternatives(withoutEcho(source.blocks, source.title), local);
  const groups = groupBlocks(useful.flatMap((block) => (block.kind === 'table' ? trimTable(block, local, shape) : [block])));
  const whole = groups.reduce((sum, group) => sum + proseLength(group), 0);
  if (whole <= Math.min(WHOLE_SECTION_CHARACTERS[shape], room)) return groups;
  if (shape === 'fact') return chooseFact(groups, local, Math.min(FACT_CHARACTERS, room));
  return chooseGroups(groups, shape, local, room);
}

export type Source = { readonly title: string; readonly blocks: readonly Block[] };

/** Words of the title fit every sentence of its section, so they tell its sentences apart no more. */
const TITLE_WORD_FACTOR = 0.3;

function withinSection(weights: WordWeights, title: string): WordWeights {
  const common = new Set(contentTerms(title));
  return new Map([...weights].map(([term, weight]) => [term, common.has(term) ? weight * TITLE_WORD_FACTOR : weight]));
}

/** Characters that a person has to read as text. */
export function proseLength(group: Group): number {
  return group.reduce((sum, block) => sum + (block.kind === 'code' ? 0 : textOf(block).length), 0);
}

/** The words of a block, for scoring. */
export function textOf(block: Block): string {
  switch (block.kind) {
    case 'prose':
      return block.sentences.join(' ');
    case 'list':
      return block.items.join('\n');
    case 'table':
      return block.rows.map((row) => row.join(' ')).join('\n');
    case 'label':
    case 'code':
      return block.text;
  }
}

function groupText(group: Group): string {
  return group.map(textOf).join('\n');
}

/** The paragraph before a list belongs to it; of a long one only its last sentence does. */
const MAX_INTRODUCTION_CHARACTERS = 300;

/** Joins what belongs together. */
function groupBlocks(blocks: readonly Block[]): Group[] {
  const groups: Block[][] = [];
  let open: Block[] = [];
  const push = () => {
    if (open.length) groups.push(open);
    open = [];
  };
  for (const [index, block] of blocks.entries()) {
    const next = blocks[index + 1];
    if (block.kind === 'prose' && next && introduces(block.sentences.at(-1) ?? '', next)) {
      const from = textOf(block).length > MAX_INTRODUCTION_CHARACTERS ? -1 : 0;
      const before = from < 0 ? block.sentences.slice(0, from) : [];
      if (before.length) {
        open.push({ kind: 'prose', sentences: before });
        push();
      }
      open.push({ kind: 'prose', sentences: block.sentences.slice(from) });
      continue;
    }
    open.push(block);
    // A label waits for what it names; a numbered step goes on behind its code.
    const goesOn = block.kind === 'label' || (block.kind === 'list' && block.ordered && next?.kind === 'code') || isStepCode(blocks, index);
    if (!goesOn) push();
  }
  push();
  return groups.filter((group) => group.some((block) => block.kind !== 'label'));
}

/** `Do this:` before anything, `the attributes below.` before a table or a list. */
function introduces(sentence: string, next: Block): boolean {
  if (next.kind === 'prose' || next.kind === 'label') return false;
  return /:\**$/.test(sentence) || (next.kind !== 'code' && /\b(?:below|following|these)\b/i.test(sentence));
}

/** Code between two numbered lists belongs to the step before it. */
function isStepCode(blocks: readonly Block[], index: number): boolean {
  const before = blocks[index - 1];
  const after = blocks[index + 1];
  return blocks[index]?.kind === 'code' && before?.kind === 'list' && before.ordered && after?.kind === 'list' && after.ordered;
}

/** A sample of the log line under its own error code: the visitor has just seen it. */
function withoutEcho(blocks: readonly Block[], title: string): readonly Block[] {
  const codes = errorCodes(title);
  if (codes.length === 0 || !blocks.some((block) => block.kind === 'prose')) return blocks;
  const isEcho = (block: Block) => block.kind === 'code' && codes.some((code) => block.text.toLowerCase().includes(code));
  return blocks.filter((block) => !(isEcho(block) && block.kind === 'code' && /^(?:text|log|console|plaintext|)$/.test(block.language)));
}

/** Of tabs that say the same in several notations (label, code, label, code …) the first, or those the question names. */
function withoutAlternatives(blocks: readonly Block[], weights: WordWeights): Block[] {
  const isPair = (index: number) => blocks[index]?.kind === 'label' && blocks[index + 1]?.kind === 'code';
  const kept: Block[] = [];
  for (let index = 0; index < blocks.length; index++) {
    if (!isPair(index) || !isPair(index + 2)) {
      kept.push(blocks[index]!);
      continue;
    }
    const pairs: Block[][] = [];
    for (; isPair(index); index += 2) pairs.push([blocks[index]!, blocks[index + 1]!]);
    index -= 1;
    const named = pairs.filter(([label]) => weightOf(textOf(label!), weights) > 0);
    kept.push(...(named.length ? named : pairs.slice(0, 1)).flat());
  }
  return kept;
}

/** The rows that the question names; the whole table, unless it is long, where it names none or asks for all. */
function trimTable(table: Block & { kind: 'table' }, weights: WordWeights, shape: Shape): Block[] {
  const scores = table.rows.map((row) => weightOf(row.join(' '), weights) + weightOf(row[0] ?? '', weights));
  const best = Math.max(...scores);
  if (shape === 'list' || best < NAMES_A_ROW) return table.rows.length <= MAX_LISTED_ROWS ? [table] : [];
  return [{ ...table, rows: table.rows.filter((_, index) => scores[index]! >= NEAR_BEST * best).slice(0, MAX_ROWS) }];
}

/** The best sentence, row or list with what stands next to it. */
function chooseFact(groups: readonly Group[], weights: WordWeights, room: number): Group[] {
  const units = groups.flatMap((group, groupIndex) => {
    const [first] = group;
    if (group.length === 1 && first?.kind === 'prose')
      return first.sentences.map(
        (sentence): Unit => ({ group: [{ kind: 'prose', sentences: [sentence] }], groupIndex, score: weightOf(sentence, weights) }),
      );
    const trimmed = group.map((block) => trimList(block, weights));
    return [{ group: trimmed, groupIndex, score: weightOf(groupText(trimmed), weights) / (isOnlyCode(group) ? 2 : 1) }];
  });
  const best = units.reduce((index, unit, at) => (unit.score > units[index]!.score ? at : index), 0);
  const order = [
    best,
    ...units.keys().filter((index) => index !== best && units[index]!.score >= NEAR_BEST * units[best]!.score),
    best + 1,
  ];
  const chosen = new Set<number>();
  let used = 0;
  for (const index of order) {
    const unit = units[index];
    if (!unit || chosen.has(index)) continue;
    // What follows qualifies the fact only within its own paragraph.
    if (index === best + 1 && unit.groupIndex !== units[best]!.groupIndex && unit.score < NEAR_BEST * units[best]!.score) continue;
    const length = proseLength(unit.group);
    if (chosen.size && used + length > room) continue;
    chosen.add(index);
    used += length;
  }
  return mergeProse(units.filter((_, index) => chosen.has(index)));
}

type Unit = { readonly group: Group; readonly groupIndex: number; readonly score: number };

/** Sentences of one paragraph are a paragraph again. */
function mergeProse(units: readonly Unit[]): Group[] {
  const merged: { group: Group; groupIndex: number }[] = [];
  for (const { group, groupIndex } of units) {
    const last = merged.at(-1);
    const [block] = group;
    const [before] = last?.group ?? [];
    if (last && last.groupIndex === groupIndex && block?.kind === 'prose' && before?.kind === 'prose')
      last.group = [{ kind: 'prose', sentences: [...before.sentences, ...block.sentences] }];
    else merged.push({ group, groupIndex });
  }
  return merged.map(({ group }) => group);
}

/** A long list keeps the items that speak to the question. */
function trimList(block: Block, weights: WordWeights): Block {
  if (block.kind !== 'list' || block.ordered || block.items.length <= MAX_ITEMS) return block;
  const scored = block.items.map((item) => weightOf(item, weights));
  const items = Math.max(...scored) > 0 ? block.items.filter((_, index) => scored[index]! >= NEAR_BEST * Math.max(...scored)) : block.items;
  return { ...block, items: items.slice(0, MAX_ITEMS) };
}

/** The opening, then the groups that say most, as many as fit; a procedure that the question asks for comes first of all. */
function chooseGroups(groups: readonly Group[], shape: Shape, weights: WordWeights, room: number): Group[] {
  const value = (group: Group, index: number) =>
    weightOf(groupText(group), weights) +
    (index === 0 ? 2 : 0) +
    (shape === 'steps' && group.some((block) => block.kind === 'list' && block.ordered) ? 10 : 0) -
    index / 100;
  const order = groups.map((group, index) => ({ index, value: value(group, index) })).sort((a, b) => b.value - a.value);
  const chosen = new Set<number>();
  let used = 0;
  for (const { index } of order) {
    const length = proseLength(groups[index]!);
    if (chosen.size && used + length > room) continue;
    chosen.add(index);
    used += length;
  }
  return groups.filter((_, index) => chosen.has(index)).map((group) => group.map((block) => trimList(block, weights)));
}

function isOnlyCode(group: Group): boolean {
  return group.every((block) => block.kind === 'code' || block.kind === 'label');
}
