import { describeConfirmations } from '#core/ports/confirmations.contract.ts';
import { localConfirmations } from './confirmations.ts';
import { temporaryDatabase } from './fixtures/temporary.ts';

describeConfirmations('local', async () => localConfirmations(temporaryDatabase()));
