import { describe, expect, test } from 'vitest';
import type { Confirmation } from '#core/domain/ticket.ts';
import type { Confirmations } from './confirmations.ts';

/** What each Confirmations adapter must do. */
export function describeConfirmations(name: string, make: () => Promise<Confirmations>) {
  const offered: Confirmation = {
    confirmationId: 'c0ffee',
    sessionId: 's1',
    turnId: 't1',
    action: 'create_ticket',
    fields: {
      requester_email: 'ann@acme.example',
      subject: 'No logs',
      description: 'Nothing arrives.',
      priority: 'normal',
      tags: ['chat'],
      plugin_version: '4.6.3',
    },
    status: 'offered',
    expiresAt: '2026-11-21T10:15:00.000Z',
  };
  const edited = { ...offered.fields, subject: 'No logs since Monday' };
  const ticket = { id: '12', url: 'https://desk.example/12' };

  describe(`Confirmations: ${name}`, () => {
    test('keeps an offer as it is, and knows no other', async () => {
      const confirmations = await make();
      await confirmations.offer(offered);
      expect(await confirmations.get('c0ffee')).toEqual(offered);
      expect(await confirmations.get('unknown')).toBeNull();
      expect(await confirmations.accept('unknown', edited)).toBeNull();
    });

    test('lets one of many accept, with its fields', async () => {
      const confirmations = await make();
      await confirmations.offer(offered);
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => confirmations.accept('c0ffee', edited)));
      expect(outcomes.filter(Boolean)).toEqual([{ ...offered, status: 'accepted', fields: edited }]);
      expect(await confirmations.cancel('c0ffee')).toBeNull();
    });

    test('cancels once, and then never accepts', async () => {
      const confirmations = await make();
      await confirmations.offer(offered);
      expect(await confirmations.cancel('c0ffee')).toEqual({ ...offered, status: 'cancelled' });
      expect(await confirmations.cancel('c0ffee')).toBeNull();
      expect(await confirmations.accept('c0ffee', edited)).toBeNull();
      await expect(confirmations.filed('c0ffee', ticket)).rejects.toThrow(/cancelled/);
    });

    test('records one ticket: the same again is fine, another is a conflict', async () => {
      const confirmations = await make();
      await confirmations.offer(offered);
      await expect(confirmations.filed('c0ffee', ticket)).rejects.toThrow(/not accepted/);
      await confirmations.accept('c0ffee', edited);
      await confirmations.filed('c0ffee', ticket);
      await confirmations.filed('c0ffee', ticket);
      expect(await confirmations.get('c0ffee')).toEqual({ ...offered, status: 'filed', fields: edited, ticket });
      await expect(confirmations.filed('c0ffee', { ...ticket, id: '13' })).rejects.toThrow(/second/);
      await expect(confirmations.filed('unknown', ticket)).rejects.toThrow(/does not exist/);
    });
  });
}
