import { describeFeedback } from '#core/ports/feedback.contract.ts';
import { localFeedback } from './feedback.ts';
import { temporaryDatabase } from './fixtures/temporary.ts';

describeFeedback('local', async () => localFeedback(temporaryDatabase()));
