import type { DatabaseSync } from 'node:sqlite';
import { SIDES, type Side } from '#core/ports/knowledge-base.ts';

/**
 * Which vectors a side is searched by. `space` is what the configured model makes; its generations count how often everything was embedded anew
 * with it, so that one side can be made again while the other serves by the vectors it has.
 */
export function vectorSpaces(database: DatabaseSync, space: string) {
  database.exec(`CREATE TABLE IF NOT EXISTS kb_vector_sides (
    side TEXT PRIMARY KEY, space TEXT NOT NULL, generation INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`);
  const find = database.prepare('SELECT space, generation FROM kb_vector_sides WHERE side = ?');
  const newest = database.prepare('SELECT coalesce(max(generation), 0) AS generation FROM kb_vector_sides WHERE space = ?');
  const set = database.prepare('INSERT OR REPLACE INTO kb_vector_sides VALUES (?, ?, ?)');
  const recorded = (side: Side) => find.get(side) as { space: string; generation: number } | undefined;
  const keyOf = (side: Side): string => {
    const known = recorded(side);
    return known ? key(known.space, known.generation) : key(space, 0);
  };

  return {
    /** The key of a side's vectors, or null where they are of another model: they are compared with nothing then. */
    of(side: Side): string | null {
      const known = recorded(side);
      return known && known.space !== space ? null : keyOf(side);
    },
    /** Lets a side be searched by the newest vectors of the model, or by none that were there before. `isOther`: by others than until now. */
    renew(side: Side, anew: boolean): { key: string; isOther: boolean } {
      const before = keyOf(side);
      const generation = Number(newest.get(space)!.generation) + (anew ? 1 : 0);
      set.run(side, space, generation);
      return { key: key(space, generation), isOther: before !== key(space, generation) };
    },
    /** The keys of both sides. */
    inUse: (): string[] => SIDES.map(keyOf),
  };
}

function key(space: string, generation: number): string {
  return generation ? `${space} #${generation}` : space;
}
