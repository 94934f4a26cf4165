import type { Urgency } from '#core/domain/triage.ts';
import { type Cue, cueFinder, type Reading } from './cues.ts';
import type { Incident } from './incidents.ts';

/** `immediately` alone is how a program crashes: only what somebody is asked to do at once is urgent. */
const URGENT =
  cueFinder(`urgent, urgently, is emergency, have emergency, P1, sev1, sev 1, priority 1, please immediately, immediately please, call immediately, need immediately, help immediately, respond immediately,
  immediate help, immediate assistance, immediate attention, immediate response, need right now, help right now, somebody right now, on this right now, do right now, dringend, dringende, dringender, ein Notfall, Notfall bitte,
  bitte sofort, sofort bitte, brauchen sofort, brauchen jetzt Hilfe, melden sofort, sofort melden, rufen sofort, sofortige Hilfe, sofortigen Rückruf, sofortiger Rückruf, unverzüglich melden, bitte unverzüglich,
  urgente, urgence, immédiatement merci, merci immédiatement, bloquez immédiatement, rappelez immédiatement, besoin immédiatement, aide immédiate, aidez tout de suite, rappelez tout de suite, besoin tout de suite,
  urgencia, urgentemente, necesitamos inmediatamente, ayuda inmediatamente, ayuda inmediata, respuesta inmediata, es emergencia, 至急, 緊急, 直ちに, 今すぐ`);
const HIGH =
  cueFinder(`as soon as possible, asap, critical for, is critical, critical issue, critical problem, critical bug, critical error, critical situation, business critical, mission critical, finished today, done today, ready today, deliver today, deliver tomorrow, due today, due tomorrow, ready tomorrow, needed tomorrow, needed today, blocker, blocked, blocking, blocks us, showstopper, deadline, go-live, go live, cannot work, can't work, unable to work, hardly work, standstill, before launch, need today,
  please today, by tomorrow, before tomorrow, is tomorrow, high priority, P2, so schnell wie möglich, schnellstmöglich, schnellstens, kritisch, blockiert, hohe Priorität, nicht arbeiten, kaum arbeiten, Frist, bis morgen,
  noch heute, le plus vite possible, au plus vite, dès que possible, bloqué, bloqués, bloquée, bloquant, critique, cuanto antes, lo antes posible, bloqueado, bloqueados, bloqueada, crítico,
  no podemos trabajar, no puedo trabajar, できるだけ早く, なるべく早く, 早急, 業務が止ま, 業務に支障, 明日まで, 本日中, 今日中`);
const LOW =
  cueFinder(`low priority, whenever you have time, when you have time, no hurry, no rush, no urgency, no pressure, not urgent, not pressing, take your time, would be nice, nice to have, just curious, out of curiosity, no need to answer, no need to hurry, finds a moment, find a moment, there is time, Neugier, par curiosité, por curiosidad, just an idea, some day,
  keine Eile, eilt nicht, nicht eilig, nicht dringend, bei Gelegenheit, irgendwann, hat Zeit, wäre schön, pas urgent, pas pressé, rien ne presse, quand vous aurez le temps, quand vous pourrez, simple suggestion,
  aucune urgence, no es urgente, no urge, sin prisa, cuando puedan, cuando tengan tiempo, no corre prisa, 急ぎではありません, 急ぎません, 急いでいません, お手すきの際, お時間のあるとき`);

/** What only these say at the least: the words that deny stand inside them. */
const isMeant = ({ stance }: Cue) => stance === 'meant';

/** How soon somebody has to look: what happens counts for more than what it is called. */
export function urgencyOf(reading: Reading, incidents: readonly Incident[]): Urgency {
  if (incidents.length > 0 || URGENT(reading).some(isMeant)) return 'urgent';
  if (HIGH(reading).some(isMeant)) return 'high';
  return LOW(reading).some(({ stance }) => stance !== 'supposed') ? 'low' : 'normal';
}
