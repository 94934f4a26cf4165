import { useState } from 'preact/hooks';
import { CONVERSATION_DAYS } from '#core/domain/conversation.ts';
import { FigureDetails, FigureTiles } from './conversation-figures.tsx';
import { ConversationList } from './conversation-list.tsx';
import { ConversationView } from './conversation-view.tsx';
import { type Asked, getFigures, listConversations } from './conversations-api.ts';
import { Waiting } from './parts.tsx';
import { PressButtons } from './press-buttons.tsx';
import { useLoad } from './use-load.ts';

const NOT_ALLOWED: readonly number[] = [401, 403];
const DAY_NAMES = { 1: 'Today', 7: '7 days', 30: '30 days' } as const;

/**
 * What visitors asked and were told: the figures of a period, its conversations, and the chosen one. What was asked for and loaded stays while
 * one is read.
 */
export function Conversations({ chosen }: { chosen: string | null }) {
  const [asked, setAsked] = useState<Asked>({ q: '', filter: null, days: 7 });
  const [opened, setOpened] = useState<string | null>(null);
  const pages = useLoad(JSON.stringify(asked), () => listConversations(asked, null));
  const figures = useLoad(`figures ${asked.days}`, () => getFigures(asked.days));
  const open = (id: string) => {
    setOpened(id);
    location.hash = `conversations/${encodeURIComponent(id)}`;
  };
  if (chosen !== null) return <ConversationView key={chosen} id={chosen} onBack={() => (location.hash = 'conversations')} />;
  // Said once: who may not see the one may not see the other.
  if (pages.error && NOT_ALLOWED.includes(pages.error.status)) return <Waiting loaded={pages} what="conversations" />;
  return (
    <>
      <div class="period">
        <PressButtons
          label="Period"
          choices={CONVERSATION_DAYS.map((days) => ({ value: days, name: DAY_NAMES[days] }))}
          chosen={asked.days}
          onChoose={(days) => setAsked({ ...asked, days })}
        />
        <p class="hint">Personal data is masked. Conversations are kept for 30 days; days are UTC.</p>
      </div>
      <FigureTiles loaded={figures} />
      <div class="talks">
        <ConversationList asked={asked} onAsk={setAsked} pages={pages} opened={opened} onOpen={open} />
        {figures.value && <FigureDetails figures={figures.value} />}
      </div>
    </>
  );
}
