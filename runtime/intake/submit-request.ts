import { Conflict, InvalidInput } from '#core/domain/errors.ts';
import { type Attachment, isAskedAgain, isSameSubmitter, requestIdOf, type SupportRequest } from '#core/domain/support-request.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { IntakeCaller } from './intake-caller.ts';
import { collectUpload } from './take-upload.ts';

export type AskedRequest = {
  readonly content: string;
  readonly customerId?: string | undefined;
  readonly email?: string | undefined;
  readonly attachments: readonly string[];
  /** The same key again is the same request; null: each call is a new one. */
  readonly idempotencyKey: string | null;
};
type Ports = Pick<Platform, 'supportRequests' | 'uploads' | 'files' | 'queue' | 'clock' | 'ids'>;

/**
 * Keeps a request and queues it; both are durable when it returns. A call that died in between leaves it `received`, and the same call
 * with the same key queues it, so that it may be queued twice but is never lost. Throws Conflict where the key came with another request.
 */
export async function submitRequest(caller: IntakeCaller, asked: AskedRequest, ports: Ports): Promise<SupportRequest> {
  const { idempotencyKey, content, email = null, attachments: uploadIds } = asked;
  const customerId = customerOf(caller, asked.customerId);
  const id = idempotencyKey === null ? ports.ids.random() : requestIdOf(caller.submitter, idempotencyKey);
  const known = idempotencyKey === null ? null : await ports.supportRequests.get(id);
  const request =
    known ??
    (await ports.supportRequests.create({
      id,
      submitter: caller.submitter,
      customerId,
      email,
      content,
      attachments: await attach(caller, uploadIds, id, ports),
      state: 'received',
      createdAt: ports.clock.now().toISOString(),
    }));
  if (!isAskedAgain(request, { customerId, email, content, uploadIds }))
    throw new Conflict('this Idempotency-Key came with another request before; send a new key with a new request');
  if (request.state !== 'received') return request;
  await ports.queue.send(JSON.stringify({ id }));
  return (await ports.supportRequests.move(id, 'received', { state: 'queued' })) ?? request;
}

/** A service says for whom it asks; a session is who it was verified to be. */
function customerOf({ key, subject }: IntakeCaller, said: string | undefined): string | null {
  if (key) return said ?? null;
  if (said !== undefined && said !== subject)
    throw new InvalidInput('`customerId` is told by services only; leave it out, the session says who asks');
  return subject;
}

async function attach(caller: IntakeCaller, ids: readonly string[], requestId: string, ports: Ports): Promise<Attachment[]> {
  const { uploads } = ports;
  const found: Attachment[] = [];
  for (const uploadId of ids) {
    const offered = await uploads.get(uploadId);
    if (!offered || !isSameSubmitter(offered.submitter, caller.submitter))
      throw new InvalidInput(`\`attachments\`: there is no upload ${uploadId}, or its time is over; upload the file again`);
    const upload = await collectUpload(offered, ports);
    if (!upload.stored)
      throw new InvalidInput(`\`attachments\`: nothing was sent to upload ${uploadId}; PUT the file to its address first`);
    found.push({ uploadId, name: upload.name, type: upload.type, ...upload.stored });
  }
  if (!(await uploads.attach(ids, requestId)))
    throw new InvalidInput('`attachments`: an upload belongs to another request; upload the file again');
  return found;
}
