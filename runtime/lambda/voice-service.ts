import type { ChatEvent } from '#core/domain/chat-event.ts';
import { Conflict } from '#core/domain/errors.ts';
import type { TicketField } from '#core/domain/ticket.ts';
import type { Assistant } from '#core/ports/assistant.ts';
import type { CorrelatedLog } from '#core/ports/log.ts';
import { turnAnswerer } from '../chat/answer-turn.ts';
import type { AppPorts } from '../http/app-options.ts';
import { type TicketConfirmer, ticketConfirmer } from '../tickets/confirm-ticket.ts';

/** What the channels of Lex and Connect answer from. */
export type VoiceService = {
  readonly assistant: Assistant;
  readonly ports: AppPorts & { readonly log: CorrelatedLog };
  readonly brand: { readonly name: string; readonly fallbackEmail: string };
  readonly ticketFields: readonly TicketField[];
};

export type Asked = { readonly sessionId: string; readonly turnId: string; readonly text: string; readonly withinMs: number };

/** Another try of the same call finds the first one's answer: how often it looks. */
const LOOK_EVERY_MS = 250;

/** The events of a turn, whole. A turn that another process answers is waited for. Throws as the turn answerer does. */
export async function ask(asked: Asked, { assistant, ports }: Pick<VoiceService, 'assistant' | 'ports'>): Promise<ChatEvent[]> {
  const answerer = turnAnswerer(assistant, ports);
  const end = performance.now() + asked.withinMs;
  const turn = { ...asked, text: asked.text.toWellFormed(), networkAddress: null };
  while (true) {
    try {
      return await Array.fromAsync(await answerer.answer(turn, new AbortController().signal));
    } catch (error) {
      const isRunning = error instanceof Conflict && error.code === 'turn_running';
      if (!isRunning || performance.now() + LOOK_EVERY_MS > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }
}

export function confirmerOf({ brand, ticketFields, ports }: VoiceService): TicketConfirmer {
  return ticketConfirmer({ fallbackEmail: brand.fallbackEmail, ticketFields }, ports);
}

/** Told when nothing else can be. */
export function apology({ brand }: Pick<VoiceService, 'brand'>): string {
  return `I’m sorry, something went wrong on our side. Please try again later, or write to ${brand.fallbackEmail}.`;
}
