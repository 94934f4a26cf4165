import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';

/** Numbers along the bottom of a chart; null: nothing is known there. */
type ChartSeries = { readonly name: string; readonly values: readonly (number | null)[] };
export type ChartContent = {
  readonly title: string;
  /** What it is about, in a sentence. */
  readonly about: string;
  /** What the places along the bottom are, and the words under each. */
  readonly along: { readonly name: string; readonly labels: readonly string[] };
  readonly series: readonly ChartSeries[];
  readonly kind: 'lines' | 'bars';
  readonly format?: (value: number) => string;
  /** Where the scale ends at the latest. */
  readonly most?: number;
};

const HEIGHT = 200;
/** Under it, words along the bottom would touch. */
const LABEL_WIDTH = 64;
/** Under it, the points of a line would touch. */
const POINT_WIDTH = 12;
/** Each series is told apart by its dashes too, for who does not see the colours and where there are none. */
const DASHES: readonly (readonly number[])[] = [[], [8, 4], [2, 4], [12, 4, 2, 4]];

/**
 * A chart with the same numbers as a table below it, which is what a screen reader reads. The colours are those of the page: they are looked up
 * anew when it changes between light, dark and forced ones.
 */
export function Chart({ content }: { content: ChartContent }) {
  const { title, about, along, series, format = String } = content;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    return element ? drawn(element, content) : undefined;
  }, [content]);
  return (
    <figure class="chart">
      <figcaption>
        <h2>{title}</h2>
        <p class="hint">{about}</p>
      </figcaption>
      {series.length > 1 && (
        <ul class="legend" aria-hidden="true">
          {series.map(({ name }, index) => (
            <li key={name}>
              <svg aria-hidden="true" width="28" height="8" class={`series-${index}`}>
                <line
                  x1="0"
                  y1="4"
                  x2="28"
                  y2="4"
                  stroke-width="3"
                  stroke-dasharray={content.kind === 'bars' ? undefined : DASHES[index]?.join(' ')}
                />
              </svg>
              {name}
            </li>
          ))}
        </ul>
      )}
      <div ref={place} class="plot" aria-hidden="true" />
      <details>
        <summary>
          As a table<span class="unseen">: {title}</span>
        </summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and so must for a keyboard */}
        <section class="wide" aria-label={title} tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">{along.name}</th>
                {series.map(({ name }) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {along.labels.map((label, at) => (
                <tr key={label}>
                  <th scope="row">{label}</th>
                  {series.map(({ name, values }) => (
                    <td key={name}>{values[at] == null ? '–' : format(values[at])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}

/** Draws, and draws anew when the width or the colours change. Returns what ends it. */
function drawn(element: HTMLElement, content: ChartContent): () => void {
  let plot: uPlot | undefined;
  const draw = () => {
    plot?.destroy();
    plot = new uPlot(optionsOf(content, element), dataOf(content), element);
  };
  const changes = ['(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
  for (const change of changes) change.addEventListener('change', draw);
  const resized = new ResizeObserver(() => {
    if (plot?.width !== element.clientWidth) draw();
  });
  resized.observe(element);
  return () => {
    resized.disconnect();
    for (const change of changes) change.removeEventListener('change', draw);
    plot?.destroy();
  };
}

function dataOf({ along, series }: ChartContent): uPlot.AlignedData {
  return [along.labels.map((_, at) => at), ...series.map(({ values }) => [...values])];
}

function optionsOf(content: ChartContent, element: HTMLElement): uPlot.Options {
  const { along, series, kind, format = String, most } = content;
  const last = along.labels.length - 1;
  const style = getComputedStyle(element);
  const font = `12px ${style.fontFamily}`;
  const line = colourOf(element, '--line');
  const axis = { stroke: colourOf(element, '--muted'), font, grid: { stroke: line, width: 1 }, ticks: { show: false } };
  return {
    width: Math.max(element.clientWidth, 1),
    height: HEIGHT,
    legend: { show: false },
    // Nothing to drag and nothing that only a pointer shows: the table has the numbers.
    cursor: { show: false },
    scales: {
      x: { time: false, range: kind === 'bars' ? [-0.5, last + 0.5] : [0, Math.max(last, 1)] },
      y: { range: (_plot, _least, highest) => [0, most ?? Math.max(4, Math.ceil(highest * 1.1))] },
    },
    axes: [
      {
        ...axis,
        size: 28,
        grid: { show: false },
        splits: () => labelled(along.labels.length, element.clientWidth),
        values: (_plot, splits) => splits.map((at) => along.labels[at] ?? ''),
      },
      {
        ...axis,
        size: 44,
        incrs: most === undefined ? [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000] : [most / 4],
        values: (_plot, splits) => splits.map(format),
      },
    ],
    series: [
      {},
      ...series.map(({ name }, index): uPlot.Series => {
        const stroke = colourOf(element, `--series-${index}`);
        const points = { show: along.labels.length * POINT_WIDTH < element.clientWidth, size: 5, fill: stroke };
        if (kind === 'lines') return { label: name, stroke, width: 2, dash: [...(DASHES[index] ?? [])], points };
        return { label: name, stroke, fill: stroke, points: { show: false }, paths: uPlot.paths.bars!({ size: [0.6, 64] }) };
      }),
    ],
  };
}

/** The places along the bottom that have room for their words: all of them, or every second, third and so on, the last one always. */
function labelled(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((count * LABEL_WIDTH) / Math.max(width, 1)));
  return Array.from({ length: count }, (_, at) => at).filter((at) => (count - 1 - at) % step === 0);
}

/** A token as the canvas understands it: `light-dark()` is resolved by an element that has the colour. */
function colourOf(element: HTMLElement, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
