import { Conflict } from '#core/domain/errors.ts';
import type { Source } from '#core/domain/passage.ts';
import { formatSidecar, SIDECAR_SUFFIX } from '#core/domain/sidecar.ts';
import type { Platform } from '#core/ports/platform.ts';
import { sideContent, sidePath, unmarkProven, writeManifest } from './manifest.ts';
import type { Planned } from './plan.ts';
import { type SourceShard, sideShards } from './side-shards.ts';
import { stillIdle } from './sync.ts';

/** Takes everything away from the idle side, so that its index is emptied before it is filled. */
export async function empty(planned: Planned, { files, serving }: Pick<Platform, 'files' | 'serving'>): Promise<Planned> {
  const { idleSide, jobs } = planned;
  await beginChange(planned, { files, serving });
  for (const { source } of jobs) for await (const { path } of files.list(sidePath(idleSide, source))) await files.remove(path);
  return { ...planned, jobs: jobs.map((job) => ({ ...job, rows: 0 })) };
}

/** Brings the idle side's files to the plan; the manifest comes last. Done twice, it ends the same. */
export async function upload(planned: Planned, ports: Pick<Platform, 'files' | 'serving' | 'progress'>): Promise<Planned> {
  const { idleSide, remove } = planned;
  const { files } = ports;
  const { manifest } = await sideContent(writing(planned, ports));
  if (manifest.contentHash !== planned.contentHash)
    throw new Conflict('the plan is of other articles than the CSVs hold now; run ingest again');
  if (planned.put.length === 0) await beginChange(planned, ports);
  for (const path of remove) await files.remove(sidePath(idleSide, path));
  await writeManifest(files, idleSide, manifest);
  const rowsOf = (wanted: Source) => planned.sources.find(({ source }) => source === wanted)!.rows;
  return { ...planned, jobs: planned.jobs.map((job) => ({ ...job, rows: rowsOf(job.source) })), round: 1 };
}

/** The shards of the CSVs; those of the plan are written as they go by. */
async function* writing(planned: Planned, ports: Pick<Platform, 'files' | 'serving' | 'progress'>): AsyncGenerator<SourceShard> {
  const put = new Set(planned.put);
  let done = 0;
  for await (const shard of sideShards(ports.files, planned)) {
    const sidecar = shard.path + SIDECAR_SUFFIX;
    const contents = [[shard.path, shard.csv] as const, [sidecar, formatSidecar(shard.source)] as const];
    for (const [path, content] of contents.filter(([path]) => put.has(path))) {
      if (done === 0) await beginChange(planned, ports);
      await ports.files.write(sidePath(planned.idleSide, path), content);
      done += 1;
      ports.progress.at(done, put.size);
    }
    yield shard;
  }
}

/** The last look before the idle side is another one than its manifest says. */
async function beginChange(planned: Planned, { files, serving }: Pick<Platform, 'files' | 'serving'>): Promise<void> {
  await stillIdle(planned, { serving });
  await unmarkProven(files, planned.idleSide);
}
