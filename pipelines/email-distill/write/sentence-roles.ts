import { DESK_COURTESY, DESK_ELSEWHERE, DESK_PROMISE, DONE_FOR_THEM } from './desk-talk.ts';
import { hasSubstance } from './substance.ts';

/** What a sentence of a support mail does for a reader who was not there. */
export type Role =
  | 'guidance'
  | 'guess'
  | 'question'
  | 'asks-for-material'
  | 'promise'
  | 'elsewhere'
  | 'courtesy'
  | 'personal'
  | 'story'
  | 'passing'
  | 'aside';

const COURTESY =
  /^(?:thank(?:s| you)\b.{0,80}$|(?:many )?thanks for|sorry (?:to hear|for|about)|i(?:'| a)m (?:glad|happy|sorry)|glad |happy to|great[,!. ]|good to hear|you(?:'re| are) welcome|hope (?:this|that|it) (?:helps|works)|(?:does|did) (?:this|that|it) help|please (?:let me|let us) know|let (?:me|us) know|do not hesitate|don't hesitate|feel free|have a (?:nice|good|great)|if you have (?:any )?(?:further |more )?questions|just (?:checking|following)|hth\W*$|(?:(?:best|kind) )?regards\W*$|apologies|welcome|good luck|cheers|vielen dank|danke|gern|viel erfolg|freut mich|schön|das freut|tut (?:mir|uns) leid|ich wünsche|(?:einen |eine )?schöne[nrs]? |bei (?:weiteren )?fragen|melden sie sich|merci|je vous (?:en )?prie|n'hésitez|désolé|bonne (?:journée|chance)|ravi|bon(?:ne)? |gracias|de nada|no dude|lo siento|lamento|me alegr|suerte|saludos|que (?:tenga|tengas|pase|vaya)|grazie|prego|non esiti|mi dispiace|lieto|buona |buon |obrigad[oa]|de nada|não hesite|lamento|fico feliz|tenha |bedankt|dank |graag gedaan|laat het|succes|fijne?|prettige?|sorry|tack|varsågod|hör av dig|lycka till|ha (?:det|en)|trevlig|tak |selv tak|held og lykke|god |beklager|dziękuj|dzięki|proszę bardzo|powodzenia|miłego|życzę|przepraszam|cieszę się)|(?:check|get|come) back (?:with|to) (?:me|us)\b|\b(?:close|closing|reopen)s? (?:the|this|your)? ?(?:ticket|case|one|request)\b|\b(?:in english|auf deutsch|en français|en español|my (?:spanish|french|german|italian|english|dutch|polish|portuguese))\b/i;
/** Advice about what the customer sent along by mistake: true for them, no part of an answer. */
const ABOUT_THEIR_MAIL =
  /\b(?:password|token|key|secret|credential|card number)s?\b.{0,80}\b(?:in (?:clear|plain)|in (?:an|your|the) e?-?mail|by e?-?mail|revoke|rotate)\b|\b(?:revoke|rotate)\b.{0,40}\b(?:key|token|password)|<(?:KEY|TOKEN|CARD)_\d+>.{0,60}\b(?:clear|revoke|rotate)/i;
