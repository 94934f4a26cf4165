import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { UpstreamFailed } from '#core/domain/errors.ts';
import type { Secrets } from '#core/ports/secrets.ts';

type LocalSecretsOptions = {
  /** By the port's names: what the environment said at the start. */
  readonly values: Readonly<Record<string, string | undefined>>;
  /** A file of `NAME=value` lines, read again when somebody asks anew: a token may be replaced there while we run. */
  readonly file: string;
};

/** Secrets of the environment: `zendesk-api-token` is ZENDESK_API_TOKEN there. */
export function localSecrets({ values, file }: LocalSecretsOptions): Secrets {
  const known = new Map(Object.entries(values));
  return {
    async read(name, options) {
      const inFile = options?.fresh || !known.get(name) ? readVariable(file, variableOf(name)) : undefined;
      if (inFile) known.set(name, inFile);
      const value = known.get(name);
      if (value) return value;
      throw new UpstreamFailed(`${variableOf(name)} is not set; put it into .env`, { retryable: false });
    },
  };
}

function variableOf(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}

function readVariable(file: string, variable: string): string | undefined {
  try {
    return parseEnv(readFileSync(file, 'utf8'))[variable];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UpstreamFailed(`${file} cannot be read (${(error as NodeJS.ErrnoException).code}); correct or remove it`, {
      retryable: false,
      cause: error,
    });
  }
}
