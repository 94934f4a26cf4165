import { z } from 'zod';
import type { Platform } from '#core/ports/platform.ts';
import { type ClosePorts, closeGaps, type ReplayedGaps } from './close-gaps.ts';

/** For which version the open questions were asked again, and how far that came. */
const PROGRESS_FILE = 'files/gaps-asked-again.json';
const progress = z.object({ version: z.int(), isWhole: z.boolean(), asked: z.array(z.string()) });

type Ports = ClosePorts & Pick<Platform, 'files' | 'log'>;

/**
 * Asks what serves now what the versions before did not know, once a version. Who has not the time for all goes on with the next call; one
 * that is killed in between asks some of them again, which changes nothing. Null when there was nothing to do. Throws what the stores and the
 * assistant throw.
 */
export async function provePromoted(ports: Ports, isOver: () => boolean = () => false): Promise<ReplayedGaps | null> {
  const version = (await ports.serving.current())?.version;
  if (version === undefined) return null;
  const earlier = await readProgress(ports);
  if (earlier?.version === version && earlier.isWhole) return null;
  const asked = new Set(earlier?.version === version ? earlier.asked : []);
  let isWhole = false;
  try {
    const replayed = await closeGaps(ports, { asked, isOver });
    isWhole = replayed.left === 0;
    if (replayed.replayed > 0) ports.log.info('open questions were asked again', { version, ...replayed });
    return replayed;
  } finally {
    await ports.files.write(PROGRESS_FILE, JSON.stringify({ version, isWhole, asked: isWhole ? [] : [...asked] }));
  }
}

/** Null before the first; a file that cannot be read costs asking again. */
async function readProgress({ files, log }: Pick<Ports, 'files' | 'log'>) {
  const text = await files.readText(PROGRESS_FILE);
  if (text === null) return null;
  try {
    return progress.parse(JSON.parse(text));
  } catch (error) {
    log.warn('what was asked again cannot be read, all of it is asked anew', { file: PROGRESS_FILE, problem: (error as Error).name });
    return null;
  }
}
