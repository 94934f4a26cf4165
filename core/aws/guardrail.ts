/** A published guardrail of Bedrock. Its version is a number: a draft may change while it serves. */
export type Guardrail = { readonly id: string; readonly version: string };

/**
 * Text of a message; what was written outside is marked for the guardrail. As soon as one text is marked, the filters pass over all others, and
 * attacks in a prompt are looked for in marked text alone: https://docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-converse-api.html
 */
export function toTextBlock(text: string, isGuarded: boolean) {
  return isGuarded ? { guardContent: { text: { text } } } : { text };
}

/** A trace would repeat what a visitor wrote. */
export function toGuardrailConfig({ id, version }: Guardrail) {
  return { guardrailIdentifier: id, guardrailVersion: version, trace: 'disabled' as const };
}
