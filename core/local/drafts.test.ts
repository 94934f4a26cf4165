import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeDrafts } from '#core/ports/drafts.contract.ts';
import { openDatabase } from './database.ts';
import { localDrafts } from './drafts.ts';

describeDrafts('localDrafts', async () => localDrafts(openDatabase(mkdtempSync(path.join(tmpdir(), 'threadwell-drafts-')))));
