import type { DatabaseSync } from 'node:sqlite';
import { ANSWER_KINDS, type AnswerDay, type AnswerKind } from '#core/domain/answer-day.ts';
import type { AnswerDays } from '#core/ports/answer-days.ts';

type Row = { readonly day: string; readonly kind: AnswerKind; readonly turns: number };

/** Counts in a table, a row for each day and kind. */
export function localAnswerDays(database: DatabaseSync): AnswerDays {
  database.exec(`
    CREATE TABLE IF NOT EXISTS answer_days (
      day TEXT NOT NULL,
      kind TEXT NOT NULL,
      turns INTEGER NOT NULL,
      PRIMARY KEY (day, kind)
    ) STRICT;
  `);
  const add = database.prepare(
    'INSERT INTO answer_days (day, kind, turns) VALUES (?, ?, 1) ON CONFLICT (day, kind) DO UPDATE SET turns = turns + 1',
  );
  const select = database.prepare('SELECT day, kind, turns FROM answer_days WHERE day >= ? ORDER BY day');

  return {
    async count(day, kind) {
      add.run(day, kind);
    },
    async list(since) {
      return [...Map.groupBy(select.all(since) as Row[], ({ day }) => day)].map(([day, rows]) => toDay(day, rows));
    },
  };
}

function toDay(day: string, rows: readonly Row[]): AnswerDay {
  const counts = ANSWER_KINDS.map((kind) => [kind, rows.find((row) => row.kind === kind)?.turns ?? 0]);
  return { day, ...(Object.fromEntries(counts) as Record<AnswerKind, number>) };
}
