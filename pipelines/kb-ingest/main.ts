import type { CommandResult } from '#core/domain/command-result.ts';
import { type DoctorReport, doctor } from './doctor/doctor.ts';
import { folderOnDisk } from './doctor/folder-on-disk.ts';
import { doctorText } from './doctor/report-text.ts';
import type { RollbackReport } from './flip-back.ts';
import { type IngestInput, ingest } from './ingest.ts';
import { readServedManifest } from './manifest.ts';
import { type IngestReport, reportText } from './report.ts';
import { rollback } from './rollback.ts';
import type { MachinePort } from './start-refresh.ts';
import type { IngestPorts } from './steps.ts';

/** `ingest [--dry-run] [--reembed] [--force REASON]`. */
export async function ingestCommand(
  args: IngestInput,
  platform: IngestPorts & MachinePort,
): Promise<CommandResult & { readonly report: IngestReport }> {
  const report = await ingest(args, platform);
  return { report, text: reportText(report), ok: report.status !== 'failed' };
}

/** `doctor [--kb DIR]`: the data folder beside what serves, or any folder by itself. */
export async function doctorCommand(
  args: { readonly kb?: string | undefined; readonly ownDomains?: readonly string[] },
  platform: IngestPorts,
): Promise<CommandResult & { readonly report: DoctorReport }> {
  const { kb, ownDomains = [] } = args;
  const { progress } = platform;
  const report =
    kb === undefined
      ? await doctor({ ownDomains, served: await servedUrls(platform) }, { files: platform.files, progress })
      : await doctor({ ownDomains }, { files: await folderOnDisk(kb), progress });
  return { report, text: doctorText(report), ok: report.errors === 0 };
}

async function servedUrls({ files, serving }: Pick<IngestPorts, 'files' | 'serving'>) {
  const manifest = await readServedManifest(files, await serving.current());
  if (!manifest) return null;
  const { web_docs, curated_articles } = manifest.rows;
  return { web_docs: Object.keys(web_docs), curated_articles: Object.keys(curated_articles) };
}

/** `rollback [VERSION]`. */
export async function rollbackCommand(
  version: number | undefined,
  platform: IngestPorts & MachinePort,
): Promise<CommandResult & { readonly report: RollbackReport | IngestReport }> {
  const report = await rollback(version, platform);
  return { report, text: rollbackText(report), ok: 'how' in report };
}

function rollbackText(report: RollbackReport | IngestReport): string {
  if (!('how' in report)) return reportText(report);
  const { version, restored, articles, how } = report;
  const way = how === 'flipped' ? 'the other side still held it' : 'its CSVs were ingested again';
  return `version ${version} serves what version ${restored} served: ${articles} articles (${way})`;
}
