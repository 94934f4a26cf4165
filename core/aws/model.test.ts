import { expect, test } from 'vitest';
import { describeModel, type ModelScene } from '#core/ports/model.contract.ts';
import { converseServer } from './fixtures/converse-server.ts';
import { bedrockModel } from './model.ts';

const model = 'us.amazon.nova-lite-v1:0';
const request = { system: 'Spell.', prompt: 'Which word?', schema: { type: 'object' }, maxTokens: 50 };

async function onWire(scenes: readonly ModelScene[], timeoutMs?: number) {
  const server = scenes.length ? await converseServer(scenes) : null;
  const endpoint = { url: server?.url ?? 'http://127.0.0.1:1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const made = bedrockModel({ model, region: 'eu-west-1', endpoint, ...(timeoutMs ? { timeoutMs } : {}) });
  return { model: made, bodies: () => server?.seen.map(({ body }) => body) ?? [], seen: server?.seen ?? [] };
}

describeModel('Bedrock', onWire);

test('calls Converse of its model, signed for its region', async () => {
  const { model: made, seen } = await onWire([{ answer: {} }]);
  await made.generate(request);
  expect(seen[0]?.path).toBe('/model/us.amazon.nova-lite-v1%3A0/converse');
  expect(seen[0]?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/bedrock\/aws4_request, /);
  const body = JSON.parse(seen[0]!.body);
  expect(Object.keys(body).sort()).toEqual(['inferenceConfig', 'messages', 'outputConfig', 'system']);
  expect(JSON.parse(body.outputConfig.textFormat.structure.jsonSchema.schema)).toEqual(request.schema);
});
