/** Where a built site goes. */
export type SiteTarget = { readonly bucket: string; readonly distribution: string };
/** Arguments of one call of the AWS command line, and what it reads. */
export type AwsCall = { readonly args: readonly string[]; readonly input?: string };

/** Names below `assets/` are of their content: they are asked for once. */
const FOR_EVER = 'public, max-age=31536000, immutable';
/** Pages and `widget.js` are asked for anew each time, and answered "unchanged" mostly. */
const ASK_AGAIN = 'no-cache';
/** Ids of what was published, newest last. */
const HISTORY = 'releases/history';

/** Letters, digits, dots and dashes: a release is a folder of the bucket. */
export function isRelease(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/.test(id);
}

export function readHistory({ bucket }: SiteTarget): AwsCall {
  return { args: ['s3', 'cp', `s3://${bucket}/${HISTORY}`, '-'] };
}

/**
 * Publishes `folder` as `release`: first the assets, of which earlier ones stay, since open pages still name them; then the pages, once as a
 * release to come back to and once where they are served.
 */
export function publishPlan(folder: string, release: string, history: readonly string[], target: SiteTarget): AwsCall[] {
  const { bucket } = target;
  return [
    { args: ['s3', 'sync', `${folder}/assets`, `s3://${bucket}/assets`, '--cache-control', FOR_EVER] },
    {
      args: [
        's3', 'cp', folder, `s3://${bucket}/releases/${release}`, '--recursive', '--exclude', 'assets/*', '--cache-control', ASK_AGAIN,
      ], // biome-ignore format: a command reads as a command
    },
    ...servePlan(release, history, target),
  ];
}

/** Serves a release that was published before. */
export function servePlan(release: string, history: readonly string[], { bucket, distribution }: SiteTarget): AwsCall[] {
  return [
    { args: ['s3', 'cp', `s3://${bucket}/releases/${release}`, `s3://${bucket}/`, '--recursive', '--cache-control', ASK_AGAIN] },
    { args: ['s3', 'cp', '-', `s3://${bucket}/${HISTORY}`], input: `${[...history, release].join('\n')}\n` },
    { args: ['cloudfront', 'create-invalidation', '--distribution-id', distribution, '--paths', '/*'] },
  ];
}

/** The release that served before the one that serves now; null where there was none. */
export function releaseBefore(history: readonly string[]): string | null {
  return history.findLast((release) => release !== history.at(-1)) ?? null;
}
