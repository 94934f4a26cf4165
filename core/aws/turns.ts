import type { ChatEvent } from '#core/domain/chat-event.ts';
import { Conflict, NotFound } from '#core/domain/errors.ts';
import { DAY_MS, TURN_KEPT_DAYS } from '#core/domain/retention.ts';
import { TURN_LEASE_SECONDS } from '#core/domain/session.ts';
import type { Clock } from '#core/ports/clock.ts';
import type { Ids } from '#core/ports/ids.ts';
import type { Turns } from '#core/ports/turns.ts';
import { pack } from './attributes.ts';
import { type DynamoTable, expiresAt } from './table.ts';
import { ABSENT, type Change } from './to-dynamodb-write.ts';
import { activityKey, recentSessions } from './turn-activity.ts';
import { packEvents } from './turn-events.ts';
import { eventsOf, toTurn, turnKey, turnsOf } from './turn-row.ts';

/** Turns as rows beside each other in their session. Conditions on owner and lease make it at most one answer a turn. */
export function dynamoTurns(table: DynamoTable, clock: Clock, ids: Ids): Turns {
  const leaseEnd = () => new Date(clock.now().getTime() + TURN_LEASE_SECONDS * 1000).toISOString();

  async function changeOwn(sessionId: string, turnId: string, owner: string, { set, values }: Pick<Change, 'set' | 'values'>) {
    const changed = await table.update(turnKey(sessionId, turnId), {
      ...(set ? { set } : {}),
      when: '#owner = :owner AND #state = :running',
      values: { ...values, owner, running: 'running' },
    });
    if (!changed) throw new Conflict(`turn ${turnId}: somebody else answers it now`, 'turn_running');
  }

  return {
    async claim({ sessionId, turnId, text }) {
      const key = turnKey(sessionId, turnId);
      const owner = ids.random();
      const now = clock.now();
      const startedAt = now.toISOString();
      const expires = expiresAt(now.getTime() + TURN_KEPT_DAYS * DAY_MS);
      const fresh = {
        ...key,
        ...activityKey({ sessionId, at: startedAt }),
        sessionId,
        turnId,
        text,
        state: 'running',
        owner,
        leaseUntil: leaseEnd(),
        startedAt,
        expires,
      };
      if (await table.put(fresh, ABSENT)) return { outcome: 'claimed', owner };
      const stored = await table.get(key);
      if (stored && stored.text !== text) return { outcome: 'conflict' };
      if (stored?.state === 'finished') return { outcome: 'finished', events: eventsOf(stored) };
      const taken = await table.update(key, {
        set: '#owner = :owner, #leaseUntil = :leaseUntil',
        when: '#state = :running AND #leaseUntil <= :time',
        values: { owner, leaseUntil: leaseEnd(), running: 'running', time: startedAt },
      });
      return taken ? { outcome: 'claimed', owner } : { outcome: 'running' };
    },
    async extend(sessionId, turnId, owner) {
      await changeOwn(sessionId, turnId, owner, { set: '#leaseUntil = :leaseUntil', values: { leaseUntil: leaseEnd() } });
    },
    async finish(sessionId, turnId, owner, events, notes) {
      await changeOwn(sessionId, turnId, owner, {
        set: `#state = :finished, #events = :events${notes ? ', #notes = :notes' : ''}`,
        values: { finished: 'finished', events: packEvents(events), notes: notes && pack(notes) },
      });
    },
    async append(sessionId, turnId, events) {
      for (const event of events) await appendOne(table, sessionId, turnId, event);
    },
    recent: (range) => recentSessions(table, clock.now(), range),
    list: async (sessionId) => turnsOf(await Array.fromAsync(table.list(`session#${sessionId}`, { prefix: 'turn#' }), toTurn)),
  };
}

/** One update, so that two who append at once both do; the condition leaves out what is there. */
async function appendOne(table: DynamoTable, sessionId: string, turnId: string, event: ChatEvent): Promise<void> {
  const json = JSON.stringify(event);
  const key = turnKey(sessionId, turnId);
  const appended = await table.update(key, {
    set: '#laterEvents = list_append(if_not_exists(#laterEvents, :none), :these)',
    when: 'NOT contains(#laterEvents, :event)',
    values: { none: [], these: [json], event: json },
  });
  if (!appended && !(await table.get(key))) throw new NotFound(`turn ${turnId} does not exist`);
}
