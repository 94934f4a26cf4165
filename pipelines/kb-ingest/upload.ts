import { Conflict } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import { sideContent, sidePath, writeManifest } from './manifest.ts';
import type { Planned } from './plan.ts';
import { readCheckedSources } from './read-sources.ts';

/** Brings the idle side's files to the plan; the manifest comes last. Done twice, it ends the same. */
export async function upload(
  planned: Planned,
  ports: Pick<Platform, 'files' | 'progress'>,
): Promise<{ uploaded: number; removed: number }> {
  const { articles } = await readCheckedSources(ports.files, planned.sources);
  const { contents, manifest } = sideContent(articles);
  if (manifest.contentHash !== planned.contentHash)
    throw new Conflict('the plan is of other articles than the CSVs hold now; run ingest again');
  for (const [index, path] of planned.put.entries()) {
    await ports.files.write(sidePath(planned.idleSide, path), contents.get(path)!);
    ports.progress.at(index + 1, planned.put.length);
  }
  for (const path of planned.remove) await ports.files.remove(sidePath(planned.idleSide, path));
  await writeManifest(ports.files, planned.idleSide, manifest);
  return { uploaded: planned.put.length, removed: planned.remove.length };
}
