import type { EvidenceMessage } from '#core/domain/draft.ts';
import { type Block, blocksOf, type Span } from './sentences.ts';

/** What a sentence of a support mail does for a reader who was not there. */
export type Role = 'guidance' | 'question' | 'asks-for-material' | 'promise' | 'elsewhere' | 'courtesy' | 'personal';

/** A paragraph, list item or piece of code of an answer with the parts of it that guide. */
export type Guidance = { readonly message: EvidenceMessage; readonly kind: Block['kind']; readonly spans: readonly Span[] };

const COURTESY =
  /^(?:thank(?:s| you)\b.{0,80}$|(?:many )?thanks for|sorry (?:to hear|for|about)|i(?:'| a)m (?:glad|happy|sorry)|glad |happy to|great[,!. ]|good to hear|you(?:'re| are) welcome|hope (?:this|that) helps|please (?:let me|let us) know|let (?:me|us) know|do not hesitate|don't hesitate|feel free|have a (?:nice|good|great)|if you have (?:any )?(?:further |more )?questions|just (?:checking|following)|hth\W*$|(?:(?:best|kind) )?regards\W*$|apologies|welcome|vielen dank|danke|gern|merci|gracias|de nada|je vous (?:en )?prie|n'hésitez)|\b(?:close|closing|reopen)s? (?:the|this|your)? ?(?:ticket|case|one|request)\b|\b(?:in english|auf deutsch|en français|en español|my (?:spanish|french|german|italian|english|dutch|polish|portuguese))\b/i;
/** Advice about what the customer sent along by mistake: true for them, no part of an answer. */
const ABOUT_THEIR_MAIL =
  /\b(?:password|token|key|secret|credential|card number)s?\b.{0,80}\b(?:in (?:clear|plain)|in (?:an|your|the) e?-?mail|by e?-?mail|revoke|rotate)\b|\b(?:revoke|rotate)\b.{0,40}\b(?:key|token|password)|<(?:KEY|TOKEN|CARD)_\d+>.{0,60}\b(?:clear|revoke|rotate)/i;
const ASKS_FOR_MATERIAL =
  /\b(?:(?:could|can|would) you (?:please )?(?:send|share|attach|provide|tell|check|try|confirm|give|collect|upload|post)|please (?:send|share|attach|provide|tell (?:me|us)|give (?:me|us)|upload|confirm)|send (?:it|them|that|this|me|us) (?:to )?(?:me|us|the|a|it)?|(?:schicken|senden) sie (?:mir|uns)|envoyez|envíe(?:nos|me)|take a (?:thread|heap) dump .{0,60}\bsend\b|tell (?:me|us) what you (?:find|see)|let (?:me|us) know what you (?:find|see))/i;
