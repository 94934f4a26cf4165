import type { EngineMaker } from './engine.ts';
import { fts5 } from './fts5.ts';
import { lunrEngine } from './lunr.ts';
import { miniSearch } from './minisearch.ts';
import { orama } from './orama.ts';
import { threadwell } from './threadwell.ts';
import { wink } from './wink.ts';

/** Ours first. */
export const ENGINES: readonly EngineMaker[] = [threadwell, fts5, wink, lunrEngine, miniSearch, orama];
