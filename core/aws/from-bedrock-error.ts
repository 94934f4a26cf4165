import { LimitReached, UpstreamFailed } from '#core/domain/errors.ts';

const THROTTLED = new Set(['ThrottlingException', 'TooManyRequestsException', 'ServiceQuotaExceededException']);
const NOT_ALLOWED = new Set([
  'AccessDeniedException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'ExpiredTokenException',
  'CredentialsProviderError',
  'TokenProviderError',
]);
/** How Bedrock says that the question does not fit; there is no code of its own for it. */
const TOO_LONG = /too long|too many (?:input )?tokens|maximum (?:context|number of tokens)|input (?:length|is too)/i;

/** An error of the SDK as one of ours. What the service says is left out where it might repeat the question. */
export function fromBedrockError(error: unknown, modelId: string): Error {
  if (error instanceof LimitReached || error instanceof UpstreamFailed) return error;
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (THROTTLED.has(name)) return new LimitReached(`Bedrock asks to wait (${name}); run it again later`, 'rate_limited');
  if (NOT_ALLOWED.has(name))
    return failed(
      `Bedrock refuses the credentials (${name}); check that they are there and may call bedrock:InvokeModel on ${modelId}`,
      error,
    );
  if (name === 'ResourceNotFoundException')
    return failed(`Bedrock has no model ${modelId} in this region; check \`model\` and \`region\``, error);
  if (isInvalid(error)) {
    if (TOO_LONG.test(message)) return new LimitReached('the question is too long for the model', 'too_large');
    const hint = /^[a-z]+\.[a-z]+\./.test(modelId) ? 'check `model`' : `newer models need an inference profile such as \`us.${modelId}\``;
    return failed(`Bedrock refuses the request to ${modelId} (${name}); ${hint}`, error);
  }
  return new UpstreamFailed(`Bedrock gives no answer (${name}); run it again later`, { cause: error });
}

/** Whether the service does not take the request as it is. */
export function isInvalid(error: unknown): boolean {
  return error instanceof Error && error.name === 'ValidationException';
}

function failed(message: string, cause: unknown): UpstreamFailed {
  return new UpstreamFailed(message, { retryable: false, cause });
}
