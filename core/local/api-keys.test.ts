import { describeApiKeys } from '#core/ports/api-keys.contract.ts';
import { localApiKeys } from './api-keys.ts';
import { temporaryDatabase } from './fixtures/temporary.ts';

describeApiKeys('local', async () => localApiKeys(temporaryDatabase()));
