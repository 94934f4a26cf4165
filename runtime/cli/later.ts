/** Commands of the contract that a later version fills: they answer, say so, and fail. */
export const LATER_COMMANDS: readonly { readonly usage: string; readonly what: string }[] = [
  { usage: 'cost', what: 'what this corpus and traffic would cost on AWS' },
];
