import { InvalidInput } from '#core/domain/errors.ts';
import { type SupportRequest, ticketKeyOf } from '#core/domain/support-request.ts';
import type { Triage } from '#core/domain/triage.ts';
import type { Files } from '#core/ports/files.ts';
import type { TicketToFile } from '#core/ports/ticket-desk.ts';
import { priorityOf } from './priority-of.ts';
import type { TriageSettings } from './triage-ports.ts';
import { triageTags } from './triage-tags.ts';

/** The ticket of a request: filed once, however often it is asked for. Its files are read only when it is not there yet. */
export function ticketOfRequest(request: SupportRequest, triage: Triage, settings: TriageSettings, files: Files): TicketToFile {
  const { id, customerId, email, content, attachments } = request;
  const { escalationGroupId } = settings;
  return {
    fields: {
      ...triage.fields,
      ...(customerId === null ? {} : { customer_id: customerId }),
      requester_email: email ?? settings.ownEmail,
      subject: triage.summary.trim() || `Support request ${id.slice(0, 8)}`,
      description: content,
      priority: priorityOf(triage),
      tags: triageTags(triage),
    },
    transcript: '',
    attachments: attachments.map(({ name, type, path, uploadId }) => ({
      name,
      type,
      read: async () => {
        const content = await files.read(path);
        if (!content) throw new InvalidInput(`the file of upload ${uploadId} is gone; the request cannot be filed with it`);
        return content;
      },
    })),
    ...(triage.escalation !== null && escalationGroupId !== undefined ? { groupId: escalationGroupId } : {}),
    key: ticketKeyOf(id),
  };
}
