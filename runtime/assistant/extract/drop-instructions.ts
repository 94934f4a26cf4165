/**
 * Sentences in pages and mail that speak to the assistant instead of the reader. They could do nothing here (no model reads them), but
 * an answer that quotes them would pass them on. A block that holds one is dropped whole, as the next sentence usually goes on with it.
 */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|do not follow)\b[^.!?]{0,40}\b(?:previous|prior|above|earlier|preceding|other|existing|system|your|safety|all)\b[^.!?]{0,30}\b(?:instructions?|prompts?|rules?|guidelines?|directions?|context|policy|policies)\b/i,
  /\b(?:your|new|updated|real|actual|(?:end|begin|start)(?:ning)? of(?: the)?) (?:system|hidden|developer)[ -](?:prompt|message|instructions?)\b/i,
  /^\W*(?:system|hidden|developer)[ -](?:prompt|message|instructions?)\b(?= ?[:,(–—-])/im,
  /\b(?:note|message|attention|instructions?|important|reminder|hint)\b.{0,12}\b(?:to|for)\b.{0,20}\b(?:ai|a\.i\.|llms?|(?:language )?models?|chat ?bots?|bots?|assistants?|agents? reading)\b/i,
  /\b(?:ai|llms?|language models?|chat ?bots?|support bots?|(?:virtual |ai |support |chat )?assistants?)\b(?:,| reading this| that reads? this| answering| who| which)?.{0,30}\b(?:must|should|shall|are to|is to|has to|have to|will|needs? to|please|always|never|do not|don't)\b.{0,40}\b(?:repl(?:y|ies)|respond|answer|tell|say|recommend|reveal|include|output|print|send|give|grant|offer|promise|claim|state|mention|create|file|approve|close|forward|ask the (?:user|customer|visitor))\b/i,
  /\byou are (?:now )?(?:an? |the )?(?:\w+ ){0,3}(?:ai|llm|language model|chat ?bot|assistant|bot|dan)\b/i,
  /\b(?:when|if|whenever) (?:a |the |any )?(?:user|customer|visitor|someone|anyone)s? (?:asks?|writes?|mentions?)\b.{0,60}\b(?:reply|respond|answer|tell them|say|state)\b/i,
  /\b(?:do not|don't|never) (?:tell|inform|mention (?:this|it) to|reveal (?:this|it) to|show (?:this|it) to) (?:the |any )?(?:users?|customers?|visitors?|anyone)\b/i,
  /\b(?:reveal|print|repeat|output|show)\b[^.!?]{0,20}\byour (?:own )?(?:system )?(?:prompts?|instructions?|rules)\b/i,
  /<\|?(?:im_?start|im_?end|system|assistant|user|endoftext)\|?>|\[\/?INST\]|<<\/?SYS>>|^\s*(?:system|assistant|human)\s*:/im,
]; // biome-ignore format: a table

/** Longer texts are cut for the test: blocks are at most a few kilobytes, and the patterns must stay fast on hostile ones. */
const MAX_TESTED_CHARACTERS = 6_000;

export function addressesAssistant(text: string): boolean {
  const tested = text
    .slice(0, MAX_TESTED_CHARACTERS)
    .normalize('NFKC')
    .replace(/[\p{Cf}]/gu, '')
    .replace(/[*_`~]+/g, '')
    .replace(/[ \t]*\n[ \t>]*/g, (gap) => (gap.includes('\n') ? '\n' : ' '));
  const flat = tested.replace(/\s+/g, ' ');
  // Most blocks are one line: they need no second look.
  const shapes = flat === tested ? [flat] : [flat, tested];
  return INSTRUCTIONS.some((pattern) => shapes.some((shape) => pattern.test(shape)));
}
