import type { Triage } from '#core/domain/triage.ts';
import type { DeskNote, DeskTicketHead } from '#core/ports/desk-tickets.ts';
import { priorityOf } from './priority-of.ts';
import { triageNote } from './triage-note.ts';
import type { TriageSettings } from './triage-ports.ts';
import { TRIAGED_TAG, triageTags } from './triage-tags.ts';

/**
 * The note for a ticket as it is, with what the triage knows and no person has said: fields and a group that are empty, a priority where
 * there is none, tags of a name that no tag has yet. Null when the note is there, or cannot be added any more.
 */
export function planNote(head: DeskTicketHead, triage: Triage, settings: TriageSettings): DeskNote | null {
  if (head.tags.includes(TRIAGED_TAG) || head.status === 'closed') return null;
  const names = new Set(head.tags.map(nameOf));
  const fields = [
    { id: settings.categoryFieldId, value: triage.category },
    { id: settings.productFieldId, value: triage.product },
    { id: settings.languageFieldId, value: triage.language },
  ].flatMap(({ id, value }) => (id === undefined || !value || head.fieldIds.includes(id) ? [] : [{ id, value }]));
  return {
    text: triageNote(triage),
    tags: [...triageTags(triage).filter((tag) => !names.has(nameOf(tag))), TRIAGED_TAG],
    priority: head.priority === null ? priorityOf(triage) : undefined,
    groupId: triage.escalation !== null && head.groupId === null ? settings.escalationGroupId : undefined,
    fields,
  };
}

function nameOf(tag: string): string {
  return tag.split(':', 1)[0] ?? tag;
}
