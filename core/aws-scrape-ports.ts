import type { AwsConnection } from './aws/connection.ts';
import { dynamoDrafts } from './aws/drafts.ts';
import { s3Files } from './aws/files.ts';
import { parseStack } from './aws/stack.ts';
import { dynamoTable } from './aws/table.ts';
import { keptWorkFiles } from './aws/work-files.ts';
import { type Terminal, terminalProgress } from './local/progress.ts';
import { systemClock } from './local/system.ts';
import { localWorkFiles } from './local/work-files.ts';
import type { Platform } from './ports/platform.ts';
import { noProgress } from './ports/progress.ts';

/** What a crawl into a deployed stack needs. */
export type AwsScrapePorts = Pick<Platform, 'files' | 'workFiles' | 'drafts' | 'clock' | 'log' | 'progress' | 'mayReadPrivateHosts'>;

export type ScrapePortsOptions = {
  readonly folder: string;
  readonly terminal?: Terminal;
  readonly onError: (line: string) => void;
  /** Tests connect to stand-ins of the services. */
  readonly connection?: AwsConnection;
};

/**
 * The ports of a crawl that works in `folder`, which may go with the machine; `text` is what
 * `terraform output -json` printed, `name` where it was found. Hosts of a private network are the
 * stack's own: none is read.
 */
export function openScrapePorts(
  text: string,
  name: string,
  { folder, terminal, onError, connection = {} }: ScrapePortsOptions,
): AwsScrapePorts {
  const { region, bucket, table } = parseStack(text, name);
  const aws = { region, ...connection };
  const files = s3Files({ ...aws, bucket });
  return {
    files,
    workFiles: keptWorkFiles({ files, local: localWorkFiles(folder) }),
    drafts: dynamoDrafts(dynamoTable({ ...aws, table, clock: systemClock })),
    mayReadPrivateHosts: false,
    clock: systemClock,
    log: { debug() {}, info() {}, warn: onError, error: onError },
    progress: terminal ? terminalProgress(terminal) : noProgress,
  };
}
