import { describeSupportRequests } from '#core/ports/support-requests.contract.ts';
import { temporaryDatabase } from './fixtures/temporary.ts';
import { localSupportRequests } from './support-requests.ts';

describeSupportRequests('local', async () => localSupportRequests(temporaryDatabase()));
