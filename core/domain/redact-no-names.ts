/** Words in a sender's name that say it is a desk and not a person. */
export const DESK =
  /(?<!\p{L})(?:support|team|service|services|desk|helpdesk|help|customer|info|admin|administrator|operations|ops|it|noreply|no-reply|reply|notifications?|list|sales|billing|security|system|daemon|postmaster|mailer|monitoring|alerts?|platform|integration|integrations|engineering|group|gmbh|inc|ltd|llc|ag|bank|news|newsletter|jira|zendesk|github|bot|via)(?!\p{L})/iu;

const words = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/).filter(Boolean));

/** Capitalised words that greetings, closings and sentences begin with, products and trades: nobody's name. In lower case. */
export const NO_NAME = words(`
  all team everyone everybody there folks guys both again support colleagues sir madam sirs world friend friends ladies gentlemen zusammen alle
  kollegen damen herren tous toutes equipo todos tutti allemaal iedereen alla wszyscy thanks thank many best kind regards cheers hello
  hi dear good morning afternoon evening day please we i you the this that it is my our your a an in on at for from with and or but if when what
  how why where yes no not just any sent he she they his her their him them me us who which its one some every each these those
  monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday
  january february march april may june july august september october november december ok okay great perfect sorry hope looking after before
  still now then here also as so to be let see note however first second third finally actually unfortunately fortunately indeed meanwhile
  otherwise anyway well next new old same only after since until while because although once both maybe perhaps
  engineering customer service desk operations platform integration security sales billing account development management
  vielen dank viele liebe freundliche beste mit danke merci bien cordialement saludos gracias obrigado grazie ihr ihre ihren euer unser unsere
  der die das ein eine wir sie ich du er es und oder aber wenn was wie wo ja nein nicht bitte auch noch schon hier dort heute morgen gestern
  le les un une nous vous il elle ils je et ou mais si quand votre notre mon ma mes ce cette el los las una nosotros usted su nuestro esta este
  lo gli uno noi voi che il la ma se quando vostro nostro o os as nós você seu sua nosso het een wij jullie uw onze det den vi du och eller
  kunde kunden nutzer anwender entwickler mitarbeiter administrator client usuario utente gebruiker
  datadog mule mulesoft anypoint cloudhub java maven connector plugin agent runtime docker linux windows kubernetes github gitlab jira zendesk
  salesforce error warn info debug exception caused http https api tls ssl iphone android ios outlook gmail studio production staging
  technical product microsoft azure amazon aws google oracle apache kafka jenkins tomcat jetty splunk grafana prometheus elastic elasticsearch
  redis postgres postgresql mysql mongodb ibm sap red hat ubuntu debian centos fedora chrome firefox safari edge excel word teams slack zoom
  spring hibernate log4j jboss wildfly websphere weblogic terraform ansible helm istio nginx node python golang rust kotlin scala ruby
  cet cest utc gmt est edt pst pdt bst i'm i've i'll i'd i’m i’ve i’ll i’d it's it’s that's that’s title subject date latex html xml json yaml csv
  docs documentation manual readme marketing finance legal procurement accounting purchasing hr devops sre noc dba`);

/** Names that are also words: masked in the middle of a sentence, before a comma or a verb of saying, and not where a sentence begins. */
export const AMBIGUOUS = words(`
  will mark may art bill grace hope joy rich drew pat grant chase page case field long young best day price stone king max dean frank jack rose
  faith sky guy rob sandy sunny summer dawn log key port host logan major lane wood hill field park rivers bond cash cook mason miller
  jackson black white brown green gray grey small short sharp wise power banks bush love little strong winter snow rice berg cross bell bird fox wolf
  baker carter parker fisher hunter archer porter turner walker cooper taylor weaver sawyer piper reader sender carrier spring august june april
  neu gross groß klein lang kurz alt weiss weiß schwarz rot braun sommer herbst tag stark scharf ernst gut petit grand blanc rouge leal rico`);

/** User names that belong to a service or to everybody. */
export const NO_USER = words(`
  mule root ubuntu ec2-user runner public default app apps user users username jenkins admin administrator node site data deploy deployer oracle
  postgres mysql tomcat service svc test dev opc centos debian git vagrant docker shared guest all datadog dd-agent nobody daemon www-data system
  nginx apache kafka elastic redis anonymous none null true false unknown your me login name id`);
