/**
 * How letters begin and end in the languages support mail is written in, as sources of regular expressions (case to be ignored): the masker
 * finds names beside them, the cleaner removes them. Every repetition is bounded.
 */
const GREETINGS = [
  "hi|hiya|hello|hey|howdy|greetings|dear|good (?:morning|afternoon|evening|day)|g['’]day",
  'hallo|lieber?|guten (?:tag|morgen|abend)|moin|servus|grüezi|grüß (?:gott|dich)|sehr geehrter?|werter?',
  'bonjour|bonsoir|salut|coucou|ch[eè]re?s?|madame|monsieur|mesdames|messieurs',
  'hola|buen[oa]s (?:d[ií]as|tardes|noches)|estimad[oa]s?|querid[oa]s?',
  'ciao|buongiorno|buonasera|gentil[ei]|egregio|salve|car[oaie]s?',
  'ol[áa]|oi|bom dia|boa (?:tarde|noite)|prezad[oa]s?',
  'beste|hoi|dag|geachte|goede(?:morgen|middag|navond|ndag)',
  'hej|hei|hejsan|hallå|god (?:morgon|dag|morgen|kväll|aften)|goddag|kära|kære|kjære',
  'cześć|witam|dzień dobry|szanown[yaie]|drog[ia]|drodzy',
  'dobrý den|ahoj|vážen[ýáí]|mil[ýá]',
  'szia|kedves|tisztelt|jó napot',
  'merhaba|selam|sayın|iyi günler',
  'bună(?: ziua)?|stimat[eă]|dragă',
  'terve|moi|hyvää (?:päivää|huomenta|iltaa)',
  'здравствуйте|добрый день|доброе утро|привет|уважаем(?:ый|ая)|дорог(?:ой|ая)|добрий день|вітаю',
];

const CLOSINGS = [
  '(?:(?:many |kind |best |warm |with (?:best |kind )?)?(?:regards|wishes)|best|all the best|warmly|thx|tia|thanks(?:,? (?:& regards|again|in advance|and regards|so much|for your (?:help|time)))?|thank you(?: (?:very much|in advance|again))?|many thanks|cheers|sincerely|respectfully|yours(?: (?:sincerely|faithfully|truly))?|rgds|br|kr)',
  '(?:mfg|lg|vg|(?:viele|liebe|beste|schöne|herzliche|freundliche|mit (?:freundlichen|besten|herzlichen)) gr(?:ü|ue)(?:ß|ss)en?(?: aus \\p{L}{2,20})?|(?:schönen |liebe[nr] )?gru(?:ß|ss)|danke(?: schön| und gru(?:ß|ss)| im voraus)?|vielen dank|besten dank|hochachtungsvoll)',
  "(?:(?:bien |très )?cordialement|bien à (?:vous|toi)|à bientôt|sincèrement|bonne (?:journée|soirée)|merci(?: d'avance| beaucoup)?|amicalement|(?:sincères |meilleures |cordiales |respectueuses )?salutations)",
  '(?:un )?(?:saludos?|sinceramente|abrazo|cordial saludo|saludos cordiales|atentamente|(?:muchas )?gracias)',
  '(?:(?:cordiali |distinti )?saluti|saluti cordiali|un cordiale saluto|cordialmente|buona giornata|a presto|grazie(?: mille)?)',
  '(?:atenciosamente|obrigad[oa]|(?:com os )?(?:melhores )?cumprimentos|(?:um )?abraços?)',
  '(?:met vriendelijke groet(?:en)?|(?:hartelijke )?groet(?:en|jes)?|mvg|(?:alvast )?bedankt|dank je wel)',
  '(?:med |de )?(?:vänliga hälsningar|vänlig hälsning|bästa hälsningar|mvh|hälsningar|venlig(?:e)? hilsen|vennlig hilsen|bedste hilsner|beste hilsen|kærlig hilsen|hilsen|tack(?: på förhand)?|tak|takk|på forhånd takk?)',
  '(?:z )?(?:poważaniem|(?:serdecznie )?pozdrawiam|pozdrowienia|dziękuję|wyrazami szacunku)',
  '(?:(?:s )?(?:přátelským )?pozdravem|s úctou|zdravím|děkuji(?: předem)?|díky(?: moc| předem)?|hezký den)',
  '(?:üdvözlettel|üdv|tisztelettel|köszönettel|köszönöm)',
  '(?:saygılar(?:ımla|ımızla)?|teşekkürler|iyi çalışmalar|sevgiler)',
  '(?:cu stimă|mulțumesc|toate cele bune)',
  '(?:(?:(?:ystävällisin|parhain) )?terveisin|kiitos(?: (?:jo )?etukäteen| paljon)?|kiitoksia)',
  '(?:с уважением|спасибо|заранее спасибо|всего доброго|с наилучшими пожеланиями|з повагою|дякую)',
  '(?:(?:どうぞ)?(?:よろしく|宜しく)お願い(?:いた|致)?します|ありがとうございま(?:す|した)|以上|谢谢|此致|祝好|감사합니다)',
];

export const GREETING = `(?:${GREETINGS.join('|')})`;

export const CLOSING = `(?:${CLOSINGS.join('|')})`;
