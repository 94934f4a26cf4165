import { errorCodes } from '#core/domain/error-codes.ts';

/**
 * What form of answer a question wants: `steps` to follow, one `fact`, the meaning and cure of an `error`, a `list` of everything, or a
 * `topic` explained.
 */
export type Shape = 'steps' | 'fact' | 'error' | 'list' | 'topic';

export function readShape(question: string): Shape {
  const text = question.toLowerCase().replace(/[’‘]/g, "'");
  if (errorCodes(text).length > 0 || /exception\b|\berror:|\bfailed:|\bcaused by\b/.test(text)) return 'error';
  if (/\b(?:which|what|list|all|show)\b.{0,30}\b(?:properties|settings|options|sites|regions|versions|dashboards|codes|endpoints|hosts|values|metrics|features|ways|differences|limits)\b.{0,40}\b(?:are there|exist|available|supported|can i|do you|does it|have|support|allowed|list)\b|^(?:list|show me) (?:all|the|every)\b|^(?:and )?(?:which|what) [a-z]+s (?:does|do|are|can|has|have|must|should)\b/.test(text)) return 'list';
  if (/\bhow (?:do|can|could|should|would|to|does one|did)\b|\bsteps?\b|\b(?:set ?up|install|configure|enable|disable|activate|turn (?:on|off)|switch (?:on|off)|upgrade|migrate|import|create|add|remove)\b.*\?*$|\bexample\b|\bshow me\b/.test(text) && !/\bhow (?:much|many|long|often|big|large)\b/.test(text) && !/^(?:does|do|is|are|can|will|did|was|which|what|when|who|where|why)\b/.test(text)) return 'steps';
  if (/\b(?:what(?:'s| is| are| was)|which|how (?:much|many|long|often|big|large|fast)|default|maximum|minimum|limit)\b|^(?:and |but |so )?(?:does|do|is|are|can|could|will|should|did|has|have|must|may|when|who|where)\b/.test(text)) return 'fact';
  return 'topic';
} // biome-ignore format: each rule on its own line reads as a table

/** True for a question that yes or no can answer. */
export function isYesNo(question: string): boolean {
  return /^\W*(?:and |but |so )?(?:does|do|did|is|are|was|can|could|will|would|should|has|have|must|may)\b/i.test(question);
}
