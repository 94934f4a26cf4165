import { useEffect, useState } from 'preact/hooks';
import { DRAFT_STATES, type DraftState } from '#core/domain/draft.ts';
import { SOURCES } from '#core/domain/passage.ts';
import { useArrival } from './arrive-at-view.ts';
import { Conversations } from './conversations.tsx';
import { countUnpublished, type DraftSummary, listDrafts, listRefreshes, type OpenDraft, sendKey } from './desk-api.ts';
import { DraftView } from './draft-view.tsx';
import { Gaps } from './gaps.tsx';
import { useHeaderHeight } from './header-height.ts';
import { Help } from './help.tsx';
import { useKeys } from './keyboard.ts';
import type { Search } from './knowledge-api.ts';
import { EndedBar } from './locked.tsx';
import { STATE_NAMES, Waiting } from './parts.tsx';
import { PublishBar } from './publish-bar.tsx';
import { Quality } from './quality.tsx';
import { nextWaiting, Queue, waitingOf } from './queue.tsx';
import { Refreshes } from './refreshes.tsx';
import { SearchPlayground } from './search.tsx';
import { openSession } from './session.ts';
import { Signature } from './signature.tsx';
import { useLoad } from './use-load.ts';
import { Workflows } from './workflows.tsx';

const TABS = ['drafts', 'gaps', 'conversations', 'workflows', 'refreshes', 'search', 'quality'] as const;
const TAB_NAMES = {
  drafts: 'Drafts',
  gaps: 'Gaps',
  conversations: 'Conversations',
  workflows: 'Workflows',
  refreshes: 'Refreshes',
  search: 'Search',
  quality: 'Quality',
} as const;

/** `#drafts/proposed`, `#draft/ID`, `#gaps`, `#gaps/ID`, `#conversations/ID`, `#workflows/ID`, `#refreshes`, `#search/q=…`, `#quality`: a view can be reloaded and linked to. */
type Place =
  | { readonly view: 'drafts'; readonly state: DraftState }
  | { readonly view: 'draft'; readonly id: string }
  | { readonly view: 'workflows' | 'gaps' | 'conversations'; readonly id: string | null }
  | { readonly view: 'search'; readonly search: Search }
  | { readonly view: 'refreshes' | 'quality' };

function placeOf(hash: string): Place {
  const [, view, rest = ''] = /^#?([^/]*)\/?(.*)$/.exec(hash) ?? [];
  if (view === 'draft' && rest) return { view, id: decoded(rest) };
  if (view === 'workflows' || view === 'gaps' || view === 'conversations') return { view, id: rest ? decoded(rest) : null };
  if (view === 'search') return { view, search: searchIn(rest) };
  if (view === 'refreshes' || view === 'quality') return { view };
  return { view: 'drafts', state: DRAFT_STATES.find((state) => state === rest) ?? 'proposed' };
}

/** An id that an address names; a cut or mistyped one names itself, and is not found. */
function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** What the address says is searched: `q=proxy&source=web_docs&tags=version:4.7`. */
function searchIn(written: string): Search {
  const { q = '', source, tags = '' } = Object.fromEntries(new URLSearchParams(written));
  return { q, source: SOURCES.find((one) => one === source) ?? '', tags };
}

/** What a tab of the browser, the history and a screen reader call a place. */
function titleOf(place: Place, drafts: readonly DraftSummary[]): string {
  if (place.view === 'draft') return drafts.find(({ id }) => id === place.id)?.title ?? 'Draft';
  if (place.view === 'conversations' && place.id) return 'Conversation';
  if (place.view === 'search' && place.search.q) return `Search: ${place.search.q}`;
  return TAB_NAMES[place.view];
}

/** The whole desk: first the key is exchanged, or a sign-in is finished, then its views. */
export function App() {
  const [key] = useState(() => new URLSearchParams(location.hash.slice(1)).get('key'));
  const opened = useLoad('key', async () => {
    if (key === null) {
      await openSession();
      return true;
    }
    await sendKey(key);
    // Out of the address and the history, but only now: who reloads while it is under way has not lost it.
    history.replaceState(null, '', location.pathname);
    return true;
  });
  if (opened.value) return <Desk />;
  return (
    <main>
      <h1 class="unseen">Curation desk</h1>
      <Waiting loaded={opened} what="desk" />
    </main>
  );
}

