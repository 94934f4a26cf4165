import { readFileSync } from 'node:fs';
import validate from 'asl-validator';
import { expect, test } from 'vitest';

const text = readFileSync(new URL('./distill-archive.asl.json', import.meta.url), 'utf8');
const machine = JSON.parse(text);

test('distill-archive.asl.json is what AWS takes, in JSONPath', () => {
  const result = validate(JSON.parse(text), { checkPaths: true, checkArn: true });
  expect(result.errorsText('\n')).toBe('');
  expect(result.isValid).toBe(true);
  expect(text).not.toMatch(/"QueryLanguage"|"Assign"|\{%/);
});

test('its batches have the shape and size that the function takes', () => {
  const { ItemReader, ItemBatcher, ItemProcessor } = machine.States.DistillThreads;
  expect(ItemReader).toMatchObject({ Resource: 'arn:aws:states:::s3:getObject', ReaderConfig: { InputType: 'JSONL' } });
  // What lambda.ts calls ThreadBatch; Step Functions hands over at most 256 KiB.
  expect(Object.keys(ItemBatcher.BatchInput).map((name) => name.replace('.$', ''))).toEqual(['side', 'people', 'tags']);
  expect(ItemBatcher.MaxInputBytesPerBatch).toBeLessThanOrEqual(262_144);
  expect(ItemProcessor.ProcessorConfig.Mode).toBe('DISTRIBUTED');
  expect(ItemProcessor.States.DistillBatch.Parameters).toMatchObject({ 'Payload.$': '$' });
});
