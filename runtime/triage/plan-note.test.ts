import { expect, test } from 'vitest';
import type { DeskTicketHead } from '#core/ports/desk-tickets.ts';
import { backoffSeconds } from './backoff.ts';
import { sampleTriage } from './fixtures/sample-triage.ts';
import { planNote } from './plan-note.ts';
import { TRIAGE_PACE } from './triage-ports.ts';
import { TRIAGED_TAG } from './triage-tags.ts';

const settings = { categoryFieldId: 1, productFieldId: 2, languageFieldId: 3, escalationGroupId: 9, ownEmail: 'help@ferrywork.example' };
const head: DeskTicketHead = {
  id: '1',
  externalId: 'threadwell-request-r1',
  subject: 'No logs',
  status: 'new',
  priority: null,
  groupId: null,
  tags: [],
  fieldIds: [],
  requesterId: '5',
  createdAt: '2026-11-21T10:00:00Z',
  updatedAt: '2026-11-21T10:00:00Z',
};
const escalated = sampleTriage({ escalation: 'Data may be lost.' });

test('sets what nobody has set', () => {
  expect(planNote(head, escalated, settings)).toMatchObject({
    priority: 'high',
    groupId: 9,
    fields: [
      { id: 1, value: 'delivery' },
      { id: 2, value: 'connector' },
      { id: 3, value: 'en' },
    ],
  });
});

test('leaves whatever an agent has set, one by one', () => {
  const plan = (changes: Partial<DeskTicketHead>) => planNote({ ...head, ...changes }, escalated, settings);
  expect(plan({ priority: 'low' })?.priority).toBeUndefined();
  expect(plan({ groupId: 4 })?.groupId).toBeUndefined();
  expect(plan({ fieldIds: [1, 3] })?.fields).toEqual([{ id: 2, value: 'connector' }]);
  expect(plan({ tags: ['category:billing', 'vip'] })?.tags).not.toContain('category:delivery');
  expect(plan({ tags: ['vip'] })?.tags).toContain('category:delivery');
});

test('sets no group without an escalation, and no product where none is known', () => {
  const plan = planNote(head, sampleTriage({ product: null }), settings);
  expect(plan?.groupId).toBeUndefined();
  expect(plan?.fields?.map(({ id }) => id)).toEqual([1, 3]);
  expect(plan?.tags).not.toContain('escalated');
});

test('plans no second note, and none for a closed ticket', () => {
  expect(planNote({ ...head, tags: [TRIAGED_TAG] }, escalated, settings)).toBeNull();
  expect(planNote({ ...head, status: 'closed' }, escalated, settings)).toBeNull();
});

test('pauses double up to their bound, differ between messages, and are the same for the same attempt', () => {
  for (const [index, longest] of [15, 30, 60, 120, 240, 480, 900, 900].entries()) {
    const pause = backoffSeconds({ id: 'm1', attempts: index + 1 }, TRIAGE_PACE);
    expect(pause).toBeGreaterThanOrEqual(longest / 2);
    expect(pause).toBeLessThanOrEqual(longest);
    expect(backoffSeconds({ id: 'm1', attempts: index + 1 }, TRIAGE_PACE)).toBe(pause);
  }
  const together = Array.from({ length: 100 }, (_, n) => backoffSeconds({ id: `m${n}`, attempts: 1 }, TRIAGE_PACE));
  expect(new Set(together.map((seconds) => Math.floor(seconds))).size).toBeGreaterThan(6);
});
