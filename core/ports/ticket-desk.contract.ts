import { describe, expect, test } from 'vitest';
import type { TicketFields } from '#core/domain/ticket.ts';
import type { TicketDesk } from './ticket-desk.ts';

/** What each TicketDesk adapter must do. `count` is how many tickets the desk holds. */
export function describeTicketDesk(name: string, make: () => Promise<{ desk: TicketDesk; count: () => Promise<number> }>) {
  const fields: TicketFields = {
    requester_email: 'ann@acme.example',
    subject: 'No logs in Datadog',
    description: 'Nothing arrives since Monday.',
    priority: 'high',
    tags: ['chat'],
    plugin_version: '4.6.3',
  };
  const ticket = { fields, transcript: 'Visitor: No logs arrive.', key: 'key-1' };

  describe(`TicketDesk: ${name}`, () => {
    test('files a ticket that a person can open', async () => {
      const { desk, count } = await make();
      const filed = await desk.file(ticket);
      expect(filed.id).toMatch(/^\d+$/);
      expect(filed.url).toContain(filed.id);
      expect(await count()).toBe(1);
    });

    test('files once per key, in a row, together, and when the conversation has gone on', async () => {
      const { desk, count } = await make();
      const filed = await Promise.all(Array.from({ length: 20 }, () => desk.file(ticket)));
      filed.push(await desk.file({ ...ticket, transcript: `${ticket.transcript}\nVisitor: Hello?` }));
      expect(new Set(filed.map(({ id }) => id)).size).toBe(1);
      expect((await desk.file({ ...ticket, key: 'key-2' })).id).not.toBe(filed[0]?.id);
      expect(await count()).toBe(2);
    });

    test('says what the desk refuses', async () => {
      const { desk, count } = await make();
      const refused = desk.file({ ...ticket, fields: { ...fields, requester_email: 'no address' } });
      await expect(refused).rejects.toMatchObject({ name: 'InvalidInput', message: expect.stringMatching(/email/i) });
      expect(await count()).toBe(0);
    });
  });
}
