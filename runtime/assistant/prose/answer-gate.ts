import { withoutPart } from '#core/domain/article.ts';
import type { ChatEvent } from '#core/domain/chat-event.ts';
import type { Citation, Passage } from '#core/domain/passage.ts';
import { phrases } from '../conversation/phrases.ts';
import { addressesAssistant } from '../extract/drop-instructions.ts';
import { passageVersions } from '../question/read-versions.ts';
import { appliesTo, otherVersion, type Quoted } from '../question/version-notes.ts';
import { citationBook } from './citation-book.ts';
import { takeMarks } from './marks.ts';
import { withoutEmphasis } from './outside-code.ts';
import { plainLinks } from './plain-links.ts';
import { readList, writeList } from './read-list.ts';
import { readSourceText, type SourceText } from './source-text.ts';
import type { Piece } from './split-pieces.ts';
import { speakOf, supports, supportsCode, supportsRow } from './supports.ts';

/** Why a piece was not let through. */
type Drop = 'uncited' | 'unknown-mark' | 'unsupported' | 'unsafe' | 'said-already';

/** A piece that may be shown, and who stands behind it; `isMarked` when its text has the marks already. */
type Passed = { readonly text: string; readonly sources: readonly SourceText[]; readonly isMarked?: boolean };

/**
 * Lets through of a model's prose what the passages say: a piece whose marks name passages that support it, marked anew in the order of
 * appearance, each citation before its first mark. An introduction (`To do this:`) waits for what it introduces and goes with it.
 */
export type AnswerGate = {
  /** Another passage that stands behind the prose; returns its number. One that is known keeps the number that it has. */
  add(passage: Passage): number;
  pass(piece: Piece): ChatEvent[];
  /** After the last piece: what the answer holds for. */
  end(): ChatEvent[];
  /** What was not let through, in order. */
  readonly dropped: readonly Drop[];
};

