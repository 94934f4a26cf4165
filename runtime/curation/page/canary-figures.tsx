import type { CanaryReport, GoldenFigures } from '#core/domain/refresh-report.ts';
import { percent, plural } from './parts.tsx';

const NAMES: Readonly<Record<keyof GoldenFigures, string>> = {
  recallAt5: 'Right article among the first five',
  citationAccuracy: 'Right article first',
  refusalAccuracy: 'Rightly refused',
  falseRefusals: 'Wrongly refused',
};
const FIGURES = Object.keys(NAMES) as (keyof GoldenFigures)[];

/** What the new side answered before it was to serve. */
export function CanaryFigures({ canary: { asked, missed, golden } }: { canary: CanaryReport }) {
  return (
    <details>
      <summary>
        Canaries: {asked - missed.length} of {plural(asked, 'title')} found
        {golden?.after.recallAt5 != null && `, ${percent(golden.after.recallAt5)} recall of ${plural(golden.questions, 'golden question')}`}
      </summary>
      {missed.length > 0 && (
        <>
          <p>Not found by their own titles:</p>
          <ul>
            {missed.map((url) => (
              <li key={url}>{url}</li>
            ))}
          </ul>
        </>
      )}
      {golden && (
        <div class="wide">
          <table>
            <caption>{plural(golden.questions, 'golden question')}</caption>
            <thead>
              <tr>
                <th scope="col">Share of the questions</th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
              </tr>
            </thead>
            <tbody>
              {FIGURES.map((figure) => (
                <tr key={figure}>
                  <th scope="row">{NAMES[figure]}</th>
                  <td>{percent(golden.before?.[figure] ?? null)}</td>
                  <td>{percent(golden.after[figure])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
