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
/** Where the desk reads how people sign in. It is the environment's, not a build's: an earlier build takes it as it is. */
const SIGN_IN = 'curate/sign-in.json';

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

/**
 * What the desk reads of how people sign in, from the text of `terraform output -json`. Throws TypeError where it has no whole `sign_in`.
 */
export function signInPlan(outputs: string, { bucket }: SiteTarget): AwsCall {
  const { sign_in: output } = JSON.parse(outputs) as { sign_in?: { value?: Record<string, unknown> } };
  const text = (name: string): string => {
    const value = output?.value?.[name];
    if (typeof value !== 'string' || value === '') throw new TypeError(`the outputs have no sign_in.${name}; apply, and write them anew`);
    return value;
  };
  const settings = {
    clientId: text('client_id'),
    authorizeUrl: text('authorize_endpoint'),
    tokenUrl: text('token_endpoint'),
    logoutUrl: text('logout_endpoint'),
  };
  const type = ['--content-type', 'application/json', '--cache-control', ASK_AGAIN];
  return { args: ['s3', 'cp', '-', `s3://${bucket}/${SIGN_IN}`, ...type], input: `${JSON.stringify(settings)}\n` };
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
