import type { Triage } from '#core/domain/triage.ts';
import { cueFinder, type Reading } from './cues.ts';

const NEGATIVE = cueFinder(
  `frustrated, frustrating, frustration, disappointed, disappointing, unacceptable, terrible, awful, horrible, ridiculous, angry, furious, annoyed, annoying, annoys, useless, worthless, fed up, wasted, waste of time,
  nobody answers, nobody responds, nobody replies, ignores us, ignored us, ignores me, third time, fourth time, four times already, can't believe, cannot believe, disgrace, disgusted, appalling, outrageous, unhappy, dissatisfied, pathetic, joke,
  waiting weeks, waiting months, worst, sick of, not good enough, had enough, takes us seriously, takes me seriously, reicht es mir, reicht es uns, zum dritten mal, troisième fois, tercera vez, poor service, poor support, not understood, unbearable, fobbed off, unerträglich, niemand kümmert, keiner kümmert, niemand hilft, ärgerlich, verärgert, enttäuscht, enttäuschend, Katastrophe, katastrophal, unfassbar, Frechheit, unverschämt, so eine schlechte, wütend, sauer, inakzeptabel, unzumutbar, schon wieder,
  warte seit Wochen, warte seit Monaten, nervt, frustrierend, frustriert, Zumutung, décevant, décevante, déçu, déçus, déçue, inadmissible, inacceptable, scandaleux, honteux, furieux, furieuse, énervé, en colère, catastrophe, catastrophique,
  ras-le-bol, lamentable, frustrant, mois que j'attends, semaines que j'attends, inaceptable, decepcionado, decepcionada, decepcionados, decepcionante, indignante, vergüenza, furioso, furiosa, harto, harta, hartos, pésimo, pésima, nadie contesta, nadie nos contesta, nadie responde,
  frustrante, がっかり, 大変困って, ひどい, 不満, 怒り, 最悪, 許せ, 失望, いい加減に, 納得でき`,
  'text',
);
const POSITIVE = cueFinder(
  `love, great work, great job, great product, great tool, great support, excellent, wonderful, brilliant, fantastic, awesome, amazing, very happy, so happy, pleased, works perfectly, well done, keep it up, friendly, impressed, delighted,
  happy with, begeistert, toll, tolle, tollen, tolles, großartig, großartige, hervorragend, sehr zufrieden, klasse, génial, géniale, ravi, ravis, ravie, bravo, magnifique, parfait, parfaitement, merveilleux,
  encanta, excelente, genial, fantástico, estupendo, maravilloso, muy contento, muy contentos, 素晴らし, 最高です, 気に入って, 大変満足, 助かっています`,
  'text',
);
/** A feeling is denied, but not supposed or over: "I was disappointed" is said by somebody who is. */
const WISHED = new Set(['would', 'ware', 'serait', 'seria', 'could']);

/** How the writer feels, by words of feeling alone: a problem told in plain words is neutral, and so is thanks as a courtesy. */
export function sentimentOf(reading: Reading): Triage['sentiment'] {
  const negative = NEGATIVE(reading).filter(({ stance }) => stance !== 'denied').length;
  const praise = POSITIVE(reading).filter(({ sentence }) => !sentence.words.some(({ text }) => WISHED.has(text)));
  const positive = praise.filter(({ stance }) => stance !== 'denied').length;
  const spoilt = praise.length - positive;
  if (negative + spoilt > 0) return negative + spoilt >= positive ? 'negative' : 'neutral';
  return positive > 0 ? 'positive' : 'neutral';
}
