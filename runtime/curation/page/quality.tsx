import { useMemo, useState } from 'preact/hooks';
import { Chart } from './chart.tsx';
import { getQuality, type Quality as Read } from './knowledge-api.ts';
import { percent, Waiting } from './parts.tsx';
import { qualityCharts } from './quality-charts.ts';
import { useLoad } from './use-load.ts';

const SPANS = [
  { days: 7, name: '7 days' },
  { days: 30, name: '30 days' },
  { days: 90, name: '90 days' },
] as const;

/** How well visitors are answered and how fresh the articles are: the figures of some days, and a chart for each question. */
export function Quality() {
  const [days, setDays] = useState<number>(30);
  const loaded = useLoad(`quality ${days}`, () => getQuality(days));
  return (
    <>
      <fieldset class="spans">
        <legend class="unseen">How many days</legend>
        {SPANS.map((span) => (
          <button key={span.days} type="button" aria-pressed={span.days === days} onClick={() => setDays(span.days)}>
            {span.name}
          </button>
        ))}
      </fieldset>
      {loaded.value ? <Figures quality={loaded.value} /> : <Waiting loaded={loaded} what="figures" />}
    </>
  );
}

function Figures({ quality }: { quality: Read }) {
  const charts = useMemo(() => qualityCharts(quality), [quality]);
  const { days, isCut } = quality;
  const sum = (count: (day: Read['days'][number]) => number) => days.reduce((total, day) => total + count(day), 0);
  const known = sum(({ cited }) => cited);
  const asked = known + sum(({ refused }) => refused);
  const thumbs = sum(({ helpful, unhelpful }) => helpful + unhelpful);
  const share = (part: number, whole: number) => (whole === 0 ? '–' : percent(part / whole));
  return (
    <>
      <dl class="tiles">
        <Tile name="Questions about the product" value={String(asked)} />
        <Tile name="Of them answered with sources" value={share(known, asked)} />
        <Tile
          name="Thumbs up"
          value={share(
            sum(({ helpful }) => helpful),
            thumbs,
          )}
        />
        <Tile name="Gaps opened" value={String(sum(({ gapsOpened }) => gapsOpened))} />
        <Tile name="Gaps closed" value={String(sum(({ gapsClosed }) => gapsClosed))} />
      </dl>
      {asked === 0 && <p class="hint">Nobody has asked anything in these days. Messages are counted as their answers end.</p>}
      {isCut && <p class="note">More was said or missed than is looked at here: thumbs and gaps of the first days may be too few.</p>}
      <div class="charts">
        {charts.map((content) => (
          <Chart key={content.title} content={content} />
        ))}
      </div>
    </>
  );
}

const Tile = ({ name, value }: { name: string; value: string }) => (
  <div class="tile">
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);
