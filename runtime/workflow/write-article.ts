import { MAX_TITLE_BYTES, sortTags, truncateBytes } from '#core/domain/article.ts';
import { sha256 } from '#core/domain/digest.ts';
import { type Draft, type EvidenceMessage, type Step, WORKFLOW_TAG } from '#core/domain/draft.ts';
import { checkEvidence, isSupportedBy } from '#core/domain/evidence.ts';
import type { Analysis } from './analyse.ts';
import { coverage, type Finding, shared } from './finding.ts';

/** A longer article is several. */
const MAX_STEPS = 20;
const MAX_LIST = 30;
/** What a block must have of a question to be told: so many of its words, or most of them together with the title. */
const MIN_SHARED = 2;
const MOSTLY = 0.66;
/** The message that holds what was asked. */
const QUESTION = 'question';

export type ArticleTask = {
  readonly workflowId: string;
  /** Counts rewrites: each is a draft of its own. */
  readonly attempt: number;
  readonly topic: string;
  readonly questions: readonly string[];
  readonly notes: readonly string[];
  readonly at: string;
};
/** An article in somebody else's words; the quotes are found here. */
export type GivenWords = { readonly title: string; readonly question: string; readonly steps: readonly string[] };

/**
 * A draft made of what was found, each sentence a quote; null when nothing supports one. Of a thread every step is told, of a passage what
 * speaks to the questions or to a reviewer's notes. What a note puts in quotation marks is left out.
 */
export function writeArticle(task: ArticleTask, findings: readonly Finding[], analysis: Analysis): Draft | null {
  if (analysis.known.length === 0) return null;
  const unwanted = task.notes.flatMap((note) => [...note.matchAll(/"([^"]{2,400})"|“([^”]{2,400})”/g)].map(([, a, b]) => a ?? b!));
  const chosen = findings
    .flatMap((finding) => (finding.kind === 'thread' ? finding.steps : speakingSteps(finding, [...task.questions, ...task.notes])))
    .filter(({ text }, index, all) => all.findIndex((other) => other.text === text) === index)
    .filter(({ text }) => !unwanted.some((quoted) => text.includes(quoted)))
    .slice(0, MAX_STEPS);
  if (chosen.length === 0) return null;
  const asked = task.questions[0] ?? task.topic;
  const question = { text: asked, evidence: [{ messageId: QUESTION, start: 0, end: asked.length }], supported: true };
  return draftOf(task, findings, analysis, { title: task.topic, question, steps: chosen });
}

/** The same of an article that somebody else wrote: what no finding says is shown as unsupported, and cannot be approved. */
export function quoteArticle(task: ArticleTask, findings: readonly Finding[], analysis: Analysis, words: GivenWords): Draft {
  const messages = [questionMessage(task), ...findings.flatMap((finding) => finding.messages)];
  const quoted = (text: string): Step => ({ text, evidence: evidenceFor(text, messages), supported: false });
  return draftOf(task, findings, analysis, { title: words.title, question: quoted(words.question), steps: words.steps.map(quoted) });
}

function draftOf(
  task: ArticleTask,
  findings: readonly Finding[],
  analysis: Analysis,
  text: Pick<Draft, 'title' | 'question' | 'steps'>,
): Draft {
  const used = new Set([text.question, ...text.steps].flatMap(({ evidence }) => evidence.map(({ messageId }) => messageId)));
  const sources = findings.filter(({ messages }) => messages.some(({ id }) => used.has(id)));
  const all = <T>(of: (finding: Finding) => readonly T[]) => [...new Set(sources.flatMap(of))];
  const messages = new Map([questionMessage(task), ...all((finding) => finding.messages)].map((message) => [message.id, message]));
  const urls = new Set(sources.flatMap(({ url }) => (url === undefined ? [] : [url])));
  return checkEvidence({
    id: sha256(`${task.workflowId} ${task.attempt}`).slice(0, 20),
    version: 1,
    state: 'proposed',
    ...text,
    title: truncateBytes(text.title, MAX_TITLE_BYTES),
    symptoms: all(({ kind, symptoms }) => (kind === 'thread' ? symptoms : [])).slice(0, MAX_LIST),
    appliesTo: all(({ appliesTo }) => appliesTo).slice(0, MAX_LIST),
    tags: sortTags([WORKFLOW_TAG, ...all(({ tags }) => tags.filter((tag) => tag.startsWith('topic:'))).slice(0, 5)]),
    threads: all(({ threads }) => threads).toSorted(),
    messages: [...messages.values()],
    similar: sources.flatMap(({ url, title }) => (url === undefined ? [] : [{ url, title, score: coverage(task.topic, title) }])),
    contradictions: analysis.contradictory.filter(({ docsUrl }) => urls.has(docsUrl)),
    workflow: task.workflowId,
    audit: [{ at: task.at, who: 'workflow', what: 'proposed', ...(task.attempt ? { note: `rewrite ${task.attempt}` } : {}) }],
  });
}

function questionMessage({ questions, topic, at }: ArticleTask): EvidenceMessage {
  return { id: QUESTION, role: 'customer', date: at, text: questions.join('\n') || topic };
}

/** The blocks of a passage that speak to one of the texts; code and lists go on with the block before them. */
function speakingSteps({ title, steps }: Finding, texts: readonly string[]): Step[] {
  let goesOn = false;
  return steps.filter(({ text }) => {
    const speaks = texts.some((asked) => shared(asked, text) >= MIN_SHARED || coverage(asked, `${title}\n${text}`) >= MOSTLY);
    goesOn = speaks || (goesOn && /^\s*(?:`{3}|~{3}|[-*+|]|\d{1,3}[.)])/.test(text));
    return goesOn;
  });
}

function evidenceFor(text: string, messages: readonly EvidenceMessage[]): Step['evidence'] {
  for (const message of messages) {
    const start = message.text.indexOf(text);
    if (start >= 0) return [{ messageId: message.id, start, end: start + text.length }];
  }
  const source = messages.find((message) => isSupportedBy(text, [message.text]));
  return source ? [{ messageId: source.id, start: 0, end: source.text.length }] : [];
}
