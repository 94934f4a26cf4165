/** Words for "it did not help", in the languages we meet. */
const NOT_SOLVED =
  /\b(?:still (?:the same|not|no|an?|have|having|cannot|can't|won't|there|stuck|does(?:n't| not)|do(?:n't| not)|get|getting|see|seeing|fail|failing|happen)|same (?:error|problem|result|issue|behaviou?r|thing)|(?:did|does|do)(?:n't| not) (?:help|work|change|fix|solve)|no (?:luck|change|difference|improvement)|(?:is|are)(?:n't| not) (?:working|solved|fixed|gone)|not (?:working|solved|fixed)|without success|(?:came|is|are) back again|sad to say|no joy|one step further|(?:could|can|did)(?:n['’]t| ?not) (?:manage|solve|fix|get (?:it|this|that) (?:to work|working))|not sure (?:that|if|whether) (?:that |this |it )?(?:would|will|really)? ?(?:works?|helps?)|(?:that|this|it) (?:was|is)(?:n't| not) (?:it|the (?:problem|cause|reason|issue))|immer noch|nach wie vor|hilft (?:leider )?nicht|hat (?:leider )?nicht geholfen|funktioniert (?:leider )?nicht|toujours (?:pas|le même|la même)|ne (?:fonctionne|marche) (?:toujours )?pas|sigue (?:sin|igual|fallando|dando)|todavía no|no funciona|non funziona|ancora lo stesso|werkt (?:nog )?niet|nie działa|gleiche[rns]? (?:fehler|problem)|kein(?:en)? (?:erfolg|unterschied)|n'a (?:pas|rien) (?:aidé|changé|donné)|même (?:erreur|problème)|mismo (?:error|problema)|no (?:ha|han) (?:funcionado|servido|cambiado)|stesso (?:errore|problema)|non (?:ha aiutato|è cambiato)|nog steeds|helpt niet|zelfde (?:fout|probleem)|continua (?:igual|sem|com)|não (?:funcion|resolv|ajud)\p{L}*|fungerar (?:fortfarande )?inte|hjälpte inte|samma (?:fel|problem)|virker (?:stadig )?ikke|hjalp ikke|samme (?:fejl|feil|problem)|nadal|wciąż|nie pomogł\p{L}*)/iu;
/** Thanks and "it works". */
const SOLVED =
  /\b(?:works?(?: (?:now|again|fine|good|great|well|perfectly))?[,.! ]|working (?:now|fine|again|good)|it'?s working|solved|resolved|fixed|that was it|that did it|did the (?:trick|job)|gone|all (?:good|green|ok|fine)|confirmed|perfect|understood|you can close|please close|may be closed|no more|quiet|thanks|thank you|behoben|gelöst|funktioniert (?:jetzt|nun|wieder)|läuft|danke|parfait|résolu|merci|fonctionne|resuelto|gracias|funciona|risolto|grazie|opgelost|bedankt|fungerar|tack|działa|dzi[eę]ki|obrigad[oa]|works$)/i;
/** Says so in so many words; the rest of {@link SOLVED} only thanks. */
const WORKS =
  /(?<![\p{L}])(?:works?|working|worked|solved|resolved|fixed|that was it|that did it|did the (?:trick|job)|gone|all (?:good|green|ok|fine)|confirm(?:ed)?|close|closed|no more|quiet|sorted|behoben|gelöst|funktioniert|läuft|klappt|résolu|fonctionne|marche|resuelto|funciona|solucionado|risolto|funziona|opgelost|werkt|resolvido|löst|fungerar|løst|virker|fungerer|działa|rozwiązane)(?![\p{L}])/iu;
/** Thanks, but. */
const RAISES =
  /\?(?:\s|$)|(?<![\p{L}])(?:however|but|unfortunately|another (?:question|problem|error|issue)|one step further|hurdle|actually|instead|now i (?:get|have)|aber|jedoch|leider|mais|cependant|malheureusement|pero|sin embargo|ma|però|purtroppo|maar|helaas|mas|porém|infelizmente|men|tyvärr|desværre|dessverre|ale|niestety|eigentlich|en fait|en realidad|in realtà|eigenlijk|na verdade|egentligen|egentlig|właściwie)(?![\p{L}])/iu;
/** Support takes back what it wrote before; what counts begins here. */
const CORRECTS =
  /(?<![\p{L}])(?:correction:|(?:i|we) (?:was|were) (?:wrong|mistaken)|(?:please )?(?:forget|ignore|disregard) (?:what (?:i|we) (?:wrote|said)|my (?:last|previous|first|earlier) (?:e-?mail|mail|message|answer|reply))|my (?:last|previous|first|earlier) (?:e-?mail|mail|message|answer|advice) was (?:wrong|not right)|korrektur:|da habe ich mich (?:geirrt|vertan)|meine letzte (?:mail|antwort) war falsch|je me suis trompée?|me equivoqué|mi sono sbagliat[oa]|ik had het mis|eu (?:me )?enganei(?:-me)?|jag hade fel|jeg tog fejl|jeg tok feil|pomyliłe?[mł]\p{L}{0,2})(?![\p{L}])/iu;

/** A longer mail of thanks goes on about something. */
const MAX_THANKS_WORDS = 60;

/** Whether the customer says that it is not solved. */
export function saysNotSolved(text: string): boolean {
  return NOT_SOLVED.test(ownWords(text));
}

/** Whether a customer's mail says that it is solved: in so many words, or by a short thanks that raises nothing new. */
export function confirms(text: string): boolean {
  const own = ownWords(text);
  if (NOT_SOLVED.test(own) || !SOLVED.test(own)) return false;
  return WORKS.test(own) ? countWordsOf(own) <= MAX_THANKS_WORDS || !RAISES.test(own) : !goesOn(text);
}

/** Whether a confirming mail says in so many words that it works; thanks alone may be for the effort. */
export function saysItWorks(text: string): boolean {
  return confirms(text) && WORKS.test(ownWords(text));
}

/** Whether a reply raises something or is too long to be a farewell. */
export function goesOn(text: string): boolean {
  const own = ownWords(text);
  return RAISES.test(own) || countWordsOf(own) > MAX_THANKS_WORDS;
}

/** A text without the lines it quotes. */
export function ownWords(text: string): string {
  return text.replace(/^>.*$/gm, '');
}

function countWordsOf(text: string): number {
  return (text.match(/[\p{L}\p{N}]+/gu) ?? []).length;
}

/** Whether support takes back what it wrote before. */
export function takesBack(text: string): boolean {
  return CORRECTS.test(ownWords(text));
}
