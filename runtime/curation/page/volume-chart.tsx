import type { DayFigures } from '#core/domain/conversation.ts';
import { plural } from './parts.tsx';

/** Units of the drawing; it is stretched to the room there is. */
const HEIGHT = 60;
const STEP = 10;
const GAP = 2;

/** Messages a day, the answered ones filled. What it shows is told by a table to whoever does not see it, and to whoever wants figures. */
export function VolumeChart({ days }: { days: readonly DayFigures[] }) {
  const most = Math.max(1, ...days.map(({ turns }) => turns));
  const height = (count: number) => (count / most) * HEIGHT;
  return (
    <figure class="volume">
      <figcaption>
        Messages a day <span class="key answered">answered</span> <span class="key">all</span>
      </figcaption>
      <svg viewBox={`0 0 ${days.length * STEP} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
        {days.map(({ day, turns, answered }, index) => (
          <g key={day}>
            <title>{`${dayName(day)}: ${plural(turns, 'message')}, ${answered} answered`}</title>
            <rect class="all" x={index * STEP + GAP / 2} y={HEIGHT - height(turns)} width={STEP - GAP} height={height(turns)} />
            <rect class="answered" x={index * STEP + GAP / 2} y={HEIGHT - height(answered)} width={STEP - GAP} height={height(answered)} />
          </g>
        ))}
      </svg>
      <p class="ends" aria-hidden="true">
        <span>{dayName(days[0]!.day)}</span>
        <span>at most {most}</span>
        <span>{dayName(days.at(-1)!.day)}</span>
      </p>
      <details>
        <summary>As a table</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and so must for a keyboard */}
        <section class="wide" aria-label="Messages a day" tabIndex={0}>
          <table>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col">Conversations</th>
                <th scope="col">Messages</th>
                <th scope="col">Answered</th>
              </tr>
            </thead>
            <tbody>
              {days.toReversed().map(({ day, conversations, turns, answered }) => (
                <tr key={day}>
                  <th scope="row">{dayName(day)}</th>
                  <td>{conversations}</td>
                  <td>{turns}</td>
                  <td>{answered}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </figure>
  );
}

/** 21 Nov: a day of UTC, whatever the reader's zone. */
function dayName(day: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
