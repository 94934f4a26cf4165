/** What help desks say around their answers, and instead of them. */

/** Receipts, farewells, surveys and apologies. */
export const DESK_COURTESY =
  /\b(?:your|this|the) (?:request|ticket|message|enquiry|inquiry|case)(?: \S{1,20})? (?:has (?:now )?been|was|is|will be) (?:now )?(?:received|registered|created|logged|assigned|opened|closed|solved|resolved)\b|\b(?:this|it|that) is (?:now )?(?:solved|resolved|done)\b|\b(?:have|has)(?:n['’]t| not) (?:heard|received (?:a|any) (?:reply|answer|response))\b|\b(?:do|please) not reply\b|\bopen a new (?:one|ticket|request|case)\b|\b(?:rate|how satisfied|satisfaction|survey)\b.{0,60}\b(?:support|service|answer|received|us|took|take)\b|^(?:we|i) (?:are |am |['’]re |['’]m )?(?:very |really |so |truly |sincerely )?(?:sorry|apologi[sz]e|appreciate|regret)\b|\bihr(?:e)? (?:anfrage|ticket|anliegen) (?:wurde|ist|wird) (?:\w+ )?(?:erfasst|registriert|geschlossen|gelöst|eröffnet)\b/i;
/** It is told in another place: by voice, in another ticket, in a file or picture. */
export const DESK_ELSEWHERE =
  /\b(?:call|phone|ring) (?:us|me|our|the (?:hotline|desk|support|helpdesk))\b|\bgive (?:us|me) a (?:call|ring)\b|\b(?:your|the|my|our) (?:other|first|previous|earlier|last|main|original) (?:ticket|case|request)\b|\b(?:ticket|case|request) (?:no\.? ?)?#?\d{2,}\b|\bduplicate of\b|\b(?:merged?|continue) (?:into|with|in|there)\b|\b(?:find|see) (?:it |them |the \w+ |a \w+ )?(?:attached|enclosed)\b|\battached (?:an?|the|some)\b|\b(?:screenshot|picture|image|video|recording|document|pdf|file)s? (?:is |are )?(?:attached|enclosed)\b|\b(?:rufen sie (?:uns|mich)|(?:ihr(?:em)?|das|im) (?:anderen?|ersten?|vorigen?) ticket|siehe anhang)/i;
/** Somebody did it, this time and for this customer. */
export const DONE_FOR_THEM =
  /^\W{0,3}(?:(?:it['’]s |this is |all )?(?:done|fixed|solved|resolved|sorted|erledigt|behoben|gelöst|fait|hecho|fatto)(?![\p{L}]))|\b(?:we|i)(?: have|['’]ve)? (?:now |just |already |manually )*(?:restarted|reset|unlocked|(?:re-?)?activated|(?:re-?)?enabled|granted|given|added|removed|updated|changed|corrected|repaired|restored|re-?created|increased|extended|assigned|cleared)\b(?!.{0,60}\d\.\d)|\bon our (?:side|end)\b|\b(?:he|she|they|you) (?:now )?(?:has|have) (?:full )?access\b|^(?:please )?(?:try|check|test) (?:it |this )?(?:once more|again)(?: now)?\W*$|\bshould (?:now )?be (?:fine|ok|okay|working|back|visible|gone|online|there) ?(?:now|again)?\W*$/iu;
/** Others go on with it. */
export const DESK_PROMISE =
  /\bescalated\b|\bwill (?:hear (?:from|back)|be (?:answered|contacted|in touch|informed))\b|\b(?:will|shall) (?:answer|reply|respond|contact you|be in touch)\b|\bwithin (?:\w+|\d+) (?:business|working) (?:days?|hours?)\b|\b(?:passed|forwarded|handed) (?:\w+ ){0,3}(?:on )?to (?:the|our) \w+/i;
