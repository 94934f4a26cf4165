import { expect, test } from 'vitest';
import type { Message, Thread } from '#core/domain/message.ts';
import { handler } from './lambda.ts';
import { openMailReader } from './read/mail-reader.ts';
import { type FoundHead, scanMailbox } from './read/scan-mailbox.ts';
import { openMailIndex } from './thread/mail-index.ts';
import { collectPeople } from './thread/mentioned-people.ts';
import { runThreadJobs } from './thread-jobs.ts';

test('a batch of a Distributed Map gives what the same threads give on one machine, through JSON both ways', async () => {
  const index = openMailIndex<FoundHead>();
  const people = new Set<string>();
  for await (const found of scanMailbox(['data/samples/mailbox']))
    if ('head' in found) {
      index.add(found.head);
      collectPeople(found.head, people);
    }
  const heads = [...index.threads()];
  index.close();
  const side = { domains: ['ferrywork.example'], addresses: [] };
  const tags = ['product:connector'];
  const local = await runThreadJobs(heads, heads.length, { mailbox: { side, people }, tags }, () => {});

  const reader = openMailReader();
  const Items: Thread[] = [];
  for (const { id, subject, messages: wanted } of heads) {
    const messages: Message[] = [];
    for (const message of wanted) messages.push(await reader.read(message));
    Items.push({ id, subject, messages });
  }
  reader.close();
  const batch = JSON.parse(JSON.stringify({ Items, BatchInput: { side, people: [...people], tags } })) as Parameters<typeof handler>[0];
  const outcomes = JSON.parse(JSON.stringify(await handler(batch))) as unknown;
  expect(outcomes).toEqual(local.map(({ outcome }) => outcome));
  expect(local.filter(({ outcome }) => outcome && 'draft' in outcome).length).toBeGreaterThan(10);
});
