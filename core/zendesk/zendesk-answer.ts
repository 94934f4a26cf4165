import { z } from 'zod';
import { InvalidInput, UpstreamFailed } from '#core/domain/errors.ts';

const refused = z.object({
  error: z.union([z.string(), z.object({ title: z.string() })]).optional(),
  description: z.string().optional(),
  details: z.record(z.string(), z.array(z.object({ description: z.string().optional() }))).optional(),
});

/** What a status that is no success means for us. */
export function refusal(status: number, body: unknown): Error {
  const parsed = refused.safeParse(body);
  const details = parsed.success
    ? Object.values(parsed.data.details ?? {}).flatMap((list) => list.map((one) => one.description ?? ''))
    : [];
  const why = [...details, parsed.success ? (parsed.data.description ?? '') : ''].find(Boolean) ?? errorName(body) ?? 'no reason given';
  if (status === 400 || status === 413 || status === 422)
    return new InvalidInput(`Zendesk refuses the ticket: ${why}; correct that and send it again`);
  if (status === 401 || status === 403)
    return new UpstreamFailed(`Zendesk refuses the credentials (${status}: ${why}); check tickets.zendesk.email and ZENDESK_API_TOKEN`, {
      retryable: false,
    });
  return new UpstreamFailed(`Zendesk answers with status ${status}; check tickets.zendesk.baseUrl`, { retryable: false });
}

/** Zendesk's word for what is wrong. */
export function errorName(body: unknown): string | undefined {
  const parsed = refused.safeParse(body);
  if (!parsed.success) return undefined;
  return typeof parsed.data.error === 'string' ? parsed.data.error : parsed.data.error?.title;
}

/** The body as it is documented. Throws UpstreamFailed when it is not. */
export function readAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success)
    throw new UpstreamFailed('Zendesk’s answer is not what it documents; check tickets.zendesk.baseUrl', { retryable: false });
  return parsed.data;
}
