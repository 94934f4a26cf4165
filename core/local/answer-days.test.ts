import { describeAnswerDays } from '#core/ports/answer-days.contract.ts';
import { localAnswerDays } from './answer-days.ts';
import { temporaryDatabase } from './fixtures/temporary.ts';

describeAnswerDays('local', () => localAnswerDays(temporaryDatabase()));
