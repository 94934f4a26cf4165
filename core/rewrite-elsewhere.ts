import type { Config } from './config.ts';

/**
 * What is to be told where `mail.rewrite` names a model that functions on AWS do not ask: drafts go without it, while the same configuration
 * serves `distil` at a terminal. Null where nothing is passed over.
 */
export function rewriteElsewhere({ mail }: Pick<Config, 'mail'>): string | null {
  const { rewrite } = mail;
  if (!rewrite || rewrite.provider === 'bedrock') return null;
  return (
    `drafts of solved tickets are not reworded: \`mail.rewrite\` names ${rewrite.model} of ${new URL(rewrite.baseUrl).host}, and functions on AWS ` +
    'ask models of Bedrock alone; name one of those there, or reword at a terminal with `threadwell distil`'
  );
}
