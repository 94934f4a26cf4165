import { fileDueTickets } from '../tickets/file-due-tickets.ts';
import { openedOnce, openService } from './open-service.ts';

const service = openedOnce(() => openService('file-tickets'));

/** Called by the schedule every minute: files accepted tickets that the desk did not take at once. */
export async function handler(): Promise<{ readonly filed: number }> {
  return { filed: await fileDueTickets(service().platform) };
}