function Desk() {
  const header = useHeaderHeight();
  const [hash, setHash] = useState(location.hash);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [told, setTold] = useState('');
  const drafts = useLoad('drafts', listDrafts);
  const refreshes = useLoad('refreshes', listRefreshes);
  const place = placeOf(hash);
  const go = (next: string) => {
    location.hash = next;
  };
  // The list keeps the reader's place: the draft that was opened last, in the state that was shown.
  const [opened, setOpened] = useState<string | null>(null);
  const [shownState, setShownState] = useState<DraftState>('proposed');
  useEffect(() => {
    if (place.view === 'draft') setOpened(place.id);
    if (place.view === 'drafts') setShownState(place.state);
  }, [hash]);
  const goBack = () => go(`drafts/${shownState}`);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  const current = place.view === 'draft' ? 'drafts' : place.view;
  const opensOwn = place.view === 'draft' || (place.view === 'conversations' && place.id !== null);
  const heading = useArrival(opensOwn ? hash : place.view, titleOf(place, drafts.value ?? []));
  useKeys({
    '?': () => setIsHelpOpen(true),
    ...Object.fromEntries(TABS.map((tab, place) => [`${place + 1}`, () => go(tab)])),
  });

  const onDecided = (draft: OpenDraft) => {
    const next = nextWaiting(drafts.value ?? [], draft.id);
    const left = waitingOf(drafts.value ?? []).filter(({ id }) => id !== draft.id).length;
    setTold(`“${draft.title}”: ${STATE_NAMES[draft.state].toLowerCase()}. ${left === 0 ? 'No other waits.' : `${left} more to review.`}`);
    drafts.reload();
    go(next ? `draft/${encodeURIComponent(next.id)}` : 'drafts/proposed');
  };
  const reload = () => {
    drafts.reload();
    refreshes.reload();
  };
  const unpublished = drafts.value && refreshes.value ? countUnpublished(drafts.value, refreshes.value) : { approved: 0, withdrawn: 0 };
  const waiting = waitingOf(drafts.value ?? []).length;

  return (
    <>
      <header ref={header}>
        <strong>Curation desk</strong>
        <nav aria-label="Views">
          {TABS.map((tab) => (
            <a key={tab} href={`#${tab}`} aria-current={current === tab ? 'page' : undefined}>
              {TAB_NAMES[tab]}
              {tab === 'drafts' && waiting ? <span class="count">{waiting}</span> : null}
            </a>
          ))}
        </nav>
        <Signature />
        <button type="button" class="quiet" onClick={() => setIsHelpOpen(true)}>
          Keys <kbd>?</kbd>
        </button>
      </header>
      <main>
        {!opensOwn && (
          <h1 class="unseen" tabIndex={-1} ref={heading}>
            {TAB_NAMES[current]}
          </h1>
        )}
        <EndedBar />
        <PublishBar unpublished={unpublished} onPublished={reload} />
        <p class="told" role="status">
          {told}
        </p>
        {place.view === 'gaps' && <Gaps chosen={place.id} />}
        {place.view === 'conversations' && <Conversations chosen={place.id} />}
        {place.view === 'workflows' && <Workflows chosen={place.id} />}
        {place.view === 'refreshes' && <Refreshes newest={refreshes.value?.[0]?.version ?? null} onChanged={reload} />}
        {place.view === 'search' && (
          <SearchPlayground search={place.search} onSearch={(search) => go(`search/${new URLSearchParams(search)}`)} />
        )}
        {place.view === 'quality' && <Quality />}
        {place.view === 'draft' && (
          <DraftView key={place.id} id={place.id} drafts={drafts.value ?? []} onBack={goBack} onDecided={onDecided} />
        )}
        {place.view === 'drafts' &&
          (drafts.value ? (
            <Queue
              drafts={drafts.value}
              state={place.state}
              opened={opened}
              onState={(state) => go(`drafts/${state}`)}
              onOpen={(id) => go(`draft/${encodeURIComponent(id)}`)}
            />
          ) : (
            <Waiting loaded={drafts} what="drafts" />
          ))}
      </main>
      {isHelpOpen && <Help onClose={() => setIsHelpOpen(false)} />}
    </>
  );
}
