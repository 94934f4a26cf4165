import { sha256 } from '#core/domain/digest.ts';
import type { Draft, Step } from '#core/domain/draft.ts';
import type { Passage } from '#core/domain/passage.ts';
import { markdownBlocks } from '#core/domain/split-article.ts';
import type { Platform } from '#core/ports/platform.ts';
import { addressesAssistant } from '../assistant/extract/drop-instructions.ts';
import { type Finding, shared, speaksTo } from './finding.ts';

const PASSAGES = 5;
const MAX_FINDINGS = 12;
/** What has fewer of a question's words is about something else. */
const TOUCHES = 0.5;
/** Where something speaks to a question well, what speaks to it half as well would only be mixed in. */
const NEAR_BEST = 0.8;
/** A reviewer's notes are many words, of which a few name what is missing. */
const NOTE_WORDS = 2;

/** Collects what touches the questions: threads that wait for review, then passages that serve. `notes` of a reviewer widen the search. */
export async function research(
  questions: readonly string[],
  ports: Pick<Platform, 'knowledgeBase' | 'drafts'>,
  notes: readonly string[] = [],
): Promise<Finding[]> {
  const waiting = [...(await ports.drafts.list('proposed')), ...(await ports.drafts.list('snoozed'))];
  const threads = waiting.filter(({ workflow }) => workflow === undefined).map(fromDraft);
  const lists = await Promise.all([...questions, ...notes].map((text) => ports.knowledgeBase.retrieve({ text, limit: PASSAGES })));
  const passages = new Map(lists.flat().map((passage) => [passage.url, passage]));
  const all = [...threads, ...[...passages.values()].map(fromPassage)];
  const wanted = new Set([...questions.flatMap((question) => nearest(question, all)), ...notes.flatMap((note) => named(note, all))]);
  return all.filter((finding) => wanted.has(finding)).slice(0, MAX_FINDINGS);
}

function nearest(question: string, findings: readonly Finding[]): Finding[] {
  const scored = findings.map((finding) => ({ finding, score: speaksTo(question, finding) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score >= Math.max(TOUCHES, NEAR_BEST * best)).map(({ finding }) => finding);
}

function named(note: string, findings: readonly Finding[]): Finding[] {
  return findings.filter(({ title, steps }) => steps.some(({ text }) => shared(note, `${title}\n${text}`) >= NOTE_WORDS));
}

/** The thread of a draft, as far as support said it. */
export function fromDraft({ title, symptoms, appliesTo, tags, threads, messages, question, steps }: Draft): Finding {
  // A word of the customer tells what it is about; only what support said is told on.
  const about = question.text && !title.includes(question.text) ? [question.text] : [];
  return { kind: 'thread', title, symptoms: [...symptoms, ...about], appliesTo, tags, threads, messages, steps };
}

function fromPassage({ title, url, text, tags, updatedAt }: Passage): Finding {
  const message = { id: `passage-${sha256(url).slice(0, 12)}`, role: 'support', date: updatedAt, text } as const;
  const about = { title, symptoms: [], appliesTo: [], tags: tags.filter((tag) => tag.startsWith('topic:')), threads: [] };
  return { kind: 'passage', url, ...about, messages: [message], steps: blocksOf(message.id, text) };
}

/** Each block of a passage as a sentence that quotes itself; headings say nothing, and what speaks to an assistant is not passed on. */
function blocksOf(messageId: string, text: string): Step[] {
  let from = 0;
  return markdownBlocks(text).flatMap((block) => {
    const start = text.indexOf(block, from);
    if (start < 0) return [];
    from = start + block.length;
    if (/^\s*#{1,6}\s/.test(block) || addressesAssistant(block)) return [];
    return [{ text: block, evidence: [{ messageId, start, end: from }], supported: true }];
  });
}
