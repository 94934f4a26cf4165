import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { SOURCES } from '#core/domain/passage.ts';
import { useKeys } from './keyboard.ts';
import { type Search, type SearchAnswer, searchExplained } from './knowledge-api.ts';
import { percent, plural, SOURCE_NAMES, Waiting } from './parts.tsx';
import { QuestionReading } from './search-question.tsx';
import { SearchResult } from './search-result.tsx';
import { useLoad } from './use-load.ts';

/** A question, the articles that an answer would be made of, and why they stand in this order. The address keeps the search. */
export function SearchPlayground({ search, onSearch }: { search: Search; onSearch: (search: Search) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useKeys({ '/': () => field.current?.focus() });
  return (
    <>
      <SearchForm search={search} onSearch={onSearch} field={field} />
      {search.q ? (
        <Results search={search} onSearch={onSearch} />
      ) : (
        <p class="state">
          Ask what a visitor might ask. You see which articles are found, whether they are enough for an answer, and which words decided.
        </p>
      )}
    </>
  );
}

type SearchFormProps = { search: Search; onSearch: (search: Search) => void; field: { current: HTMLInputElement | null } };

function SearchForm({ search, onSearch, field }: SearchFormProps) {
  const [typed, setTyped] = useState(search);
  // The address may change it: a tag that was added, a way back.
  useLayoutEffect(() => setTyped(search), [search.q, search.source, search.tags]);
  const submit = (event: Event) => {
    event.preventDefault();
    onSearch({ ...typed, q: typed.q.trim(), tags: typed.tags.trim() });
  };
  return (
    <search>
      <form class="ask" onSubmit={submit}>
        <label class="ask-question">
          Question
          <input
            type="search"
            required
            maxLength={1_000}
            ref={field}
            value={typed.q}
            onInput={({ currentTarget }) => setTyped({ ...typed, q: currentTarget.value })}
          />
        </label>
        <label>
          Source
          <select
            value={typed.source}
            onChange={({ currentTarget }) => setTyped({ ...typed, source: SOURCES.find((source) => source === currentTarget.value) ?? '' })}
          >
            <option value="">All</option>
            {SOURCES.map((source) => (
              <option key={source} value={source}>
                {SOURCE_NAMES[source]}
              </option>
            ))}
          </select>
        </label>
        <label>
          Tags <small>separated by ;</small>
          <input
            maxLength={300}
            placeholder="version:4.7"
            value={typed.tags}
            onInput={({ currentTarget }) => setTyped({ ...typed, tags: currentTarget.value })}
          />
        </label>
        <button type="submit" class="primary">
          Search
        </button>
      </form>
    </search>
  );
}

function Results({ search, onSearch }: { search: Search; onSearch: (search: Search) => void }) {
  const loaded = useLoad(`search ${JSON.stringify(search)}`, () => searchExplained(search));
  const answer = loaded.value;
  if (!answer) return <Waiting loaded={loaded} what="results" />;
  const withTag = (tag: string) => onSearch({ ...search, tags: [...new Set([...search.tags.split(';').filter(Boolean), tag])].join(';') });
  const usable = answer.passages.filter(({ confidence }) => confidence >= answer.minConfidence).length;
  return (
    <>
      <p class={`note ${usable ? '' : 'warn'}`} role="status">
        {verdict(answer, usable)}
      </p>
      <QuestionReading answer={answer} />
      {answer.passages.length > 0 && <h2 class="section">Found</h2>}
      <ol class="rows results" aria-label="Passages, best first">
        {answer.passages.map((passage, place) => (
          <SearchResult
            key={passage.url}
            passage={passage}
            place={place}
            answer={answer}
            onTag={withTag}
            isFirstBelow={passage.confidence < answer.minConfidence && place === lastUsable(answer) + 1}
          />
        ))}
      </ol>
    </>
  );
}

/** Behind it nothing is confident enough; -1 where nothing is at all. */
function lastUsable({ passages, minConfidence }: SearchAnswer): number {
  return passages.findLastIndex(({ confidence }) => confidence >= minConfidence);
}

function verdict({ passages, minConfidence }: SearchAnswer, usable: number): string {
  const threshold = percent(minConfidence);
  if (passages.length === 0) return 'No article has any of these words, so a visitor would hear that there is no answer.';
  if (usable === 0)
    return `None of ${plural(passages.length, 'passage')} reaches the threshold of ${threshold}: a visitor would hear that there is no answer.`;
  return `A visitor would be answered: ${usable} of ${plural(passages.length, 'passage')} reach${usable === 1 ? 'es' : ''} the threshold of ${threshold}.`;
}
