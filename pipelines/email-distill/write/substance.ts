/** Verbs that a step begins with. French and Italian plurals and the German polite form are told by their endings. */
const VERBS = [
  "set|use|run|add|remove|delete|drop|install|uninstall|reinstall|upgrade|update|downgrade|restart|redeploy|deploy|reload|reboot|change|check|make|ensure|verify|open|close|click|choose|select|go|create|put|replace|rename|move|copy|edit|enable|disable|turn|switch|point|raise|lower|increase|decrease|reduce|keep|leave|try|start|stop|configure|define|specify|export|import|build|compile|download|log|sign|clear|reset|pass|call|write|do not|don[’']t|never|always|avoid|allow|grant|give|take|look|wait|pull|push|apply|save|press|type|enter|mount|unset|append|exclude|include|ask|read|follow|consult|tell|declare|register|limit|test|compare|quote|wrap|escape|convert|rotate|generate|assign|attach|connect|disconnect|map|mark|split|merge|list|search|repeat|rebuild|revert|roll|stick|pin|prefer|upload|scan|tick|untick|plug|unplug|insert|drag|restore|archive|publish|invite|pair|synchroni[sz]e|retry|redo|re-?index|re-?create|re-?register|renew|permit|hide|swap|shorten|encode|decode|unzip|extract|unlock|submit|enlarge|extend|adjust|bind|unlink|accept",
  'setzen|stellen|öffnen|starten|ändern|prüfen|löschen|entfernen|installieren|aktualisieren|wählen|klicken|tragen|verwenden|nutzen|führen|legen|schalten|aktivieren|deaktivieren|erhöhen|verringern|ersetzen|kopieren|geben|lassen|achten|fügen|gehen|melden|speichern|warten|stoppen|bitte|setze|stelle|öffne|starte|ändere|prüfe|lösche|entferne|installiere|wähle|trage|verwende|führe|lege|schalte',
  'ponga|pon|use|usa|abra|abre|cambie|cambia|reinicie|reinicia|instale|instala|elimine|elimina|borre|borra|configure|configura|compruebe|comprueba|verifique|ejecute|ejecuta|añada|añade|agregue|seleccione|selecciona|haga|haz|desactive|desactiva|active|activa|aumente|aumenta|reduzca|reduce|actualice|actualiza|copie|copia|vaya|establezca|defina|quite|quita|deje|deja|suba|baje',
  'imposti|imposta|usi|usa|apra|apri|cambi|cambia|riavvii|riavvia|installi|installa|elimini|elimina|rimuova|rimuovi|aggiunga|aggiungi|configuri|verifichi|verifica|esegua|esegui|selezioni|seleziona|faccia|disattivi|disattiva|attivi|attiva|aumenti|aumenta|riduca|riduci|aggiorni|aggiorna|copi|copia|vada|metta|sostituisca|scelga|lasci',
  'zet|gebruik|open|wijzig|start|herstart|installeer|verwijder|voeg|kies|klik|controleer|voer|stel|schakel|verhoog|verlaag|vervang|kopieer|werk|pas|maak|ga|laat|verplaats|let',
  'altere|mude|remova|apague|adicione|execute|selecione|clique|desative|ative|reduza|atualize|coloque|vá|troque|deixe|substitua|escolha|mantenha',
  'ställ|sätt|använd|öppna|ändra|starta|installera|ta|lägg|välj|klicka|kontrollera|kör|höj|sänk|uppdatera|stäng|aktivera|inaktivera|kopiera|byt|gå|låt',
  'sæt|sett|brug|bruk|åbn|åpne|ændr|endre|genstart|fjern|tilføj|legg|vælg|velg|klik|klikk|kontroller|kør|kjør|opdater|oppdater|slå|hæv|øg|gå|lad',
  'proszę|należy|trzeba|ustaw|użyj|otwórz|zmień|uruchom|zainstaluj|usuń|dodaj|wybierz|kliknij|sprawdź|wykonaj|wyłącz|włącz|zwiększ|zmniejsz|zaktualizuj|skopiuj|przejdź|zostaw',
].join('|');
/** A verb first, or first after "then", "please", a list mark, or a clause that ends in a comma or colon. */
const INSTRUCTS = new RegExp(
  String.raw`(?:^|[,:;]\s)[\s\W\d]{0,8}(?:(?:then|please|first|next|finally|also|instead|so|and|or|just|now|only then|dann|danach|anschließend|puis|ensuite|luego|después|poi|quindi|daarna|dan|depois|sedan|därefter|derefter|potem|następnie)[,:]?\s){0,3}(?:(?:${VERBS})(?![\p{L}\p{N}])|\p{L}{2,}(?:ez|[aei]te)(?![\p{L}\p{N}])|\p{L}{2,}n Sie(?![\p{L}\p{N}]))`,
  'iu',
);
const DEMANDS =
  /(?<![\p{L}\p{N}])(?:you (?:need|have to|must|should|can|could|may|want)|needs? (?:to|at least|about|an?|the|\p{L}+ v?\d)|requires?|can (?:also )?(?:be )?(?:set|changed?|used?|chosen|switched|turned|removed?|raised?|disabled?|enabled?|configured?)|has to|have to|must|should|(?:is|are) (?:required|necessary|needed|enough)|instead of|it is (?:best|better|safe)|the (?:fix|solution|workaround|way out|trick) is|muss|müssen|sollten?|können sie|brauchen|braucht|genügt|statt|il faut|vous (?:devez|pouvez)|doit|doivent|suffit|au lieu|hay que|debe|deben|puede|tiene que|basta|en lugar|bisogna|deve|devono|occorre|può|invece di|moet|moeten|kunt u|volstaat|in plaats|precisa|é preciso|em vez|måste|ska|kan du|räcker|skal|kan du|i stedet|musi|można|wystarczy|zamiast)(?![\p{L}\p{N}])/iu;
