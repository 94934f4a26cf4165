import { z } from 'zod';
import { sha256 } from '#core/domain/digest.ts';
import { createMasker, type Masker } from '#core/domain/redact.ts';
import type { ExternalStep } from '#core/domain/workflow.ts';
import type { Analysis } from './analyse.ts';
import type { Finding } from './finding.ts';
import type { GivenWords } from './write-article.ts';

const MAX_FINDINGS = 20;
const MAX_TEXT = 20_000;
const MAX_LINES = 50;
const line = z.string().trim().min(1).max(500);
const text = z.string().trim().min(1).max(MAX_TEXT);

const finding = z.strictObject({ title: line, text, url: z.url({ protocol: /^https?$/ }).optional() });
const findings = z.strictObject({ findings: z.array(finding).max(MAX_FINDINGS) });
const lines = z.array(line).max(MAX_LINES);
const contradiction = z.strictObject({ docsUrl: z.string().max(2_000), docsQuote: text, mailQuote: text });
const analysis = z.strictObject({ known: lines, missing: lines, contradictory: z.array(contradiction).max(MAX_LINES) });
const article = z.strictObject({ title: line, question: line, steps: z.array(z.string().trim().min(1).max(4_000)).min(1).max(MAX_LINES) });

/** What each step takes from outside. */
export const EXTERNAL_BODIES: Readonly<Record<ExternalStep, z.ZodType>> = { research: findings, analyse: analysis, write: article };

/** The same without personal data, which nobody outside is trusted to have masked. Addresses of pages stay. */
export function withoutPersonalData(body: unknown, { mask }: Masker = createMasker()): unknown {
  if (typeof body === 'string') return mask(body).text;
  if (Array.isArray(body)) return body.map((one) => withoutPersonalData(one, { mask }));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      name === 'url' || name === 'docsUrl' ? value : withoutPersonalData(value, { mask }),
    ]),
  );
}

/** Findings from outside: each text is one message, and each of its paragraphs may be told. */
export function toFindings(json: string): Finding[] {
  return findings.parse(JSON.parse(json)).findings.map(({ title, text: body, url }) => {
    const id = `given-${sha256(`${title}\n${body}`).slice(0, 12)}`;
    const steps = [...body.matchAll(/[^\n]+(?:\n(?!\s*\n)[^\n]+)*/g)].map(({ 0: block, index }) => ({
      text: block,
      evidence: [{ messageId: id, start: index, end: index + block.length }],
      supported: true,
    }));
    const about = { symptoms: [], appliesTo: [], tags: [], threads: [] };
    const messages = [{ id, role: 'support', date: null, text: body } as const];
    return { kind: 'passage', title, ...about, ...(url === undefined ? {} : { url }), messages, steps };
  });
}

export function toAnalysis(json: string): Analysis {
  return analysis.parse(JSON.parse(json));
}

export function toWords(json: string): GivenWords {
  return article.parse(JSON.parse(json));
}
