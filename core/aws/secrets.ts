import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Secrets } from '#core/ports/secrets.ts';
import { type AwsConnection, clientSettings } from './connection.ts';
import { fromAwsError } from './from-aws-error.ts';

/** What the port allows readers to be behind. */
const MAX_AGE_MS = 5 * 60_000;

export type SecretsManagerOptions = AwsConnection & {
  /** Before the port's names: `threadwell/prod/` makes `zendesk-api-token` the secret `threadwell/prod/zendesk-api-token`. */
  readonly prefix: string;
  readonly clock: Clock;
};

/** Secrets in Secrets Manager, as text. Many who ask at once share one call. */
export function managedSecrets(options: SecretsManagerOptions): Secrets {
  const { prefix, clock } = options;
  const kept = new Map<string, { readonly at: number; readonly value: Promise<string> }>();
  let client: Promise<SecretsManagerClient> | undefined;

  async function ask(id: string): Promise<string> {
    let value: string | undefined;
    try {
      const { GetSecretValueCommand, SecretsManagerClient } = await import('@aws-sdk/client-secrets-manager');
      client ??= clientSettings(options).then((settings) => new SecretsManagerClient(settings));
      value = (await (await client).send(new GetSecretValueCommand({ SecretId: id }))).SecretString;
    } catch (error) {
      throw fromAwsError(error, { service: 'Secrets Manager', action: 'secretsmanager:GetSecretValue', on: `the secret ${id}` });
    }
    if (!value) throw new UpstreamFailed(`the secret ${id} holds no text; put the value there`, { retryable: false });
    return value;
  }

  return {
    async read(name, { fresh = false } = {}) {
      const now = clock.now().getTime();
      const known = kept.get(name);
      if (!fresh && known && now - known.at < MAX_AGE_MS) return await known.value;
      const asked = { at: now, value: ask(prefix + name) };
      kept.set(name, asked);
      try {
        return await asked.value;
      } catch (error) {
        if (kept.get(name) === asked) kept.delete(name);
        throw error;
      }
    },
  };
}
