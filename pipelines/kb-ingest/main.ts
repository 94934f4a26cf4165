import type { CommandResult } from '#core/domain/command-result.ts';
import { type IngestInput, type IngestPorts, type IngestReport, ingest } from './ingest.ts';

/** `ingest [--dry-run] [--force REASON]`. */
export async function ingestCommand(args: IngestInput, platform: IngestPorts): Promise<CommandResult & { readonly report: IngestReport }> {
  const report = await ingest(args, platform);
  return { report, text: reportText(report), ok: report.status !== 'failed' };
}

function reportText(report: IngestReport): string {
  const counts = `${report.added} added, ${report.changed} changed, ${report.removed} removed, ${report.unchanged} unchanged`;
  const forced = report.forced ? `\nforced (${report.forced.reason}): ${report.forced.guards.join('; ')}` : '';
  switch (report.status) {
    case 'promoted':
      return `version ${report.version} serves: ${counts}; ${report.shards} shards uploaded${forced}`;
    case 'unchanged':
      return `nothing has changed; version ${report.version} goes on serving`;
    case 'planned':
      return `dry run: ${counts}; ${report.shards} shards would be uploaded${forced}`;
    case 'failed':
      return `ingest stopped: ${report.reason}${report.version ? ` (version ${report.version} goes on serving)` : ''}`;
  }
}
