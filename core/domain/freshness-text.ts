const DAY_MS = 24 * 60 * 60 * 1_000;

type Dates = { readonly [date in 'updatedAt' | 'crawledAt' | 'ingestedAt' | 'citedAt']?: string | null | undefined };

/** How fresh an article is, as a person says it: `changed 3 days ago, checked today`. What nobody knows is left out; empty when that is all. */
export function freshnessText({ updatedAt, crawledAt, ingestedAt, citedAt }: Dates, now: Date): string {
  const dates = [
    ['changed', updatedAt],
    ['checked', crawledAt],
    ['ingested', ingestedAt],
    ['cited', citedAt],
  ] as const;
  return dates.flatMap(([what, at]) => (at ? [`${what} ${daysAgo(at, now)}`] : [])).join(', ');
}

/** In whole days of UTC, so that an answer is the same on every machine. What a slow clock puts into the future is today. */
function daysAgo(at: string, now: Date): string {
  const days = Math.floor(now.getTime() / DAY_MS) - Math.floor(Date.parse(at) / DAY_MS);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 14) return `${days} days ago`;
  if (days < 70) return `${Math.floor(days / 7)} weeks ago`;
  return days < 730 ? `${Math.round(days / 30.44)} months ago` : `${Math.round(days / 365.25)} years ago`;
}
