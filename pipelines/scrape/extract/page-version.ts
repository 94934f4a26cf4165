/** The version that a url names, and the url without it, by which the versions of one page are found. */
export type UrlVersion = {
  /** Null for `latest` and the like, which name no number. */
  readonly version: string | null;
  readonly rank: 'current' | 'numbered' | 'unreleased';
  readonly plainUrl: string;
};

const CURRENT = /^(?:latest|stable|current)$/i;
const UNRELEASED =
  /^(?:next|dev|devel|develop|development|main|master|trunk|nightly|edge|unstable|canary|head|snapshot|preview|beta|alpha|rc)$/i;

/** `4.7`, `v2.0.0-beta`, `2024.1`; not `latest` or `current`, which say nothing next year. */
export function readVersion(text: string): string | null {
  return (
    /^[vV]?(\d{1,4}(?:\.(?:\d{1,5}|x))*(?:[-.]?(?:alpha|beta|rc|snapshot|preview|dev)[.\w-]{0,12})?)$/i
      .exec(text.split(',')[0]!.trim())?.[1]
      ?.toLowerCase() ?? null
  );
}

/** Reads the first path segment that is a version. Null where there is none. Years and single numbers need a `v`: they are often no version. */
export function urlVersion(url: string): UrlVersion | null {
  const { origin, pathname, search } = new URL(url);
  const segments = pathname.split('/');
  for (const [index, segment] of segments.entries()) {
    // The last segment is the page, not a folder, unless it ends in a slash.
    if (!segment || index === segments.length - 1) continue;
    const plainUrl = origin + segments.toSpliced(index, 1).join('/') + search;
    if (CURRENT.test(segment)) return { version: null, rank: 'current', plainUrl };
    if (UNRELEASED.test(segment)) return { version: null, rank: 'unreleased', plainUrl };
    const version = /^(?:v\d|\d+\.)/i.test(segment) ? readVersion(segment) : null;
    if (version) return { version, rank: /[a-z]/.test(version.replace('.x', '')) ? 'unreleased' : 'numbered', plainUrl };
  }
  return null;
}

/** Negative when `a` is older than `b`: numbers part by part. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) =>
    version.split(/[.-]/).map((part) => (part === 'x' ? Number.MAX_SAFE_INTEGER : Number.parseInt(part, 10) || 0)),
  );
  for (let index = 0; index < Math.max(left!.length, right!.length); index++) {
    const difference = (left![index] ?? 0) - (right![index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