/** `passages` by number: the mark `[1]` names the first. */
export function answerGate(passages: readonly Passage[], question: string): AnswerGate {
  const sources = passages.map(readSourceText);
  const book = citationBook(question);
  const dropped: Drop[] = [];
  const said = new Set<string>();
  let last: readonly SourceText[] = [];
  let held: Piece | null = null;
  const quotes: Quoted[] = [];
  let isFirst = true;
  const warnings = new Set<string>();

  /** A warning before the first words of a source about another version. */
  function warn(passed: Passed): ChatEvent[] {
    return passed.sources.flatMap(({ passage, text }) => {
      const warning = otherVersion({ passage, text }, question);
      if (!warning || warnings.has(warning)) return [];
      warnings.add(warning);
      return show({ text: warning, sources: passed.sources }, true);
    });
  }

  function write(passed: Passed, opens: boolean): ChatEvent[] {
    const warning = warn(passed);
    for (const { passage } of passed.sources) quotes.push({ passage, text: `${passage.title}\n${passed.text}` });
    return [...warning, ...show(passed, opens || warning.length > 0)];
  }

  function show(passed: Passed, opens: boolean): ChatEvent[] {
    const citations = [...new Set(passed.sources.map(({ passage }) => book.cite(passage)))];
    const marks = passed.isMarked ? '' : ` ${citations.map(({ n }) => `[${n}]`).join('')}`;
    const gap = isFirst ? '' : opens ? '\n\n' : ' ';
    isFirst = false;
    last = passed.sources;
    const fresh = citations.filter((citation) => book.isNew(citation));
    return [
      ...fresh.map((citation: Citation): ChatEvent => ({ type: 'citation', ...citation })),
      { type: 'delta', text: `${gap}${passed.text}${marks}` },
    ];
  }

  /** The introduction that waited, written when what it introduces stands behind it. */
  function introduction(behind: readonly SourceText[], leadsToMarks: boolean): ChatEvent[] {
    const intro = held;
    held = null;
    if (!intro) return [];
    const { text } = takeMarks(intro.text);
    const plain = isSafe(text) ? plainLinks(text, sources) : null;
    const isLabel = intro.kind === 'label' || isBold(text);
    const isKnown = plain !== null && (supports(withoutEmphasis(plain), behind) || speakOf(withoutEmphasis(plain), behind));
    if (!isKnown) {
      dropped.push(plain === null ? 'unsafe' : 'unsupported');
      return [];
    }
    const shown = isLabel && !isBold(plain) ? `**${plain}**` : plain;
    return write({ text: shown, sources: behind, isMarked: leadsToMarks && shown.endsWith(':') }, intro.opens);
  }

  function judge(piece: Piece): Passed | Drop {
    switch (piece.kind) {
      case 'list':
        return judgeList(piece.text);
      case 'code':
        return judgeCode(piece.text);
      case 'table':
        return judgeTable(piece.text);
      default:
        return judgeSentence(piece.text, []);
    }
  }

  /** `inherited` are the marks of the whole that a text without its own is part of. */
  function judgeSentence(marked: string, inherited: readonly number[]): Passed | Drop {
    const taken = takeMarks(marked);
    const marks = taken.marks.length > 0 ? taken.marks : inherited;
    if (marks.length === 0) return 'uncited';
    const named = marks.map((mark) => sources[mark - 1]);
    if (named.includes(undefined)) return 'unknown-mark';
    const cited = named.filter((source) => source !== undefined);
    const text = isSafe(taken.text) ? plainLinks(taken.text, sources) : null;
    if (text === null) return 'unsafe';
    const alone = cited.filter((source) => supports(withoutEmphasis(text), [source]));
    if (alone.length > 0) return { text, sources: alone };
    return supports(withoutEmphasis(text), cited) ? { text, sources: cited } : 'unsupported';
  }

  function judgeList(text: string): Passed | Drop {
    const list = readList(text);
    const inherited = list.items.flatMap((item) => takeMarks(item).marks).slice(-1);
    const marks = inherited.length > 0 ? inherited : held ? takeMarks(held.text).marks : [];
    const items = list.items.map((item) => judgeSentence(item, marks));
    const passed = items.filter((item) => typeof item !== 'string');
    // A procedure without one of its steps is another procedure.
    if (passed.length === 0 || (list.isOrdered && passed.length < items.length)) return items.find((item) => typeof item === 'string')!;
    dropped.push(...items.filter((item) => typeof item === 'string'));
    const shown = passed.filter((item, index) => passed.findIndex((other) => other.text === item.text) === index);
    return {
      text: writeList(
        list,
        shown.map((item, index) => ({ text: item.text, marks: marksBehind(item, shown[index + 1]) })),
      ),
      sources: shown.flatMap((item) => item.sources),
      isMarked: true,
    };
  }

  /** Where the next item has the same sources, one mark stands for both. */
  function marksBehind(item: Passed, next: Passed | undefined): string {
    const numbers = (one: Passed) => [...new Set(one.sources.map(({ passage }) => book.cite(passage).n))].map((n) => `[${n}]`).join('');
    return next && numbers(next) === numbers(item) ? '' : numbers(item);
  }

  function judgeCode(text: string): Passed | Drop {
    const lines = text
      .split('\n')
      .slice(1, -1)
      .flatMap((line) => (line.trim() ? [line.trim()] : []));
    return behindBlock((source) => supportsCode(lines, source), text);
  }

  function judgeTable(text: string): Passed | Drop {
    const rows = text.split('\n').filter((row) => !/^[\s:|-]+$/.test(row));
    const plain = rows.every(isSafe) ? plainLinks(takeMarks(text).text, sources) : null;
    if (plain === null) return 'unsafe';
    const bodies = rows.slice(1).map((row) => takeMarks(row).text);
    return behindBlock((source) => bodies.length > 0 && bodies.every((row) => supportsRow(row, [source])), plain);
  }

  /** A block has no marks: what was cited last, or in its introduction, is asked first. */
  function behindBlock(isBehind: (source: SourceText) => boolean, text: string): Passed | Drop {
    const introduced = held ? takeMarks(held.text).marks.flatMap((mark) => sources[mark - 1] ?? []) : [];
    const source = [...introduced, ...last, ...sources].find(isBehind);
    return source ? { text, sources: [source], isMarked: true } : 'unsupported';
  }

  /** What the answer holds for, where its words do not say. */
  function versionNote(): ChatEvent[] {
    const [first] = quotes;
    if (!first || warnings.size > 0) return [];
    const versions = new Map(quotes.map(({ passage }) => [book.cite(passage).n, passageVersions(passage).join(', ')]));
    const note = appliesTo(quotes);
    if (note) return show({ text: note, sources: sources.filter(({ passage }) => passage === first.passage) }, true);
    const isMixed = new Set([...versions.values()].filter(Boolean)).size > 1;
    const each = [...versions].flatMap(([n, version]) => (version ? [{ n, version }] : []));
    return isMixed ? [{ type: 'delta', text: `\n\n${phrases.appliesToEach(each)}` }] : [];
  }

  return {
    dropped,
    add(passage) {
      const known = sources.findIndex((source) => source.passage.url === passage.url && source.passage.text === passage.text);
      return known >= 0 ? known + 1 : sources.push(readSourceText(passage));
    },
    end() {
      if (held) dropped.push('unsupported');
      held = null;
      return versionNote();
    },
    pass(piece) {
      if (isIntroduction(piece)) {
        if (held) dropped.push('unsupported');
        held = piece;
        return [];
      }
      const passed = judge(piece);
      if (typeof passed === 'string' || said.has(passed.text)) {
        dropped.push(typeof passed === 'string' ? passed : 'said-already');
        held = null;
        return [];
      }
      said.add(passed.text);
      const isBlock = piece.kind === 'code' || piece.kind === 'table';
      const before = introduction(passed.sources, !isBlock);
      const [source] = passed.sources;
      const isIntroduced = before.length > 0 || last.some(({ passage }) => section(passage) === section(source!.passage));
      const heading = isBlock && !isIntroduced ? write({ text: `**${leafOf(source!.passage)}**`, sources: passed.sources }, true) : [];
      return [...before, ...heading, ...write(passed, piece.opens || before.length > 0)];
    },
  };
}

function isIntroduction({ kind, text }: Piece): boolean {
  return kind === 'label' || (kind === 'sentence' && (/:\**$/.test(takeMarks(text).text) || isBold(takeMarks(text).text)));
}

function isBold(text: string): boolean {
  return /^\*\*[^*]+\*\*:?$/.test(text);
}

function isSafe(text: string): boolean {
  return !addressesAssistant(text);
}

function section(passage: Passage): string {
  return withoutPart(passage.url);
}

/** `Configuration › Proxy settings` → `Proxy settings` */
function leafOf({ title }: Passage): string {
  return (title.split(' › ').at(-1) ?? title).replace(/[*[\]`]/g, '').trim();
}
