import { describe, expect, test } from 'vitest';
import type { Feedback, FeedbackBox } from './feedback.ts';

/** What each FeedbackBox adapter must do. */
export function describeFeedback(name: string, make: () => Promise<FeedbackBox>) {
  const feedback = (turnId: string, at: string): Feedback => ({
    sessionId: 's1',
    turnId,
    helpful: true,
    reason: null,
    comment: 'Thanks!',
    at,
  });

  describe(`FeedbackBox: ${name}`, () => {
    test('lists newest first, up to the limit', async () => {
      const box = await make();
      await box.put(feedback('t1', '2026-11-20T09:00:00.000Z'));
      await box.put(feedback('t3', '2026-11-20T11:00:00.000Z'));
      await box.put(feedback('t2', '2026-11-20T10:00:00.000Z'));
      expect((await box.list(2)).map(({ turnId }) => turnId)).toEqual(['t3', 't2']);
    });

    test('keeps the last word on a turn', async () => {
      const box = await make();
      await box.put(feedback('t1', '2026-11-20T09:00:00.000Z'));
      const last: Feedback = { ...feedback('t1', '2026-11-20T10:00:00.000Z'), helpful: false, reason: 'wrong', comment: null };
      await box.put(last);
      await box.put({ ...feedback('t1', '2026-11-20T08:00:00.000Z'), sessionId: 's2' });
      expect(await box.list(10)).toEqual([last, { ...feedback('t1', '2026-11-20T08:00:00.000Z'), sessionId: 's2' }]);
    });

    test('has what was said of the turns of one session', async () => {
      const box = await make();
      await box.put(feedback('t1', '2026-11-20T09:00:00.000Z'));
      await box.put(feedback('t2', '2026-11-20T10:00:00.000Z'));
      await box.put({ ...feedback('t1', '2026-11-20T08:00:00.000Z'), sessionId: 's10' });
      expect((await box.ofSession('s1')).map(({ sessionId, turnId }) => `${sessionId} ${turnId}`).toSorted()).toEqual(['s1 t1', 's1 t2']);
      expect(await box.ofSession('nobody')).toEqual([]);
    });
  });
}
