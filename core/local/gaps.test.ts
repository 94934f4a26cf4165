import { describeGaps } from '#core/ports/gaps.contract.ts';
import { temporaryDatabase } from './fixtures/temporary.ts';
import { localGaps } from './gaps.ts';

describeGaps('local', async () => localGaps(temporaryDatabase()));