const ASKS_FOR_MATERIAL =
  /\b(?:it would be (?:very )?(?:important|useful|helpful|good|interesting) to (?:know|see|have)|you (?:need|have) to (?:provide|show|tell us|give us)|we (?:would )?need (?:more|to (?:know|see))|(?:more|further) (?:information|details) (?:is|are|would be) (?:needed|required|necessary|helpful)|wir (?:brauchen|benötigen) (?:mehr|weitere|noch)|nous avons besoin de plus|necesitamos (?:más|saber)|ci serv(?:e|ono) (?:più|altr)|we hebben meer .{0,20}nodig|precisamos de mais|vi behöver (?:mer|veta)|vi har brug for (?:mere|at vide)|vi trenger (?:mer|å vite)|potrzebujemy więcej|(?:could|can|would) you (?:please )?(?:send|share|attach|provide|tell|check|try|confirm|give|collect|upload|post)|please (?:send|share|attach|provide|tell (?:me|us)|give (?:me|us)|upload|confirm|post)|send (?:it|them|that|this|me|us) (?:to )?(?:me|us|the|a|it)?|(?:schicken|senden) sie (?:mir|uns)|können sie (?:mir|uns) .{0,40}(?:schicken|senden)|(?:pouvez|pourriez)-vous (?:nous |me |m')?(?:envoyer|joindre|confirmer)|envoyez|envíe(?:nos|me)|¿?(?:puede|podría)s? (?:usted )?(?:enviar|mandar|confirmar|adjuntar)(?:nos|me)?|(?:può|potrebbe) (?:inviar|mandar|confermar)\p{L}{0,4}|(?:kunt|kun) (?:u|je) (?:ons|mij|me) .{0,40}(?:sturen|opsturen)|(?:pode|poderia) (?:enviar|mandar|confirmar)(?:-nos|-me)?|kan du (?:skicka|sende|bekräfta|bekræfte)|proszę (?:o )?(?:przesłać|wysłać|przesłanie)|take a (?:thread|heap) dump .{0,60}\bsend\b|tell (?:me|us) what you (?:find|see)|let (?:me|us) know what you (?:find|see))/iu;
const IN_CASE =
  /^\W{0,9}(?:(?:and|or|but|und|et|y|e|en|och|og|i)\s)?(?:if|should (?:it|this|that|the|you)|in case|when it|wenn|falls|sollte|si|en cas|en caso|se|nel caso|als|mocht|caso|om|ifall|hvis|jeśli|gdyby)(?![\p{L}])/iu;
const PROMISE =
  /\b(?:(?:we|i)(?:'ll| will| am going to| are going to) (?:look|check|investigate|come back|get back|keep you|let you know|ask|follow up|try to reproduce|report back|update you)|(?:we|i) (?:are|am)(?: still)? (?:looking|investigating|checking|working on)|look(?:ing)? into (?:it|this|the (?:problem|issue|matter|error|cause))|come back to you|get back to you|passed (?:it|this|that) on|have to ask|(?:raised|opened|reported|escalated|forwarded) (?:it|this|that)? ?(?:a bug|a ticket|to|with)|(?:wir|ich) (?:melden|melde) (?:uns|mich)|(?:wir|ich) (?:prüfen|prüfe|klären|kläre)|nous allons (?:vérifier|regarder|étudier)|(?:je|nous) rev(?:iens|enons) vers vous|(?:lo )?estamos (?:investigando|revisando)|(?:le|les) (?:informaremos|avisaremos)|(?:stiamo|sto) (?:verificando|indagando)|(?:le|vi) faremo sapere|(?:we|ik) (?:zoeken|zoek) het uit|(?:we|ik) (?:komen|kom) (?:hier|er)(?: later)? op terug|(?:estamos|vamos) (?:a )?(?:investigar|verificar)|(?:vi|jag|jeg) (?:återkommer|undersöker|vender tilbage|undersøger)|(?:sprawdzimy|wrócimy do))/i;
const ELSEWHERE =
  /\b(?:(?:on|over|by) (?:the )?(?:phone|telephone|call(?![a-z]))|(?:a|our|the|quick|short) call (?:today|tomorrow|at|on|with|this)|dial-?in|teams meeting|zoom|screen ?shar|remote session|as (?:discussed|agreed|we discussed|said before|mentioned (?:yesterday|before|earlier))|see (?:the )?attach|(?:is|are) attached|attached (?:file|document|pdf|patch|you)|sent (?:you |it )?(?:separately|by chat|a link)|wrong (?:list|place|forum)|off-topic|(?:better|should be) asked (?:on|at|in)|please (?:ask|contact) (?:the|your) (?:\w+ )?(?:maintainers?|authors?|vendor)|in my (?:last|other|previous) e?-?mail|am telefon|telefonisch|im anhang|wie besprochen|ci-joint|en pièce jointe|par téléphone|adjunto|por teléfono|en allegato|in allegato|al telefono|in de bijlage|telefonisch|em anexo|por telefone|bifogat|i bilagan|vedhæftet|w załączniku|telefonicznie)/i;
const QUESTION = /\?["')»”]*$/;
/** A statement that its writer does not vouch for. */
export const GUESS =
  /(?<![\p{L}\p{N}])(?:possibly|perhaps|probably|most likely|highly likely|maybe|might be|could be|not sure|just a guess|i (?:guess|suspect|think|believe|assume|presume|imagine)|iirc|afaik|afair|as far as i (?:know|can (?:see|tell))|my guess|presumably|you could try|worth a try|would appear|vermutlich|vielleicht|wahrscheinlich|probablement|probablemente|probabilmente|provavelmente|troligen|sandsynligvis|sannsynligvis|prawdopodobnie|ich (?:glaube|denke|vermute)|eventuell|möglicherweise|peut-être|je (?:pense|crois|suppose)|quizás?|tal vez|creo que|supongo|forse|credo che|penso che|misschien|waarschijnlijk|ik (?:denk|vermoed)|talvez|acho que|kanske|jag tror|måske|jeg tror|być może|chyba|myślę)(?![\p{L}\p{N}])/iu;
/** Tokens of people and of what belongs to them: a sentence with one speaks to somebody. */
const PERSONAL = /<(?:PERSON|EMAIL|PHONE|ADDRESS|ACCOUNT|CARD|IBAN)_\d+>|(?<![\p{L}-])(?:he|him|his|she|her)(?![\p{L}/-])/u;

/** What may stand before the first word that counts. */
const OPENING = String.raw`^(?:[\s\W]|(?:and|but|so|well|also|now|ok|okay|yes|no|first|then|as|fwiw|for what it is worth|in short|seriously|unfortunately|personally|sorry|of course|actually|aber|und|leider|mais|et|malheureusement|pero|y|ma|e|maar|en|mas|men|och|og|ale|i)[,:]?\s){0,3}`;
/** "I" is the article "the" in Italian, and "je" is "you" in Dutch. */
const ENGLISH =
  /(?<![\p{L}])(?:the|is|it|and|have|has|had|that|this|you|was|am|not|would|will|with|but|know|hope|did|do|my|at|be|been|of|to|for|on|i['’]\p{L}+)(?![\p{L}])/iu;
const DUTCH = /(?<![\p{L}])(?:het|een|niet|van|kunt|moet|als|dat|naar|wordt|zijn|op|voor|met|kan|wilt|hebt)(?![\p{L}])/iu;
/** Tells what the writer did, has or feels: true of them, and no use to the reader. */
const STORY = new RegExp(
  `${OPENING}(?:(?:I|I'm|I've|I'd|I'll|my|mine)(?![\\p{L}'’])|(?:I|I')['’](?:m|ve|d|ll)(?![\\p{L}])|(?:ich|mein|meine|bei mir|je|mon|mes|chez moi|yo|mi|mis|he|espero|io|il mio|la mia|spero|ik|mijn|eu|meu|minha|jag|jeg|hos mig|mam nadzieję|u mnie)(?![\\p{L}'’])|j['’](?=\\p{L}))|(?<![\\p{L}])(?:habe|hatte|bin|war|hoffe) ich(?![\\p{L}])|^(?:(?:it|this|that|which) )?(?:(?:just )?works?|fine|ok)(?: fine| well| ok| just fine)? (?:for (?:me|us)|(?:over )?here|on (?:my|our|two|several|all))(?![\\p{L}])`,
  'iu',
);
/** The writer in the middle of a sentence; capitals matter, "I/O" and "my.cnf" are nobody. */
const WRITER =
  /(?<![\p{L}\p{N}/.'’_-])(?:I(?:['’](?:m|ve|d|ll))?|me|my|[Ii]ch|mir|mich|meine?[rmns]?|[Jj]e|[Jj]['’](?=\p{L})|[Yy]o|[Jj]ag|[Jj]eg|[Ii]k|[Ee]u)(?![\p{L}\p{N}/_-]|\.\p{L}|[).]\s*$)/u;
/** The writer beside the matter: the rest of the sentence advises whoever reads it. */
const BESIDE_THE_WRITER = /,? (?:just )?like (?:me|I do|mine)(?![\p{L}'’])|\((?:at least|as|like|well, )?\s?I [^()]{1,60}\)/gu;
/** Knows no answer, which no confirmation turns into one. */
const UNSURE = /\bI(?:['’]m| am) (?:not |un|a (?:little|bit) (?:not |un)?)(?:sure|certain|fuzzy)|\bnot sure (?:how|what|why|whether|if)\b/;
/** True that day: what was uploaded, what comes next week. */
const PASSING =
  /(?<![\p{L}\p{N}])(?:we (?:ran into|had) (?:an? |some |a few |the )?(?:\p{L}+ )?(?:problems?|issues?|troubles?)|wir hatten (?:ein |einige )?probleme?|nous avons (?:eu|rencontré) (?:un|des|quelques) problèmes?|today|tomorrow|yesterday|tonight|this (?:morning|afternoon|evening|week|month)|(?:next|last) (?:week|month|night|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:in|within) a (?:few|couple of) (?:hours|days|weeks)|a (?:few|couple of) (?:days|weeks|months|hours|years) (?:ago|back)|(?:two|three|four) (?:days|weeks|months|hours|years) ago|soon|(?:have|has|had) just|(?:is|are) (?:now|currently|slowly) (?:being|not \p{L}+ing)|will (?:slowly|shortly|eventually)|(?:fine|ready|available|online|there|done|back|visible|fixed) (?:again )?in (?:about |around |roughly )?(?:\d{1,2}|an?|a few|some|several) (?:hours?|days?|weeks?)|we (?:have|['’]ve) (?:now |already )?(?:fixed|solved|corrected|uploaded|pushed|rebuilt)(?!.{0,60}\d\.\d)|just (?:uploaded|released|fixed|pushed|updated)|one day this|will be (?:out|available|released|integrated|fixed)|(?:is|are) being (?:built|synced|uploaded)|syncing|next (?:sync|mirror sync|build|upload)|available (?:for download )?now|now available|heute|gestern|nächste (?:woche|tage)|in kürze|demnächst|aujourd['’]hui|demain|la semaine prochaine|bientôt|hoy|mañana|ayer|la próxima semana|pronto|oggi|domani|ieri|prossima settimana|vandaag|gisteren|volgende week|binnenkort|hoje|amanhã|ontem|próxima semana|em breve|idag|imorgon|igår|nästa vecka|i dag|i morgen|i går|næste uge|neste uke|dzisiaj|jutro|wczoraj|w przyszłym tygodniu|wkrótce)(?![\p{L}\p{N}])/iu;
/** First person, and yet advice. */
const ADVICE =
  /(?<![\p{L}])(?:I(?: would|['’]d| do| can only| strongly)? (?:recommend|suggest|advise|propose)|I (?:(?:usually|normally|always|simply|just) )?(?:have no (?:problems?|trouble) using|use|do|run|type|install|set|add)\b[^.]{0,120}:$|I(?: would|['’]d) (?:not )?(?!be\b|like\b|love\b|hope\b|guess\b|think\b|say\b|bet\b|have\b|imagine\b|appreciate\b)\p{L}+|empfehle|rate (?:ihnen|dir)|schlage vor|recommande|conseille|suggère|propose|recomiendo|sugiero|aconsejo|consiglio|suggerisco|raad|adviseer|stel voor|recomendo|sugiro|rekommenderar|föreslår|anbefaler|foreslår|polecam|proponuję)(?![\p{L}])/iu;
/** About the conversation itself, or said with a smile. */
const ASIDE =
  /^\W{0,3}(?:see (?:above|below)(?![\p{L}])|by the way|btw|fwiw|for what it(?:['’]s| is) worth|just (?:wanted|want) to (?:mention|say|add|note)|übrigens|nebenbei|d['’]ailleurs|au fait|por cierto|a proposito|overigens|trouwens|a propósito|förresten|för övrigt|i øvrigt|forresten|przy okazji)(?![\p{L}])|<(?:wink|grin|g|smile)>|(?:^|\s)[:;]-?[)(DPp](?:\s|\W*$)|\b(?:cc['’]?(?:ing|ed)|cross-?post\w*|sorry|mailing lists?|the (?:right|other|wrong) list|(?:belongs?|posts?|reply|asked) here|off-?list|on-?list|this (?:list|thread|e?-?mail)|(?:your|my|his|her) (?:(?:first|last|previous|other|long|kind) )?(?:e-?mails?|mails?|posts?|reply|replies|note|patience)|top-?post\w*|as (?:i|you) (?:wrote|said|say|mention(?:ed)?|noted|suggest(?:ed)?|experienced|know)|you (?:said|wrote|asked|mentioned|must have)|did you (?:read|see)|come back saying|in this thread|subscribed?|and so on|(?:if|maybe|perhaps) (?:any|some)(?:body|one)(?: else)? (?:knows?|has|can)|(?:information|details) (?:that )?(?:you )?(?:supplied|provided|gave|posted|sent)|you (?:only|just) (?:showed|supplied|provided|posted|quoted|sent)|without (?:more|further) (?:information|details)|(?:not|without) knowing (?:anything|much|more|what|which|how)|stinks?|sucks?|weird|nonsense|(?:many|most|some|both|two|three|several) of us|we (?:look forward|owe|are (?:all )?(?:aware|happy|glad)|would (?:all )?have (?:known|seen)|can(?:not|['’]t) (?:help|tell|say|reproduce))|let's (?:hope|say|see)|we hope|hopefully|good (?:call|catch|point)|fair enough|no (?:worries|problem at all|clue|idea)|lol|haha|imho)\b|(?:diese|ihre|deine|meine) (?:e-?)?mail\b|(?:votre|mon|ce) (?:e-?mail|message)\b|(?:su|mi|este) (?:correo|mensaje)\b|(?:sua|mia|questa) (?:e-?)?mail\b/iu;

/** "Did you read the manual?" expects no reply. */
const SENDS_TO_DOCS =
  /^\W{0,9}(?:(?:did|have) you|haben sie|hast du|avez-vous|as-tu|ha|has|hai|heeft u|heb je|har du|czy) .{0,40}(?:readme|faq|manual|docs|documentation|guide|handbuch|anleitung|dokumentation|documentación|documentazione|documentatie|documentação|dokumentacj)/i;

/** Praise and blame in a sentence of their own. */
const JUDGES =
  /^\W{0,3}(?:and |but |so )?(?:that|this|it|das|es|c['’]|ça|cela|eso|esto|è|dat|het|isso|det)(?:['’]s| is| was| would be| sounds| ist| wäre| est| serait| es| sería| è| sarebbe| zou| seria| är| er| vore)? (?:an? |very |quite |really |just |so |pretty |truly |tremendous |ein |sehr |un[ea]? |très |muy |molto |een |heel |erg |um[a]? |muito |en |ett |et |mycket |meget |veldig ){0,3}(?:great|nice|good|cool|rude|annoying|frustrating|interesting|odd|strange|sad|help|shame|pity|lovely|awesome|fun|funny|useful|helpful|perfect|compromise|toll|schön|gut|prima|schade|super|bien|dommage|genial|lástima|bello|ottimo|peccato|leuk|mooi|jammer|ótimo|bom|pena|bra|synd|godt|fint)(?: (?:compromise|idea|question|point|news|find|start|of you|to (?:know|hear|see)))?[.!]*$/iu;

/** What one sentence does. A greeting or name around it is taken off before. */
export function roleOf(sentence: string): Role {
  if (ABOUT_THEIR_MAIL.test(sentence)) return 'courtesy';
  // "If it goes on, send me the log" closes an answer.
  if (ASKS_FOR_MATERIAL.test(sentence)) return IN_CASE.test(sentence) ? 'courtesy' : 'asks-for-material';
  if (PROMISE.test(sentence) || DESK_PROMISE.test(sentence)) return 'promise';
  if (ELSEWHERE.test(sentence) || DESK_ELSEWHERE.test(sentence)) return 'elsewhere';
  if (COURTESY.test(sentence.replace(/^\W+/, '')) || DESK_COURTESY.test(sentence)) return 'courtesy';
  if (QUESTION.test(sentence)) return SENDS_TO_DOCS.test(sentence) ? 'aside' : 'question';
  if (PERSONAL.test(sentence)) return 'personal';
  if (isOfWriter(sentence) && !ADVICE.test(sentence) && (!GUESS.test(sentence) || UNSURE.test(sentence))) return 'story';
  if (ASIDE.test(sentence) || JUDGES.test(sentence)) return 'aside';
  if (PASSING.test(sentence) || DONE_FOR_THEM.test(sentence)) return 'passing';
  if (GUESS.test(sentence)) return 'guess';
  return /(?:!|\.\.\.|…)\W{0,9}$/.test(sentence) && !hasSubstance(sentence) ? 'aside' : 'guidance';
}

/** Whether a sentence is in the first person singular. */
function isOfWriter(sentence: string): boolean {
  const own = (ENGLISH.test(sentence) ? sentence : sentence.replace(/(?<![\p{L}])(?:I|me|my)(?![\p{L}'’])/gu, ' ')).trimStart();
  const told = DUTCH.test(own) ? own.replace(/(?<![\p{L}])[Jj]e(?![\p{L}])/gu, ' ').trimStart() : own;
  return STORY.test(told) || WRITER.test(told.replace(BESIDE_THE_WRITER, ''));
}
