import { expect, test } from 'vitest';
import { describeModel, type ModelScene } from '#core/ports/model.contract.ts';
import { converseServer } from './fixtures/converse-server.ts';
import type { Guardrail } from './guardrail.ts';
import { bedrockModel } from './model.ts';

const model = 'us.amazon.nova-lite-v1:0';
const request = { system: 'Spell.', prompt: 'Which word?', schema: { type: 'object' }, maxTokens: 50 };

async function onWire(scenes: readonly ModelScene[], timeoutMs?: number, guardrail?: Guardrail) {
  const server = scenes.length ? await converseServer(scenes) : null;
  const endpoint = { url: server?.url ?? 'http://127.0.0.1:1', accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  const made = bedrockModel({ model, region: 'eu-west-1', endpoint, guardrail, ...(timeoutMs ? { timeoutMs } : {}) });
  return {
    model: made,
    bodies: () => server?.seen.map(({ body }) => body) ?? [],
    left: () => server?.seen[0]?.ended,
    seen: server?.seen ?? [],
  };
}

describeModel('Bedrock', (scenes, timeoutMs) => onWire(scenes, timeoutMs));

test('calls Converse of its model, signed for its region', async () => {
  const { model: made, seen } = await onWire([{ answer: {} }]);
  await made.generate(request);
  expect(seen[0]?.path).toBe('/model/us.amazon.nova-lite-v1%3A0/converse');
  expect(seen[0]?.headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/bedrock\/aws4_request, /);
  const body = JSON.parse(seen[0]!.body);
  expect(Object.keys(body).sort()).toEqual(['inferenceConfig', 'messages', 'outputConfig', 'system']);
  expect(JSON.parse(body.outputConfig.textFormat.structure.jsonSchema.schema)).toEqual(request.schema);
});

test('marks the whole question for the guardrail where there is one', async () => {
  const { model: made, seen } = await onWire([{ answer: {} }], undefined, { id: 'gr0001', version: '3' });
  await made.generate(request);
  const body = JSON.parse(seen[0]!.body);
  expect(body.guardrailConfig).toEqual({ guardrailIdentifier: 'gr0001', guardrailVersion: '3', trace: 'disabled' });
  expect(body.messages[0].content).toEqual([{ guardContent: { text: { text: 'Which word?' } } }]);
});
