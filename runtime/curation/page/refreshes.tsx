import type { RefreshVersion } from './desk-api.ts';
import { formatTime, Waiting } from './parts.tsx';
import type { Loaded } from './use-load.ts';

/** The versions that visitors were answered from, newest first. */
export function Refreshes({ loaded }: { loaded: Loaded<RefreshVersion[]> }) {
  if (!loaded.value) return <Waiting loaded={loaded} what="refreshes" />;
  if (loaded.value.length === 0) return <p class="state">Nothing is served yet. Publish, or run ./bin/threadwell ingest</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and so must for a keyboard
    <section class="wide" aria-label="Versions" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Version</th>
            <th scope="col">Serving since</th>
            <th scope="col">Articles</th>
            <th scope="col">Content</th>
          </tr>
        </thead>
        <tbody>
          {loaded.value.map(({ version, promotedAt, articles, contentHash }, index) => (
            <tr key={version}>
              <td>
                {version} {index === 0 && <span class="badge approved">now</span>}
              </td>
              <td>{formatTime(promotedAt)}</td>
              <td>{articles}</td>
              <td>
                <code>{contentHash.slice(0, 12)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
