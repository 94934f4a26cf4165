import { Conflict } from '#core/domain/errors.ts';
import type { Platform } from '#core/ports/platform.ts';
import { sideContent, sidePath, unmarkProven, writeManifest } from './manifest.ts';
import type { Planned } from './plan.ts';
import { readCheckedSources } from './read-sources.ts';
import { stillIdle } from './sync.ts';

/** Brings the idle side's files to the plan; the manifest comes last. Done twice, it ends the same. */
export async function upload(
  planned: Planned,
  { files, serving, progress }: Pick<Platform, 'files' | 'serving' | 'progress'>,
): Promise<Planned> {
  const { contents, manifest } = sideContent(await readCheckedSources(files, planned));
  if (manifest.contentHash !== planned.contentHash)
    throw new Conflict('the plan is of other articles than the CSVs hold now; run ingest again');
  await stillIdle(planned, { serving });
  await unmarkProven(files, planned.idleSide);
  for (const [index, path] of planned.put.entries()) {
    await files.write(sidePath(planned.idleSide, path), contents.get(path)!);
    progress.at(index + 1, planned.put.length);
  }
  for (const path of planned.remove) await files.remove(sidePath(planned.idleSide, path));
  await writeManifest(files, planned.idleSide, manifest);
  return planned;
}
