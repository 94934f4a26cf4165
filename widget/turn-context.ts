import type { SourceContext } from './source-card.ts';

/** What a turn on the screen needs and may ask for. */
export type TurnContext = SourceContext & {
  /** The address that is always offered. */
  readonly email: string;
  readonly onRetry: (turnId: string) => void;
  readonly onCreateTicket: () => void;
  readonly onDecision: (turnId: string, accept: boolean, fields: Readonly<Record<string, string>>) => void;
  readonly onRate: (turnId: string, helpful: boolean, fault?: string) => void;
};
