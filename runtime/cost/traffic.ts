// What is not measured but assumed of a deployed stack. Each is printed with an estimate; who knows better multiplies.

/** A conversation is a session, its turns, and a look at what was said. */
export const QUESTIONS_A_CONVERSATION = 3;
/** Most pages that carry the chat are read without it. */
export const PAGE_VIEWS_A_CONVERSATION = 50;
/** The limit of the widget, which is also about its size. */
export const WIDGET_BYTES = 12_000;
/** JSON calls beside a question: its share of the session, feedback, the turns of a reload. */
export const JSON_CALLS_A_QUESTION = 1.5;

/** A model writes a few hundred tokens in that time; the function waits and is paid for. */
export const ANSWER_SECONDS = 5;
export const JSON_CALL_SECONDS = 0.1;
/** What every function that people wait for is given, since processor time grows with it. */
export const FUNCTION_MEMORY_GB = 1;
/** due-work each minute and prove-gaps each five minutes; both look whether there is something to do. */
export const SCHEDULED_CALLS_A_MONTH = 43_800 + 8_760;
export const SCHEDULED_CALL_SECONDS = 0.3;

/** Session, limits (transactions count twice), the turn before and after, with its index. */
export const WRITES_A_QUESTION = 30;
export const READS_A_QUESTION = 20;
export const TURN_KEPT_MONTHS = 1;

/** Of the rows, between two refreshes. */
export const CHANGED_SHARE = 0.01;
/** Questions without a good answer that wait, and are asked again after each promotion. */
export const OPEN_GAPS = 20;
/** Steps of a refresh, looks at two ingestion jobs included. */
export const TRANSITIONS_A_REFRESH = 60;
/** A polite crawl reads about a page a second, and a task takes a minute to begin. */
export const CRAWL_SECONDS_A_PAGE = 1;
export const CRAWL_START_SECONDS = 60;
/** As the module `kb_refresh` has it by default. */
export const CRAWL_PROCESSORS = 1;
export const CRAWL_MEMORY_GB = 2;
/** A few images of Node with its packages. */
export const IMAGES_GB = 1;

/** Metrics in the log's own format, and a handful of lines: no words of visitors. */
export const LOG_BYTES_A_QUESTION = 12_000;
export const LOG_BYTES_A_SCHEDULED_CALL = 700;
/** Names of metrics times the values of their dimensions, of three functions that answer, and the log's filters. */
export const CUSTOM_METRICS = 60;
/** Alarms are paid by the metrics that they watch: two for each of eleven functions, some twenty others. */
export const ALARM_METRICS = 50;

/** The managed groups and the rate of module `edge`; a test counts them. */
export const FIREWALL_RULES = 4;
/** Zendesk's token, its webhook, the origin. */
export const SECRETS = 3;
/** One for the topics of each of two regions. */
export const KEYS = 2;
/** Lambda asks two queues with five pollers each, twenty seconds at a time. */
export const QUEUE_CALLS_A_MONTH = 1_314_000;

/** What Bedrock keeps of its own with a passage, and the vector's key. */
export const VECTOR_OVERHEAD_BYTES = 600;
/** Both sides hold the whole base. */
export const SIDES = 2;
export const HOURS_A_MONTH = 730;
export const DAYS_A_MONTH = 30.4;
