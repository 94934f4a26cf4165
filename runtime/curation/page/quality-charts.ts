import type { ChartContent } from './chart.tsx';
import type { AgeGroup, Canaries, Quality, QualityDay } from './knowledge-api.ts';
import { percent } from './parts.tsx';

/** The charts of the quality view, in the order of what is asked first: are visitors answered, are they content, what is missing, is it fresh. Pure. */
export function qualityCharts({ days, articles, canaries }: Quality): ChartContent[] {
  return [
    answers(days),
    thumbs(days),
    gaps(days),
    ...(articles?.ages.some((group) => group.articles > 0) ? [ages(articles.ages)] : []),
    ...(canaries.some(({ canary }) => canary.golden) ? [recall(canaries)] : []),
  ];
}

function answers(days: readonly QualityDay[]): ChartContent {
  const other = days.map(({ uncited, failed, stopped, offered }) => uncited + failed + stopped + offered);
  const series = [
    { name: 'Answered with sources', values: days.map(({ cited }) => cited) },
    { name: 'No answer known', values: days.map(({ refused }) => refused) },
    { name: 'Other: no source needed, tickets, stopped, failed', values: other },
  ];
  return { title: 'Questions', about: 'What became of each message, by day.', kind: 'lines', along: alongDays(days), series };
}

function thumbs(days: readonly QualityDay[]): ChartContent {
  const series = [
    { name: 'Helpful', values: days.map(({ helpful }) => helpful) },
    { name: 'Not helpful', values: days.map(({ unhelpful }) => unhelpful) },
  ];
  return { title: 'Thumbs', about: 'What visitors said of an answer, by day.', kind: 'lines', along: alongDays(days), series };
}

function gaps(days: readonly QualityDay[]): ChartContent {
  const series = [
    { name: 'Opened', values: days.map(({ gapsOpened }) => gapsOpened) },
    { name: 'Closed', values: days.map(({ gapsClosed }) => gapsClosed) },
  ];
  const about = 'Questions without a good answer, and those that have one since, by day.';
  return { title: 'Gaps', about, kind: 'lines', along: alongDays(days), series };
}

function ages(groups: readonly AgeGroup[]): ChartContent {
  return {
    title: 'Age of the articles',
    about: 'How long ago the content of each article that is served last changed.',
    kind: 'bars',
    along: {
      name: 'Last changed',
      labels: groups.map(({ fromDays, toDays }) => (toDays === null ? `over ${fromDays} d` : `${fromDays}–${toDays} d`)),
    },
    series: [{ name: 'Articles', values: groups.map(({ articles }) => articles) }],
  };
}

function recall(canaries: readonly Canaries[]): ChartContent {
  const golden = canaries.filter(({ canary }) => canary.golden);
  const after = (figure: 'recallAt5' | 'citationAccuracy' | 'refusalAccuracy') =>
    golden.map(({ canary }) => canary.golden?.after[figure] ?? null);
  return {
    title: 'Golden questions',
    about: 'What the canaries of the last refreshes found before the version was served.',
    kind: 'lines',
    along: { name: 'Version', labels: golden.map(({ version }) => `v${version}`) },
    series: [
      { name: 'Right article among five', values: after('recallAt5') },
      { name: 'Right article first', values: after('citationAccuracy') },
      { name: 'Rightly refused', values: after('refusalAccuracy') },
    ],
    format: percent,
    most: 1,
  };
}

function alongDays(days: readonly QualityDay[]): ChartContent['along'] {
  return { name: 'Day (UTC)', labels: days.map(({ day }) => shortDay(day)) };
}

/** `21 Nov`. */
function shortDay(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(Date.parse(day));
}
