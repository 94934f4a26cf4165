import { approvalBlockers, type Draft } from '#core/domain/draft.ts';
import { valueWords } from '#core/domain/draft-value.ts';
import type { ValuedDraft } from './list-drafts.ts';

/** The queue for a terminal, a line a draft, in the given order. */
export function listText(drafts: readonly ValuedDraft[]): string {
  if (drafts.length === 0) return 'No drafts. Run `distill` on a mailbox to propose some.';
  const idWidth = Math.max(...drafts.map((draft) => draft.id.length));
  const worth = drafts.map(({ value }) => valueWords(value));
  const worthWidth = Math.max(...worth.map((words) => words.length));
  const lines = drafts.map(
    (draft, index) => `${draft.id.padEnd(idWidth)}  ${draft.state.padEnd(12)}  ${worth[index]!.padEnd(worthWidth)}  ${draft.title}`,
  );
  const waiting = drafts.filter(({ state }) => state === 'proposed').length;
  const again = drafts.filter(({ state }) => state === 'verify_again').length;
  const summary = `${drafts.length} drafts, ${waiting} wait for a review${again ? `, ${again} to verify again` : ''}`;
  return [...lines, summary].join('\n');
}

/** A draft for a terminal: its words with what supports them, what blocks approval, and who did what when. */
export function draftText(draft: Draft): string {
  const mark = (supported: boolean) => (supported ? '' : '  (not supported by the mail)');
  const blockers = approvalBlockers(draft);
  const isOpen = draft.state === 'proposed' || draft.state === 'verify_again';
  return [
    draft.title,
    `${draft.id}, version ${draft.version}, ${draft.state}${draft.until ? ` until ${draft.until}` : ''}`,
    ...(draft.rewritten ? [`Reworded by ${draft.rewritten.by}, each sentence held against the mail`] : []),
    ...(draft.appliesTo.length ? [`Applies to: ${draft.appliesTo.join(', ')}`] : []),
    ...(draft.tags.length ? [`Tags: ${draft.tags.join('; ')}`] : []),
    ...list('Symptoms', draft.symptoms),
    '',
    `Question: ${draft.question.text}${mark(draft.question.supported)}`,
    ...draft.steps.map((step, index) => `${index + 1}. ${step.text}${mark(step.supported)}`),
    ...list(
      'Already said close by',
      draft.similar.map(({ title, url, repeats }) => `${title} (${url})${repeats ? ', which holds nearly all of it' : ''}`),
    ),
    ...list(
      'Mail and docs disagree',
      draft.contradictions.map(
        ({ docsQuote, docsUrl, mailQuote, decision }) =>
          `docs: “${docsQuote}” (${docsUrl}); mail: “${mailQuote}”; ${decision ? `decided: ${decision}` : 'not decided'}`,
      ),
    ),
    ...list(
      'To verify again',
      (draft.toVerify ?? []).map(({ url, was }) => `${url} ${was === 'gone' ? 'is gone' : 'changed'}`),
    ),
    ...(isOpen && blockers.length ? ['', `Cannot be approved yet: ${blockers.join('; ')}`] : []),
    ...list(
      'History',
      draft.audit.map(({ at, who, what, note }) => `${at.slice(0, 16).replace('T', ' ')}  ${what} by ${who}${note ? `: ${note}` : ''}`),
    ),
  ].join('\n');
}

function list(heading: string, lines: readonly string[]): string[] {
  return lines.length ? ['', `${heading}:`, ...lines.map((line) => `  ${line}`)] : [];
}
