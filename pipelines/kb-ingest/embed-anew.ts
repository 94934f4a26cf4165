import type { Side } from '#core/ports/knowledge-base.ts';
import type { Platform } from '#core/ports/platform.ts';
import type { Checked } from './check.ts';
import { type ProvenSide, readProven } from './manifest.ts';

/** Why everything is to be embedded, though the articles may be the same, as a clause; null where what serves is as it was made. */
export async function whyEmbedAnew(
  { reembed, servingSide }: Pick<Checked, 'reembed' | 'servingSide'>,
  ports: Pick<Platform, 'files' | 'knowledgeBase'>,
): Promise<string | null> {
  if (reembed) return 'as --reembed asks';
  return servingSide && (await whyNotAsProven(servingSide, await readProven(ports.files, servingSide), ports));
}

/** What has changed below the articles of a side since it was proven, as a clause, or null. */
export async function whyNotAsProven(
  side: Side,
  proven: ProvenSide | null,
  { knowledgeBase }: Pick<Platform, 'knowledgeBase'>,
): Promise<string | null> {
  const index = knowledgeBase.indexName?.(side);
  if (index !== proven?.index)
    return `the ${side} side has another index (${index}) than the one that was read into (${proven?.index ?? 'unknown'})`;
  const lacking = await knowledgeBase.notEmbedded?.(side);
  return lacking ? `${lacking.articles} articles of the ${side} side have no vector of ${lacking.model}` : null;
}
