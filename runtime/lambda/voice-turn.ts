import type { ConnectContactFlowEvent, Context, LexV2Event } from 'aws-lambda';
import { connectTurn } from './connect-turn.ts';
import { lexTurn } from './lex-turn.ts';
import type { VoiceService } from './voice-service.ts';

/** One function for both: Lex as the code hook of its bot, Connect as a block of a contact flow. */
export function voiceTurn(open: () => VoiceService) {
  return (event: LexV2Event | ConnectContactFlowEvent, context: Context) =>
    'Name' in event ? connectTurn(event, context, open()) : lexTurn(event, context, open());
}
