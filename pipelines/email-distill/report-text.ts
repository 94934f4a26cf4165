import type { CleanReport } from './clean-file.ts';
import type { DistillReport } from './distill.ts';
import type { RewriteReport } from './rewrite/rewrite-drafts.ts';

/** What a person reads on a terminal; a large archive has thousands. */
const MAX_SECTION_LINES = 60;

/** The report of `distill` for people: what was written, what was refused and why, what could not be read. */
export function distillText(report: DistillReport): string {
  const { messages, threads, drafts, added, merged, refused, skipped, masked, support } = report;
  const values = Object.values(masked).reduce((sum, count) => sum + count, 0);
  const side = [...support.domains, ...support.addresses].join(', ');
  const lines = [
    `${messages} messages in ${threads} threads: ${drafts} drafts (${added} new), ${merged} merged into another, ${refused.length} refused, ${skipped.length} skipped.`,
    `${values} personal values masked${
      values
        ? ` (${Object.entries(masked)
            .map(([kind, count]) => `${kind} ${count}`)
            .join(', ')})`
        : ''
    }.`,
    ...(support.messages > 0
      ? []
      : [
          `No message is from your side (${side || 'none was found'}); name your domains with \`mail.supportDomains\` in the configuration.`,
        ]),
    ...(report.rewriting ? [rewritingText(report.rewriting)] : []),
    ...section(
      'Drafts',
      report.titles.map(({ id, title, threads: own }) => `${id}  ${title}${own > 1 ? `  (${own} threads)` : ''}`),
    ),
    ...section(
      'Refused',
      refused.map(({ subject, thread, reason, questions }) =>
        [`${subject || thread}: ${reason}`, ...questions.map((question) => `    ${question}`)].join('\n'),
      ),
    ),
    ...section(
      'Skipped',
      skipped.map(({ source, reason }) => `${source}: ${reason}`),
    ),
  ];
  return lines.join('\n');
}

/** What the model did, in a line. */
function rewritingText({ model, rewritten, kept, texts, failed, stopped }: RewriteReport): string {
  const reasons = Object.entries(failed).map(([reason, count]) => `${reason} ${count}`);
  const whole = `${rewritten} drafts reworded by ${model} (${texts.rewritten} texts, ${texts.kept} kept)`;
  const others = kept ? `; ${kept} keep the words of the mail (${reasons.join(', ')})` : '';
  return `${whole}${others}.${stopped ? ` The model was given up: ${stopped}.` : ''}`;
}

/** The report of `clean` for people: the text, then each removal with its reason. */
export function cleanText({ text, removals }: CleanReport): string {
  const removed = removals.map(({ step, reason, text: gone }) => `${step} (${reason}):\n${gone.replace(/^/gm, '  - ')}`);
  return [text, ...(removed.length ? ['', 'Removed:', ...removed] : [])].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const rest = lines.length - MAX_SECTION_LINES;
  return [
    '',
    `${title}:`,
    ...lines.slice(0, MAX_SECTION_LINES).map((line) => `  ${line}`),
    ...(rest > 0 ? [`  … and ${rest} more; --json lists them all`] : []),
  ];
}