const EXPLAINS =
  /(?<![\p{L}\p{N}])(?:because|due to|caused by|causes|the (?:reason|cause|problem) (?:is|was)|that is why|therefore|as a result|otherwise|which (?:is why|means)|so that|weil|denn|deshalb|daher|wegen|ursache|(?:der|die) (?:grund|ursache) (?:ist|war|dafür)|sonst|parce que|car|à cause|c['’]est pourquoi|donc|sinon|porque|debido|por eso|la causa|perché|a causa|quindi|dovuto|altrimenti|omdat|doordat|daarom|anders|devido|por isso|senão|eftersom|på grund|därför|annars|fordi|derfor|ellers|ponieważ|dlatego|z powodu|przyczyn\p{L}{1,3}|inaczej)(?![\p{L}\p{N}])/iu;
/** How a product behaves, named by its parts: a setting, a path, a code, a version, a rule. */
export const NAMES =
  /[\p{L}\p{N}] (?:>|→|») \p{Lu}|(?<![\p{L}\p{N}-])--\p{Ll}[\p{Ll}\p{N}-]+|[\p{L}\p{N}]{2,}[._/][\p{L}\p{N}][\p{L}\p{N}._/-]*|\p{Lu}{2,}[-_][\p{Lu}\p{N}]{2,}|`[^`]{1,80}`|"[^"]{2,60}"|(?<![\p{L}\p{N}])v?\d{1,3}(?:\.\d{1,4}){1,3}/u;
const RULES =
  /(?<![\p{L}\p{N}])(?:by default|default (?:is|value)|only|never|always|at most|at least|or (?:newer|later|above|higher|older|below)|(?:is|are|does|do|can)(?: ?not|n['’]t)|cannot|since (?:version|release)|as of|until version|fixed in|supported|standardmäßig|nur|nie|immer|nicht|kein\p{L}{0,2}|par défaut|seulement|jamais|toujours|uniquement|por defecto|solo|sólo|nunca|siempre|predefinit\p{L}|soltanto|mai|sempre|standaard|alleen|nooit|altijd|por padrão|apenas|som standard|bara|aldrig|alltid|som standard|kun|aldri|domyślnie|tylko|nigdy|zawsze)(?![\p{L}\p{N}])/iu;

/** What a sentence gives to a reader with the same problem, as points: 2 for a step, 1 each for a demand, a reason, a named part, a rule. */
export function substanceOf(sentence: string): number {
  const points = [DEMANDS, EXPLAINS, NAMES, RULES].filter((pattern) => pattern.test(sentence)).length;
  return points + (instructs(sentence) ? 2 : 0);
}

export function hasSubstance(sentence: string): boolean {
  return substanceOf(sentence) > 0;
}

/** Whether a sentence tells the reader to do something, or why it is so: the core of an answer. */
export function isCore(sentence: string): boolean {
  return instructs(sentence) || DEMANDS.test(sentence) || EXPLAINS.test(sentence);
}

/** Whether a sentence tells the reader to do something. */
export function instructs(sentence: string): boolean {
  return INSTRUCTS.test(sentence);
}

/** A sentence that gives the reason for the problem as its whole point; in an article it belongs before the steps. */
const CAUSE_FIRST =
  /^(?:the (?:reason|cause|root cause|background)(?: (?:for|of|behind) (?:this|that|it))? (?:is|was)|(?:this|that|it) (?:happens|fails|occurs|is|comes|was) (?:because|caused by|due to|from)|(?:der grund|die ursache|ursache|grund)\b|das liegt (?:daran|an)|la (?:cause|raison)\b|cela (?:vient|est dû|arrive)|la (?:causa|razón)\b|el motivo\b|esto (?:ocurre|pasa|se debe)|il motivo\b|questo (?:accade|succede|dipende)|de (?:oorzaak|reden)\b|dat komt (?:doordat|door)|o motivo\b|a causa\b|isso (?:acontece|ocorre)|orsaken\b|det beror på|årsagen\b|det skyldes|årsaken\b|przyczyną\b|dzieje się tak)/iu;

export function opensWithCause(sentence: string): boolean {
  return CAUSE_FIRST.test(sentence.trimStart());
}
