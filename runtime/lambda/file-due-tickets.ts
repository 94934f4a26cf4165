import type { Context } from 'aws-lambda';
import { fileDueTickets } from '../tickets/file-due-tickets.ts';
import { functionPlatform } from './open-platform.ts';

const open = functionPlatform('file-due-tickets');

/** Called every minute: files what visitors accepted while the desk was away. */
export async function handler(_event: unknown, { awsRequestId }: Pick<Context, 'awsRequestId'>): Promise<{ readonly filed: number }> {
  const { platform } = open();
  platform.log.correlate({ requestId: awsRequestId });
  return { filed: await fileDueTickets(platform) };
}
