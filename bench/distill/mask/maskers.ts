import { createMasker } from '#core/domain/redact.ts';

export type MaskTool = {
  readonly name: string;
  readonly version: string;
  readonly mask: (text: string) => string;
  /** What it writes in place of a value. */
  readonly placeholder: RegExp;
  /** The kind that a placeholder stands for, in lower case. */
  readonly kindOf: (placeholder: string) => string;
};

/** Each string is a conversation of its own: nothing is known beforehand, neither names from headers nor a customer's domain. */
export const MASKERS: readonly MaskTool[] = [
  {
    name: 'threadwell',
    version: '',
    mask: (text) => createMasker().mask(text).text,
    placeholder: /<[A-Z]{2,8}_\d+>/g,
    kindOf: (placeholder) => placeholder.slice(1).replace(/_.*/, '').toLowerCase(),
  },
];
