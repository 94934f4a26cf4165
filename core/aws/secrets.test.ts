import { expect, onTestFinished, test } from 'vitest';
import { describeSecrets } from '#core/ports/secrets.contract.ts';
import { secretsManagerService } from './fixtures/secrets-manager-server.ts';
import { wireServer } from './fixtures/wire-server.ts';
import { managedSecrets } from './secrets.ts';

const MINUTE_MS = 60_000;

async function opened() {
  const { service, values } = secretsManagerService();
  const wire = await wireServer([service]);
  onTestFinished(() => wire.close());
  let now = Date.parse('2026-11-21T10:00:00.000Z');
  const connection = { region: 'eu-central-1', endpoint: wire.endpoint, maxAttempts: 1 };
  const secrets = managedSecrets({ ...connection, prefix: 'threadwell/test/', clock: { now: () => new Date(now) } });
  return {
    wire,
    secrets,
    set: async (value: string) => void values.set('threadwell/test/desk-token', value),
    advance: (ms: number) => {
      now += ms;
    },
  };
}

describeSecrets('Secrets Manager', opened);

test('asks once for many readers and for five minutes, then again', async () => {
  const { wire, secrets, set, advance } = await opened();
  await set('first');
  await Promise.all(Array.from({ length: 50 }, () => secrets.read('desk-token')));
  await set('second');
  advance(5 * MINUTE_MS - 1);
  expect(await secrets.read('desk-token')).toBe('first');
  expect(wire.seen).toHaveLength(1);
  advance(1);
  expect(await secrets.read('desk-token')).toBe('second');
});

test('keeps no failure: the next reader asks again', async () => {
  const { wire, secrets, set } = await opened();
  await set('first');
  wire.fail({ action: 'GetSecretValue', does: 'broken', times: 1 });
  await expect(secrets.read('desk-token')).rejects.toMatchObject({ name: 'UpstreamFailed', retryable: true });
  expect(await secrets.read('desk-token')).toBe('first');
  wire.fail({ action: 'GetSecretValue', does: 'denied' });
  await expect(secrets.read('desk-token', { fresh: true })).rejects.toThrow(/secretsmanager:GetSecretValue/);
});
