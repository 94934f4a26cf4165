import { expect, onTestFinished, test } from 'vitest';
import type { WorkflowEvent } from '#core/ports/events.ts';
import { eventBridgeEvents } from './events.ts';
import { eventBridgeService } from './fixtures/eventbridge-server.ts';
import { wireServer } from './fixtures/wire-server.ts';

const event: WorkflowEvent = { type: 'workflow.step', workflowId: 'wf-1', step: 'write', status: 'done', at: '2026-11-21T10:00:00.000Z' };

async function open() {
  const bridge = eventBridgeService({ buses: ['acme'] });
  const wire = await wireServer([bridge.service]);
  onTestFinished(() => wire.close());
  return { wire, bridge, events: eventBridgeEvents({ region: 'eu-central-1', endpoint: wire.endpoint, maxAttempts: 2, bus: 'acme' }) };
}

test('an event goes to the bus with its type, time and ids', async () => {
  const { bridge, events } = await open();
  await events.publish(event);
  expect(bridge.events).toEqual([
    expect.objectContaining({ bus: 'acme', Source: 'threadwell', DetailType: 'workflow.step', Time: Date.parse(event.at) / 1000 }),
  ]);
  expect(JSON.parse(bridge.events[0]?.Detail ?? '')).toEqual({ workflowId: 'wf-1', step: 'write', status: 'done', at: event.at });
});

test.each([
  ['throttled', { name: 'LimitReached', code: 'rate_limited' }],
  ['denied', { name: 'UpstreamFailed', retryable: false }],
  ['broken', { name: 'UpstreamFailed', retryable: true }],
] as const)('%s, it says so', async (does, expected) => {
  const { wire, events } = await open();
  wire.fail({ action: /./, does });
  await expect(events.publish(event)).rejects.toMatchObject(expected);
});

test('an entry that is refused in a good answer is a failure', async () => {
  const { bridge, events } = await open();
  bridge.refuseEntries();
  await expect(events.publish(event)).rejects.toThrow('EventBridge did not take an event on the bus acme: InternalFailure');
});