const PROMISE =
  /\b(?:(?:we|i)(?:'ll| will| am going to| are going to) (?:look|check|investigate|come back|get back|keep you|let you know|ask|follow up|try to reproduce)|(?:we|i) (?:are|am)(?: still)? (?:looking|investigating|checking|working on)|look(?:ing)? into (?:it|this)|come back to you|get back to you|passed (?:it|this|that) on|have to ask|(?:raised|opened|reported|escalated|forwarded) (?:it|this|that)? ?(?:a bug|a ticket|to|with)|(?:wir|ich) (?:melden|melde) (?:uns|mich)|(?:wir|ich) (?:prüfen|prüfe)|nous allons (?:vérifier|regarder|étudier)|(?:lo )?estamos (?:investigando|revisando))/i;
const ELSEWHERE =
  /\b(?:(?:on|over|by) (?:the )?(?:phone|telephone|call)|(?:a|our|the|quick|short) call (?:today|tomorrow|at|on|with|this)|dial-?in|teams meeting|zoom|screen ?shar|remote session|as (?:discussed|agreed|we discussed|said before|mentioned (?:yesterday|before|earlier))|see (?:the )?attach|(?:is|are) attached|attached (?:file|document|pdf|patch|you)|sent (?:you |it )?(?:separately|by chat|a link)|in my (?:last|other|previous) e?-?mail|am telefon|telefonisch|im anhang|ci-joint|en pièce jointe|adjunto|en allegato)/i;
const QUESTION = /\?["')»”]*$/;
const INTERJECTION =
  /^(?:yes|no|nope|yep|right|exactly|correct|indeed|sure|of course|absolutely|probably|ok(?:ay)?|odd|super|great|enjoy|good (?:point|luck)|just a thought|ja|nein|oui|non|s[ií])[\s.!,]*$/i;
/** Tokens of people and of what belongs to them: a sentence with one speaks to somebody. */
const PERSONAL = /<(?:PERSON|EMAIL|PHONE|ADDRESS|ACCOUNT|CARD|IBAN)_\d+>/;
/** A name at the beginning or end of a sentence only says who is spoken to. */
const VOCATIVE_START = /^(?:(?:hi|hello|dear|hallo|bonjour|hola|yes|no|right|ok(?:ay)?)[ ,]+)?<PERSON_\d+>\s*[,:–-]\s*/i;
const VOCATIVE_END = /,?\s*<PERSON_\d+>(?=[.!?]?$)/;

export function roleOf(sentence: string): Role {
  if (ABOUT_THEIR_MAIL.test(sentence)) return 'courtesy';
  if (ASKS_FOR_MATERIAL.test(sentence)) return 'asks-for-material';
  if (PROMISE.test(sentence)) return 'promise';
  if (ELSEWHERE.test(sentence)) return 'elsewhere';
  if (COURTESY.test(sentence.replace(/^\W+/, ''))) return 'courtesy';
  if (QUESTION.test(sentence)) return 'question';
  return PERSONAL.test(sentence) ? 'personal' : 'guidance';
}

/** Every sentence of a message with what it does. Code guides; what was quoted is somebody else's. */
export function rolesOf(message: EvidenceMessage): { role: Role; text: string }[] {
  return blocksOf(message.text).flatMap((block): { role: Role; text: string }[] => {
    if (block.kind === 'quote') return [];
    if (block.kind === 'code') return [{ role: 'guidance', text: message.text.slice(block.start, block.end) }];
    return block.sentences.map((sentence) => {
      const text = message.text.slice(sentence.start, sentence.end);
      return { role: roleOf(withoutVocative(message.text, sentence).text), text };
    });
  });
}

/** The guiding parts of a message, in its order. */
export function guidanceOf(message: EvidenceMessage): Guidance[] {
  let quoted: Block | null = null;
  return blocksOf(message.text).flatMap((block): Guidance[] => {
    // The question that an answer between quoted lines belongs to: without it "No." means nothing.
    const lead = quoted;
    quoted = block.kind === 'quote' ? block : null;
    if (block.kind === 'quote') return [];
    if (block.kind === 'code') {
      const code = message.text.slice(block.start, block.end);
      // A row of marks points at the line that was quoted above it.
      return PERSONAL.test(code) || !/[\p{L}\p{N}]/u.test(code) ? [] : [{ message, kind: 'code', spans: [block] }];
    }
    const spans = block.sentences
      .map((sentence) => withoutVocative(message.text, sentence))
      .filter(({ text }) => roleOf(text) === 'guidance' && /[\p{L}\p{N}]/u.test(text));
    // "Yes." answers what stands above it, or nothing.
    if (!lead && spans.length === 1 && block.sentences.length === 1 && INTERJECTION.test(spans[0]!.text)) return [];
    const question =
      lead && /\?\s*$/.test(message.text.slice(lead.start, lead.end)) && !PERSONAL.test(message.text.slice(lead.start, lead.end))
        ? [lead]
        : [];
    return spans.length ? [{ message, kind: block.kind, spans: [...question, ...spans].map(({ start, end }) => ({ start, end })) }] : [];
  });
}

function withoutVocative(text: string, span: Span): Span & { text: string } {
  const sentence = text.slice(span.start, span.end);
  const head = VOCATIVE_START.exec(sentence)?.[0].length ?? 0;
  const tail = VOCATIVE_END.exec(sentence.slice(head));
  const end = tail ? span.start + head + tail.index : span.end;
  return { start: span.start + head, end, text: text.slice(span.start + head, end) };
}
