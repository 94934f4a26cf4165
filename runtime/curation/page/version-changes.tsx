import { useState } from 'preact/hooks';
import { getChanges, type VersionChanges } from './knowledge-api.ts';
import { plural, Waiting } from './parts.tsx';
import { useLoad } from './use-load.ts';

/** The articles that a version changed, asked for when somebody wants to see them. */
export function ChangedArticles({ version }: { version: number }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>Which articles</summary>
      {isOpen && <Changes version={version} />}
    </details>
  );
}

const KINDS = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const;
const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[];

function Changes({ version }: { version: number }) {
  const loaded = useLoad(`changes ${version}`, () => getChanges(version));
  const changes = loaded.value;
  if (!changes) return loaded.error?.status === 404 ? <p>{loaded.error.message}</p> : <Waiting loaded={loaded} what="changes" />;
  const found = kinds.filter((kind) => changes[kind].count > 0);
  if (found.length === 0) return <p>No article differs from version {changes.since}.</p>;
  return (
    <>
      {found.map((kind) => (
        <Kind key={kind} name={KINDS[kind]} {...changes[kind]} />
      ))}
    </>
  );
}

function Kind({ name, count, articles }: { name: string } & VersionChanges['added']) {
  return (
    <>
      <h3>
        {name} <span class="count">{count}</span>
      </h3>
      <ul>
        {articles.map(({ title, url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noopener">
              {title} ↗
            </a>{' '}
            <small>{url}</small>
          </li>
        ))}
        {count > articles.length && <li>and {plural(count - articles.length, 'more article')}</li>}
      </ul>
    </>
  );
}
